/**
 * The wire between tablet and district as a village has it: our own TCP proxy that passes, refuses, loses answers, or plays the
 * hotel whose wifi wants a sign-in. Knows bytes, no bundle.
 */
import { once } from "node:events";
import { connect, createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";

type Manner =
  | { readonly kind: "pass" }
  | { readonly kind: "refuse" }
  | { readonly kind: "lose-answers"; readonly afterBytes: number }
  | { readonly kind: "portal" }
  | { readonly kind: "swallow" };

const portalPage = "<!doctype html><title>Wifi Hotel Bahagia</title><h1>Silakan masuk dulu</h1>";
const portalAnswer = [
  "HTTP/1.1 200 OK",
  "Content-Type: text/html; charset=utf-8",
  `Content-Length: ${Buffer.byteLength(portalPage)}`,
  "Connection: close",
  "",
  portalPage,
].join("\r\n");

export class Link implements AsyncDisposable {
  readonly #server = createServer({ allowHalfOpen: false }, (socket) => this.#take(socket));
  readonly #sockets = new Set<Socket>();
  readonly #lost = new Set<Socket>();
  readonly #target: { readonly port: number };
  #manner: Manner = { kind: "pass" };
  #answersLost = 0;
  #portalAnswers = 0;
  #swallowed = 0;

  private constructor(target: { readonly port: number }) {
    this.#target = target;
  }

  /** A link to whatever listens on the target's port at the moment a connection is made. */
  static async open(target: { readonly port: number }): Promise<Link> {
    const link = new Link(target);
    link.#server.listen(0);
    await once(link.#server, "listening");
    return link;
  }

  get url(): string {
    const address = this.#server.address() as AddressInfo;
    return `http://localhost:${address.port}/`;
  }

  /** Answers cut off so far. */
  get answersLost(): number {
    return this.#answersLost;
  }

  /** Requests the portal has answered so far. */
  get portalAnswers(): number {
    return this.#portalAnswers;
  }

  /** Connections that got lost on the way so far. */
  get swallowed(): number {
    return this.#swallowed;
  }

  pass(): void {
    this.#change({ kind: "pass" });
  }

  /** Every connection is reset at once. */
  refuse(): void {
    this.#change({ kind: "refuse" });
  }

  /** Requests go through whole; of what comes back only so many bytes, then the connection dies. */
  loseAnswers(afterBytes = 0): void {
    this.#change({ kind: "lose-answers", afterBytes });
  }

  /** Everything is answered 200 with a page that is not ours. */
  portal(): void {
    this.#change({ kind: "portal" });
  }

  /**
   * What is sent gets lost and nothing ever comes back, not even a reset: a tablet that was carried out of the reach of its
   * wifi. Connections made now stay dead when the link is well again.
   */
  swallow(): void {
    this.#change({ kind: "swallow" });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    for (const socket of this.#lost) socket.destroy();
    this.#dropAll();
    await closed;
  }

  /** Connections of the manner before would carry it on: they are dropped. */
  #change(manner: Manner): void {
    this.#manner = manner;
    this.#dropAll();
  }

  #dropAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #take(near: Socket): void {
    const manner = this.#manner;
    if (manner.kind === "swallow") {
      this.#lose(near);
      return;
    }
    this.#keep(near);
    if (manner.kind === "refuse") near.resetAndDestroy();
    else if (manner.kind === "portal") this.#answerAsPortal(near);
    else this.#join(near, manner.kind === "lose-answers" ? manner.afterBytes : Number.POSITIVE_INFINITY);
  }

  #lose(near: Socket): void {
    this.#swallowed += 1;
    this.#lost.add(near);
    near.on("error", () => undefined);
    near.once("close", () => this.#lost.delete(near));
    near.resume();
  }

  #answerAsPortal(near: Socket): void {
    near.once("data", () => {
      this.#portalAnswers += 1;
      near.end(portalAnswer);
      near.resume();
    });
  }

  #join(near: Socket, answerBytesMax: number): void {
    const far = connect(this.#target.port, "localhost");
    this.#keep(far);
    let answered = 0;
    near.pipe(far);
    far.on("data", (bytes: Buffer) => {
      const left = answerBytesMax - answered;
      answered += bytes.byteLength;
      if (bytes.byteLength <= left) {
        near.write(bytes);
        return;
      }
      this.#answersLost += 1;
      near.write(bytes.subarray(0, Math.max(0, left)), () => near.resetAndDestroy());
      far.destroy();
    });
    far.once("close", () => near.destroy());
    near.once("close", () => far.destroy());
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    // A reset is what this class is for; the close that follows is what counts.
    socket.on("error", () => undefined);
    socket.once("close", () => this.#sockets.delete(socket));
  }
}
