/**
 * A TCP proxy that does to a tablet's connections what bad networks do: cuts, portals, foreign answers, flipped bits, requests
 * brought twice. What happens to a connection is told by whoever opened the link; everything done is counted.
 */
import { once } from "node:events";
import { connect, createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";

/** What happens to one connection. Offsets count bytes of that direction. */
export type Harm =
  | { readonly kind: "none" }
  | { readonly kind: "refuse" }
  | { readonly kind: "cut"; readonly way: "up" | "down"; readonly at: number }
  /** The request is answered by somebody else, and never arrives. */
  | { readonly kind: "portal"; readonly answer: string }
  /** After `at` bytes of the answer come others. */
  | { readonly kind: "garbage"; readonly at: number; readonly bytes: Uint8Array }
  /** One bit behind the headers of an exchange. */
  | { readonly kind: "flip"; readonly way: "up" | "down"; readonly at: number; readonly bit: number }
  /** The district gets the request a second time, over another connection. */
  | { readonly kind: "twice" }
  | { readonly kind: "stall"; readonly ms: number };

export type HarmDone = { -readonly [K in Exclude<Harm["kind"], "none">]: number };

/** A request longer than this is not brought twice. */
const repeatBytesMax = 4 * 1024 * 1024;
const headEnd = Buffer.from("\r\n\r\n");
const post = Buffer.from("POST ");
/** Over TLS nobody mixes foreign bytes into a file of the app; into an exchange a machine in between may. */
const touchesBodies = ({ kind }: Harm): boolean => kind === "flip" || kind === "garbage";

export class HostileLink implements AsyncDisposable {
  readonly done: HarmDone = { refuse: 0, cut: 0, portal: 0, garbage: 0, flip: 0, twice: 0, stall: 0 };
  readonly #server = createServer({ allowHalfOpen: false }, (socket) => this.#take(socket));
  readonly #sockets = new Set<Socket>();
  readonly #target: { readonly port: number };
  readonly #draw: () => Harm;

  private constructor(target: { readonly port: number }, draw: () => Harm) {
    this.#target = target;
    this.#draw = draw;
  }

  /** A link to whatever listens on the target's port when a connection is made; `draw` is asked once for each. */
  static async open(target: { readonly port: number }, draw: () => Harm): Promise<HostileLink> {
    const link = new HostileLink(target, draw);
    link.#server.listen(0);
    await once(link.#server, "listening");
    return link;
  }

  get url(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}/`;
  }

  /** Ends every connection there is: new weather has come. */
  dropAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    this.dropAll();
    await closed;
  }

  #take(near: Socket): void {
    this.#keep(near);
    const harm = this.#draw();
    if (harm.kind === "refuse") {
      this.done.refuse += 1;
      near.resetAndDestroy();
    } else if (harm.kind === "portal") this.#answer(near, harm.answer);
    else this.#join(near, harm);
  }

  #answer(near: Socket, answer: string): void {
    near.once("data", () => {
      this.done.portal += 1;
      near.end(answer);
      near.resume();
    });
  }

  #join(near: Socket, harm: Harm): void {
    const far = connect(this.#target.port, "localhost");
    this.#keep(far);
    const end = (): void => {
      near.resetAndDestroy();
      far.destroy();
    };
    const lanes = { up: this.#lane(harm, "up", far, end), down: this.#lane(harm, "down", near, end) };
    const heard: Buffer[] = [];
    near.once("data", (bytes: Buffer) => {
      if (!touchesBodies(harm) || bytes.subarray(0, post.byteLength).equals(post)) return;
      lanes.up = this.#lane({ kind: "none" }, "up", far, end);
      lanes.down = this.#lane({ kind: "none" }, "down", near, end);
    });
    near.on("data", (bytes: Buffer) => {
      if (harm.kind === "twice") heard.push(bytes);
      lanes.up(bytes);
    });
    far.on("data", (bytes: Buffer) => lanes.down(bytes));
    if (harm.kind === "twice") far.once("data", () => this.#repeat(Buffer.concat(heard)));
    if (harm.kind === "stall") this.#stall(far, harm.ms);
    far.once("close", () => near.destroy());
    near.once("close", () => far.destroy());
  }

  /** Passes bytes on to `to`, and harms those the harm is meant for. */
  #lane(harm: Harm, way: "up" | "down", to: Socket, end: () => void): (bytes: Buffer) => void {
    const write = (bytes: Uint8Array): void => {
      if (to.writable) to.write(bytes);
    };
    if (harm.kind === "cut" && harm.way === way) return this.#cutting(harm.at, to, end);
    if (harm.kind === "garbage" && way === "down") return this.#mixing(harm, to);
    if (harm.kind === "flip" && harm.way === way) return this.#flipping(harm, write);
    return write;
  }

  #cutting(at: number, to: Socket, end: () => void): (bytes: Buffer) => void {
    let left = at;
    let isOver = false;
    return (bytes) => {
      if (isOver) return;
      const passed = bytes.subarray(0, left);
      left -= passed.byteLength;
      isOver = left === 0 && passed.byteLength < bytes.byteLength;
      if (!isOver) {
        if (to.writable) to.write(passed);
        return;
      }
      this.done.cut += 1;
      if (!to.writable || passed.byteLength === 0) end();
      else to.write(passed, end);
    };
  }

  #mixing({ at, bytes: garbage }: Extract<Harm, { kind: "garbage" }>, to: Socket): (bytes: Buffer) => void {
    let left = at;
    let isOver = false;
    return (bytes) => {
      if (isOver) return;
      const passed = bytes.subarray(0, left);
      left -= passed.byteLength;
      if (to.writable) to.write(passed);
      if (left > 0) return;
      isOver = true;
      this.done.garbage += 1;
      if (to.writable) to.end(garbage);
    };
  }

  /** Only bodies are harmed: what a flipped header does to a proxy is the proxy's story. */
  #flipping({ at, bit }: Extract<Harm, { kind: "flip" }>, write: (bytes: Uint8Array) => void): (bytes: Buffer) => void {
    let left: number | undefined;
    let isDone = false;
    return (bytes) => {
      let from = 0;
      if (left === undefined) {
        const head = bytes.indexOf(headEnd);
        if (head < 0) return write(bytes);
        from = head + headEnd.byteLength;
        left = at;
      }
      const place = from + left;
      left -= bytes.byteLength - from;
      if (isDone || place >= bytes.byteLength) return write(bytes);
      isDone = true;
      this.done.flip += 1;
      const harmed = Buffer.from(bytes);
      harmed[place] = (harmed[place] ?? 0) ^ (1 << bit);
      write(harmed);
    };
  }

  #repeat(request: Buffer): void {
    if (request.byteLength > repeatBytesMax) return;
    const far = connect(this.#target.port, "localhost");
    this.#keep(far);
    far.write(request);
    far.once("data", () => {
      this.done.twice += 1;
      far.destroy();
    });
  }

  #stall(far: Socket, ms: number): void {
    far.pause();
    this.done.stall += 1;
    const timer = setTimeout(() => far.resume(), ms);
    far.once("close", () => clearTimeout(timer));
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    // A reset is what this class is for; the close that follows is what counts.
    socket.on("error", () => undefined);
    socket.once("close", () => this.#sockets.delete(socket));
  }
}
