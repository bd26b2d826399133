/** Counts the requests in one HTTP/1.1 connection's upward bytes, as they pass. Keeps no body; knows no meaning of any. */

const headEnd = "\r\n\r\n";
/** More than any browser sends: what is longer is no HTTP, and is not counted. */
const headCharactersMax = 65_536;

export class RequestCounter {
  readonly #onRequest: () => void;
  /** Of the head that is not whole yet; Latin-1 keeps one letter per byte. */
  #head = "";
  /** Bytes of the present body that are still to come. */
  #bodyLeft = 0;

  constructor(onRequest: () => void) {
    this.#onRequest = onRequest;
  }

  /** The next bytes, in order. A body says its length: browsers send none in chunks over HTTP/1.1. */
  see(bytes: Uint8Array): void {
    let rest = bytes;
    while (rest.byteLength > 0 && this.#head.length <= headCharactersMax) {
      const ofBody = Math.min(this.#bodyLeft, rest.byteLength);
      this.#bodyLeft -= ofBody;
      rest = this.#readHead(rest.subarray(ofBody));
    }
  }

  /** Gives what follows the head. */
  #readHead(bytes: Uint8Array): Uint8Array {
    const before = this.#head.length;
    this.#head += Buffer.from(bytes).toString("latin1");
    const end = this.#head.indexOf(headEnd);
    if (end < 0) return new Uint8Array(0);
    this.#bodyLeft = Number(/^content-length:\s*(\d+)/im.exec(this.#head.slice(0, end))?.[1] ?? 0);
    this.#head = "";
    this.#onRequest();
    return bytes.subarray(end + headEnd.length - before);
  }
}
