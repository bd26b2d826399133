/**
 * A TCP proxy as slow as a village's mobile network: one rate per direction for all connections together, half a round
 * trip each way, a whole one before a connection carries anything. Knows bytes, no HTTP.
 */
import { once } from "node:events";
import { connect, createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { Lane } from "./shaped-lane.ts";
import type { LaneClock } from "./shaped-lane.ts";

export type LinkShape = {
  readonly downBitsPerSecond: number;
  readonly upBitsPerSecond: number;
  readonly roundTripMs: number;
};

/** Slow 4G as browsers' tools and DESIGN §7 mean it. */
export const slow4g: LinkShape = { downBitsPerSecond: 1_600_000, upBitsPerSecond: 750_000, roundTripMs: 150 };
/** As fast as this machine. */
export const unshaped: LinkShape = { downBitsPerSecond: Infinity, upBitsPerSecond: Infinity, roundTripMs: 0 };

const systemClock: LaneClock = {
  now: () => performance.now(),
  after: (ms, work) => void setTimeout(work, ms),
};

export type ShapedLinkOptions = {
  /** What listens behind the link. */
  readonly target: { readonly port: number };
  readonly shape: LinkShape;
  /** Port to listen on, for a link that takes the place of an earlier one; otherwise a free one. */
  readonly port?: number;
};

export class ShapedLink implements AsyncDisposable {
  readonly #server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => this.#take(socket));
  readonly #sockets = new Set<Socket>();
  readonly #target: { readonly port: number };
  readonly #roundTripMs: number;
  readonly #up: Lane;
  readonly #down: Lane;

  private constructor({ target, shape }: ShapedLinkOptions) {
    const delayMs = shape.roundTripMs / 2;
    this.#target = target;
    this.#roundTripMs = shape.roundTripMs;
    this.#up = new Lane({ bitsPerSecond: shape.upBitsPerSecond, delayMs }, systemClock);
    this.#down = new Lane({ bitsPerSecond: shape.downBitsPerSecond, delayMs }, systemClock);
  }

  static async open(options: ShapedLinkOptions): Promise<ShapedLink> {
    const link = new ShapedLink(options);
    link.#server.listen(options.port ?? 0);
    await once(link.#server, "listening");
    return link;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://localhost:${this.port}/`;
  }

  /** Bytes of all connections so far, without TCP's own. */
  get carried(): { readonly upBytes: number; readonly downBytes: number } {
    return { upBytes: this.#up.carriedBytes, downBytes: this.#down.carriedBytes };
  }

  /** The network is gone: whoever connects from now on is refused. */
  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #take(near: Socket): void {
    this.#keep(near);
    // The machine's own handshake takes no time: the link's is waited for here.
    systemClock.after(this.#roundTripMs, () => {
      if (!near.destroyed) this.#join(near);
    });
  }

  #join(near: Socket): void {
    const far = connect({ port: this.#target.port, host: "localhost", allowHalfOpen: true, noDelay: true });
    this.#keep(far);
    carry(near, far, this.#up);
    carry(far, near, this.#down);
    far.once("error", () => near.destroy());
    near.once("error", () => far.destroy());
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    // Browsers drop connections as they like; the close that follows is what counts.
    socket.on("error", () => undefined);
    socket.once("close", () => this.#sockets.delete(socket));
  }
}

function carry(from: Socket, to: Socket, lane: Lane): void {
  const flow = lane.openFlow((bytes) => {
    if (to.writable) to.write(bytes);
  });
  from.on("data", (bytes: Buffer) => flow.send(bytes));
  from.once("end", () => flow.end(() => to.end()));
}
