/** Where an entry stands: the rules over `Custody` that the engine and every store share. Pure. */
import type { Bytes } from "../base/bytes.ts";
import type { Custody, SyncState } from "./ports.ts";

/** Custody of an entry that has just been appended. */
export const FRESH_CUSTODY: Custody = { delivery: "new", receipt: undefined, safe: false };

/** What a tablet knows of the district right after enrolment. `keyring` is the signed ring of the enrolment answer. */
export function firstSyncState(keyring: Bytes): SyncState {
  return {
    revision: 0,
    epoch: 0,
    stand: undefined,
    safeThrough: 0,
    cursor: { epoch: 0, position: 0 },
    keyring,
    configVersion: 0,
    wantedBlobs: [],
    noticesOwed: [],
    asks: [],
    neighbours: [],
    neighboursThrough: 0,
    clockOffsetMs: undefined,
    lastReplyAt: undefined,
  };
}

/**
 * True while the district has not said that it holds entry and blobs: no receipt of the current epoch, or one without
 * an intake number (DESIGN §2: the number is given once entry and blobs are complete). Erased entries need nothing.
 */
export function isOutstanding(custody: Custody): boolean {
  if (custody.delivery !== "received" || custody.receipt === undefined) return true;
  return custody.receipt.state !== "erased" && custody.receipt.intake === 0;
}

/** The only green (DESIGN §2): a receipt of the current epoch that says held with all blobs. */
export function isGreen(custody: Custody): boolean {
  return custody.delivery === "received" && custody.receipt?.state === "complete" && custody.receipt.intake > 0;
}

/** What `markSent` makes of an entry: from now on the tablet is not sure what the district holds. */
export function sentCustody(custody: Custody): Custody {
  return custody.delivery === "received" ? custody : { ...custody, delivery: "unsure" };
}

/** A receipt fell with its epoch: the state stays for showing, the number is void, the entry is offered again. */
export function voidedCustody(custody: Custody): Custody {
  if (custody.safe || custody.delivery === "new") return custody;
  const receipt = custody.receipt && { ...custody.receipt, intake: 0 };
  return { ...custody, delivery: "unsure", receipt };
}
