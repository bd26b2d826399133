/**
 * One direction of a slow link: packets of all connections leave one after the other at the link's rate and arrive half a
 * round trip later. Loses nothing and knows no slow start. Knows no socket; time is an argument.
 */

/** What a lane needs of time; milliseconds. */
export type LaneClock = { now(): number; after(ms: number, work: () => void): void };

export type LaneShape = { readonly bitsPerSecond: number; readonly delayMs: number };

/** One connection's share of a lane. */
export type Flow = {
  send(bytes: Uint8Array): void;
  /** Calls `done` behind everything that was sent before. */
  end(done: () => void): void;
};

/** What an Ethernet frame carries of TCP. */
export const packetBytes = 1460;

type Packet = { readonly bytes: Uint8Array; readonly deliver: () => void };
type Queue = Packet[];

export class Lane {
  readonly #shape: LaneShape;
  readonly #clock: LaneClock;
  /** Connections with something to send, whose turn is next first. */
  readonly #waiting: Queue[] = [];
  readonly #inFlight: Packet[] = [];
  #isBusy = false;
  #isStopped = false;
  #freeAtMs = 0;
  #carriedBytes = 0;

  constructor(shape: LaneShape, clock: LaneClock) {
    this.#shape = shape;
    this.#clock = clock;
  }

  /** Bytes that have left so far. */
  get carriedBytes(): number {
    return this.#carriedBytes;
  }

  /** A connection more on this lane; what arrives is given to `deliver`, in order. */
  openFlow(deliver: (bytes: Uint8Array) => void): Flow {
    const queue: Queue = [];
    return {
      send: (bytes) => {
        for (let at = 0; at < bytes.byteLength; at += packetBytes) {
          const packet = bytes.subarray(at, at + packetBytes);
          this.#enqueue(queue, { bytes: packet, deliver: () => deliver(packet) });
        }
      },
      end: (done) => this.#enqueue(queue, { bytes: new Uint8Array(0), deliver: done }),
    };
  }

  /** Drops everything that waits or is under way, for good: what a cut does. */
  stop(): void {
    this.#isStopped = true;
    this.#waiting.length = 0;
    this.#inFlight.length = 0;
  }

  #enqueue(queue: Queue, packet: Packet): void {
    if (this.#isStopped) return;
    queue.push(packet);
    if (queue.length === 1) this.#waiting.push(queue);
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#freeAtMs = Math.max(this.#clock.now(), this.#freeAtMs);
    this.#sendNext();
  }

  /**
   * While the lane is busy its own time counts: a timer that fires late makes no link slower, and what should have left
   * by then leaves at once: no timer is as fine as a packet of a fast link.
   */
  #sendNext(): void {
    for (;;) {
      const queue = this.#waiting.shift();
      const packet = queue?.[0];
      if (queue === undefined || packet === undefined) {
        this.#isBusy = false;
        return;
      }
      this.#freeAtMs += (packet.bytes.byteLength * 8000) / this.#shape.bitsPerSecond;
      if (this.#freeAtMs > this.#clock.now()) {
        this.#at(this.#freeAtMs, () => {
          if (this.#isStopped) return;
          this.#leave(queue, packet);
          this.#sendNext();
        });
        return;
      }
      this.#leave(queue, packet);
    }
  }

  #leave(queue: Queue, packet: Packet): void {
    queue.shift();
    if (queue.length > 0) this.#waiting.push(queue);
    this.#carriedBytes += packet.bytes.byteLength;
    this.#inFlight.push(packet);
    // The timers of two packets may fire in any order, the packets may not.
    this.#at(this.#freeAtMs + this.#shape.delayMs, () => this.#inFlight.shift()?.deliver());
  }

  #at(ms: number, work: () => void): void {
    this.#clock.after(Math.max(0, ms - this.#clock.now()), work);
  }
}
