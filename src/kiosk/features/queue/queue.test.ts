import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { Queue } from "./queue.ts";
import { beginQueue, callNext, queueOf, takeNumber, ticketText } from "./queue.ts";

const today = "2026-11-24";
const empty = beginQueue("B", today);

it("gives every number once, in order, and calls whoever has waited longest", () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 80 }), (steps) => {
      let queue: Queue = empty;
      const given: number[] = [];
      const called: number[] = [];
      for (const isTaking of steps) {
        const before = queue;
        queue = isTaking ? takeNumber(queue) : callNext(queue);
        if (isTaking) given.push(queue.last);
        else if (before.waiting.length > 0) called.push(queue.called ?? 0);
      }
      expect(given).toEqual(given.map((_, at) => at + 1));
      expect([...called, ...queue.waiting]).toEqual(given);
    }),
  );
});

it("begins at one every day and keeps the tablet's letter", () => {
  const yesterday = callNext(takeNumber(takeNumber(empty)));
  expect(queueOf(yesterday, today)).toBe(yesterday);
  expect(queueOf(yesterday, "2026-11-25")).toEqual(beginQueue("B", "2026-11-25"));
  expect(ticketText(yesterday, takeNumber(queueOf(yesterday, "2026-11-25")).last)).toBe("B-1");
});

it("leaves the last one on the sign when nobody waits", () => {
  const served = callNext(takeNumber(empty));
  expect(callNext(served)).toBe(served);
});
