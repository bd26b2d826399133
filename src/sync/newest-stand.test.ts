/** What a tablet shows back is the strongest word it has. */
import { expect, test } from "vitest";
import type { Bytes } from "../base/bytes.ts";
import { encodeSigned } from "../protocol/signed.ts";
import type { Stand } from "../protocol/stand.ts";
import { encodeStand } from "../protocol/stand.ts";
import { sayingMost } from "./newest-stand.ts";

function signed(change: Partial<Stand>, position: number, fill = position): Bytes {
  const notices = { village: 1, position, hash: new Uint8Array(8).fill(fill) };
  const body = encodeStand({
    epoch: 1,
    intake: 3,
    intakeHash: new Uint8Array(16),
    safeThrough: 0,
    time: 5,
    notices,
    ...change,
  });
  return encodeSigned({ body, keyId: new Uint8Array(8), signature: new Uint8Array(64) });
}

const known = signed({}, 4);

test.each([
  ["a later time", signed({ time: 6 }, 4)],
  ["more notices", signed({}, 5)],
  ["a higher intake number", signed({ intake: 4 }, 4)],
  ["a newer epoch, whatever its numbers", signed({ epoch: 2, intake: 0 }, 0)],
])("%s is the newer word", (_, next) => {
  expect(sayingMost(known, next)).toBe(next);
});

test.each([
  ["fewer notices", signed({ time: 9 }, 3)],
  ["another past of the stream", signed({ time: 9 }, 4, 7)],
  ["a lower intake number", signed({ intake: 2, time: 9 }, 4)],
  ["an older epoch", signed({ epoch: 0, intake: 9 }, 9)],
])("%s takes nothing away from what was known: it may be the proof of a rollback", (_, next) => {
  expect(sayingMost(known, next)).toBe(known);
});
