import { describe, expect, test } from "vitest";
import { ManualClock } from "./manual-clock.ts";
import { Lane, packetBytes } from "./shaped-lane.ts";

/** 1 ms per packet. */
const bitsPerSecond = packetBytes * 8 * 1000;
const packets = (count: number): Uint8Array => new Uint8Array(count * packetBytes);

describe("a lane", () => {
  test("costs bytes ÷ rate and half a round trip", () => {
    const clock = new ManualClock();
    const lane = new Lane({ bitsPerSecond, delayMs: 75 }, clock);
    let doneAtMs = 0;
    const flow = lane.openFlow(() => undefined);
    flow.send(packets(100));
    flow.end(() => (doneAtMs = clock.now()));
    clock.runAll();
    expect(doneAtMs).toBe(175);
    expect(lane.carriedBytes).toBe(100 * packetBytes);
  });

  test("is shared by its connections, packet by packet", () => {
    const clock = new ManualClock();
    const lane = new Lane({ bitsPerSecond, delayMs: 0 }, clock);
    const doneAtMs: number[] = [];
    for (const count of [100, 10]) {
      const flow = lane.openFlow(() => undefined);
      flow.send(packets(count));
      flow.end(() => doneAtMs.push(clock.now()));
    }
    clock.runAll();
    // An end waits for its turn like a packet and takes no time.
    expect(doneAtMs).toEqual([21, 110]);
  });

  test("is not slower where timers fire late", () => {
    const clock = new ManualClock({ lateMs: 0.7 });
    const lane = new Lane({ bitsPerSecond, delayMs: 75 }, clock);
    let doneAtMs = 0;
    const flow = lane.openFlow(() => undefined);
    flow.send(packets(100));
    flow.end(() => (doneAtMs = clock.now()));
    clock.runAll();
    expect(doneAtMs).toBeGreaterThanOrEqual(175);
    expect(doneAtMs).toBeLessThan(178);
  });

  test("is not slower where no timer is as fine as a packet", () => {
    const clock = new ManualClock({ lateMs: 20 });
    const lane = new Lane({ bitsPerSecond, delayMs: 0 }, clock);
    let arrived = 0;
    lane.openFlow(() => (arrived += 1)).send(packets(1000));
    clock.runAll();
    expect(arrived).toBe(1000);
    // 1,000 ms of packets; the last timer and the last delivery are late.
    expect(clock.now()).toBeLessThan(1_050);
  });

  test("keeps the order of what it carries", () => {
    const clock = new ManualClock();
    const lane = new Lane({ bitsPerSecond, delayMs: 75 }, clock);
    const arrived: number[] = [];
    const flow = lane.openFlow(([first = -1]) => arrived.push(first));
    for (let at = 0; at < 5; at += 1) flow.send(Uint8Array.of(at));
    flow.end(() => arrived.push(5));
    clock.runAll();
    expect(arrived).toEqual([0, 1, 2, 3, 4, 5]);
  });
});
