import { expect, test } from "vitest";
import { DAY_MS, courierAfterMs, courierEntriesMin } from "../base/limits.ts";
import { needsCourier } from "./outbox.ts";

const now = 100 * DAY_MS;
const ago = (days: number): number => now - days * DAY_MS;

test.each([
  ["nothing waits", { unreceipted: 0, oldestAt: undefined, lastReplyAt: ago(30) }, false],
  ["one entry of yesterday", { unreceipted: 1, oldestAt: ago(1), lastReplyAt: ago(1.5) }, false],
  ["one entry of four days, and no word since", { unreceipted: 1, oldestAt: ago(4), lastReplyAt: ago(5) }, true],
  [
    "an old one on a tablet that the district hears",
    { unreceipted: 1, oldestAt: ago(9), lastReplyAt: ago(0.1) },
    false,
  ],
  ["very many of two days, and no word since", { unreceipted: 200, oldestAt: ago(2), lastReplyAt: ago(2) }, true],
  ["a tablet that never reached the district", { unreceipted: 1, oldestAt: ago(4), lastReplyAt: undefined }, true],
])("a USB stick: %s", (_, waiting, isNeeded) => {
  expect(needsCourier(waiting, now)).toBe(isNeeded);
  expect(courierAfterMs).toBeLessThan(4 * DAY_MS);
  expect(courierEntriesMin).toBeLessThanOrEqual(200);
});
