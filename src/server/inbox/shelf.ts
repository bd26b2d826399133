/**
 * The shelf: a bounded place for runs under a key that is not certified yet. A tablet that lost its key goes on filing;
 * the day it is enrolled again its runs are taken in as if they came now (DESIGN §2).
 */
import type { Bytes } from "../../base/bytes.ts";
import { equalBytes } from "../../base/bytes.ts";
import { shelfEntriesMax } from "../../base/limits.ts";
import { blindIndex } from "../../crypto/column.ts";
import { parseBundleItem } from "../../protocol/bundle.ts";
import type { District } from "../district.ts";
import type { StorageTx } from "../storage/ports.ts";
import type { ShelfRow } from "../storage/rows.ts";
import { storeRun } from "./store-run.ts";
import { verifyRun } from "./verify-run.ts";

/**
 * Puts a run on the shelf. When it is full, the oldest run of whoever takes most of it goes: keys are made by the
 * thousand, so nobody gains a place by having many, and nothing is lost, because every tablet keeps what has no receipt.
 */
export async function putOnShelf(tx: StorageTx, run: Omit<ShelfRow, "position">): Promise<void> {
  await tx.shelf.put(run);
  while ((await tx.shelf.count()) > shelfEntriesMax) await tx.shelf.dropFromFullest();
}

/** Whose place on the shelf a sender takes: its village's, when it carries for a neighbour, else its address's. */
export function shelfOrigin(
  district: District,
  village: number | undefined,
  address: string | undefined,
): Promise<Bytes> {
  const from = village === undefined ? `address/${networkOf(address ?? "")}` : `village/${village}`;
  return blindIndex(district.keys.indexKey, `shelf/${from}`);
}

/** Addresses are cheap by the network: the first half of an IPv6 address, the first three numbers of an IPv4 one. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:/, "");
  if (!plain.includes(":")) return plain.split(".").slice(0, 3).join(".");
  const [head = "", tail] = plain.split("::");
  const groups = head.split(":").filter((group) => group !== "");
  const zeros = tail === undefined ? [] : Array.from({ length: 4 }, () => "0");
  return [...groups, ...zeros].slice(0, 4).join(":");
}

/** Takes in everything on the shelf whose key has a certificate by now. Gives the number of runs taken. */
export async function unshelve(district: District): Promise<number> {
  const waiting = await district.storage.transaction((tx) => tx.shelf.keys());
  let taken = 0;
  for (const signingKeyId of waiting) {
    const known = district.ledger.state.findBySigningKey(signingKeyId);
    if (!known) continue;
    // In one transaction: off the shelf and into the inbox, or neither.
    taken += await district.storage.transaction(async (tx) => {
      const rows = await tx.shelf.take(signingKeyId);
      for (const row of rows) await takeIn(tx, district, row.item, known.certificate.serial);
      return rows.length;
    });
  }
  return taken;
}

/** The shelf is bounded by itself, so no day's budget is asked; a run that proves to be nobody's is dropped with its reason logged. */
async function takeIn(tx: StorageTx, district: District, item: Bytes, bySerial: number): Promise<void> {
  const parsed = parseBundleItem(item);
  if (!parsed.ok || parsed.value.type !== "run") return;
  const run = await verifyRun(district.regency, parsed.value.run, (id) => {
    const entry = district.ledger.state.findBySigningKey(id);
    return entry && equalBytes(entry.signingKeyId, id) ? entry.certificate.signingKey : undefined;
  });
  if (!run.ok) return district.log.warn("shelf-run-dropped", { reason: run.code });
  const { device, shared } = run.value;
  // Put there before anybody could say whose key it is: now it can be said.
  if (!district.ledger.state.nameRight(shared.signingKeyId, device))
    return district.log.warn("shelf-run-dropped", { reason: "other-device" });
  await storeRun(tx, district, run.value, { bySerial, reserve: () => true });
}
