/**
 * A TCP proxy as slow as a village's mobile network: one rate per direction for all connections together, half a round
 * trip each way, a whole one before a connection carries anything; cut, refused and reshaped while it runs. Counts bytes,
 * connections and requests.
 */
import { once } from "node:events";
import { connect, createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import { RequestCounter } from "./request-counter.ts";
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

/** What a link has carried since it opened or was last reset to zero; bytes are those of the connections, without TCP's own. */
export type Carried = {
  readonly upBytes: number;
  readonly downBytes: number;
  /** Connections taken. */
  readonly connections: number;
  /** Requests whose head has reached the target. */
  readonly requests: number;
};

export class ShapedLink implements AsyncDisposable {
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #port: number;
  #target: { readonly port: number };
  #roundTripMs = 0;
  #up: Lane;
  #down: Lane;
  #earlier: Carried = { upBytes: 0, downBytes: 0, connections: 0, requests: 0 };
  #connections = 0;
  #requests = 0;

  private constructor({ target, shape, port }: ShapedLinkOptions) {
    this.#target = target;
    this.#port = port ?? 0;
    this.#roundTripMs = shape.roundTripMs;
    [this.#up, this.#down] = makeLanes(shape);
  }

  static async open(options: ShapedLinkOptions): Promise<ShapedLink> {
    const link = new ShapedLink(options);
    await link.accept();
    return link;
  }

  get port(): number {
    return this.#port;
  }

  get url(): string {
    return `http://localhost:${this.port}/`;
  }

  get carried(): Carried {
    const { upBytes, downBytes } = this.#earlier;
    return {
      upBytes: upBytes + this.#up.carriedBytes,
      downBytes: downBytes + this.#down.carriedBytes,
      connections: this.#connections,
      requests: this.#requests,
    };
  }

  /** Every connection is reset and what was under way is lost; from now on connecting is refused, until `accept`. */
  async cut(shape: LinkShape): Promise<void> {
    const closed = this.#closeServer();
    for (const socket of this.#sockets) socket.resetAndDestroy();
    this.#reshape(shape);
    await closed;
  }

  /** Connections are taken again, on the port there was. */
  async accept(): Promise<void> {
    if (this.#server !== undefined) return;
    const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => this.#take(socket));
    server.listen(this.#port);
    await once(server, "listening");
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
  }

  /** From now on connections go to something else. */
  retarget(target: { readonly port: number }): void {
    this.#target = target;
  }

  /** Counts from nothing again. */
  resetCounters(): void {
    const { upBytes, downBytes } = this.carried;
    this.#earlier = {
      ...this.#earlier,
      upBytes: this.#earlier.upBytes - upBytes,
      downBytes: this.#earlier.downBytes - downBytes,
    };
    this.#connections = 0;
    this.#requests = 0;
  }

  /** The network is gone: whoever connects from now on is refused. */
  async [Symbol.asyncDispose](): Promise<void> {
    const closed = this.#closeServer();
    this.#up.stop();
    this.#down.stop();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  async #closeServer(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    const closed = once(server, "close");
    server.close();
    await closed;
  }

  #reshape(shape: LinkShape): void {
    const { upBytes, downBytes } = this.carried;
    this.#earlier = { ...this.#earlier, upBytes, downBytes };
    this.#up.stop();
    this.#down.stop();
    this.#roundTripMs = shape.roundTripMs;
    [this.#up, this.#down] = makeLanes(shape);
  }

  #take(near: Socket): void {
    this.#connections += 1;
    this.#keep(near);
    // The machine's own handshake takes no time: the link's is waited for here.
    systemClock.after(this.#roundTripMs, () => {
      if (!near.destroyed) this.#join(near);
    });
  }

  #join(near: Socket): void {
    const far = connect({ port: this.#target.port, host: "localhost", allowHalfOpen: true, noDelay: true });
    this.#keep(far);
    const counter = new RequestCounter(() => (this.#requests += 1));
    carry(near, far, this.#up, (bytes) => counter.see(bytes));
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

function makeLanes({ upBitsPerSecond, downBitsPerSecond, roundTripMs }: LinkShape): [Lane, Lane] {
  const delayMs = roundTripMs / 2;
  return [
    new Lane({ bitsPerSecond: upBitsPerSecond, delayMs }, systemClock),
    new Lane({ bitsPerSecond: downBitsPerSecond, delayMs }, systemClock),
  ];
}

function carry(from: Socket, to: Socket, lane: Lane, see?: (bytes: Uint8Array) => void): void {
  const flow = lane.openFlow((bytes) => {
    if (!to.writable) return;
    see?.(bytes);
    to.write(bytes);
  });
  from.on("data", (bytes: Buffer) => flow.send(bytes));
  from.once("end", () => flow.end(() => to.end()));
}
