/** Which of two signed stands is shown back to the district. Knows no signature: both were verified when they came. */
import type { Bytes } from "../base/bytes.ts";
import { equalBytes } from "../base/bytes.ts";
import { parseSigned } from "../protocol/signed.ts";
import type { Stand } from "../protocol/stand.ts";
import { parseStand, standBytesMax } from "../protocol/stand.ts";

/**
 * The stand that says most: within an epoch numbers only grow, so a newer one that says less was overtaken by another
 * reply, or comes from a store that was put back unannounced. Then the older words are the proof of it (DESIGN §2).
 */
export function sayingMost(before: Bytes | undefined, now: Bytes): Bytes {
  const [known, next] = [before && readStand(before), readStand(now)];
  return before && known && next && saysMore(known, next) ? before : now;
}

function saysMore(known: Stand, next: Stand): boolean {
  if (known.epoch !== next.epoch) return known.epoch > next.epoch;
  if (known.intake > next.intake) return true;
  const [before, after] = [known.notices, next.notices];
  if (!before || !after || before.village !== after.village) return false;
  const isSamePlace = before.position === after.position;
  return before.position > after.position || (isSamePlace && !equalBytes(before.hash, after.hash));
}

/** What a signed stand says, or undefined when it is none. */
export function readStand(bytes: Bytes): Stand | undefined {
  const signed = parseSigned(bytes, standBytesMax);
  const stand = signed.ok ? parseStand(signed.value.body) : undefined;
  return stand?.ok === true ? stand.value : undefined;
}
