/**
 * Reads everything the district holds and compares it with its digest, week by week: a disk that forgets is found out
 * while tablets still hold what it forgot (failures.md F46). Removes a damaged blob, never an entry.
 */
import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { Bytes } from "../../base/bytes.ts";
import { equalBytes, toHex } from "../../base/bytes.ts";
import { scrubEveryMs, scrubPageMax } from "../../base/limits.ts";
import { villageCode } from "../../domain/areas/areas.ts";
import type { Damage, ScrubReport } from "../../protocol/staff/staff-api.ts";
import { entryDigestNow } from "../digests.ts";
import type { District } from "../district.ts";
import type { EntryRow } from "../storage/rows.ts";
import type { StorageTx } from "../storage/ports.ts";
import { readPragma } from "../storage/sqlite/node-sqlite.ts";
import { readScrubReport, writeScrubReport } from "./damages.ts";

/** Scrubs when the last one is a week old; undefined when it is not. */
export async function scrubWhenDue(district: District, database: DatabaseSync): Promise<ScrubReport | undefined> {
  const last = await district.storage.transaction(readScrubReport);
  if (last && district.clock.now() - last.at < scrubEveryMs) return undefined;
  return scrub(district, database);
}

/** Compares every entry, every blob and the database's own structure; keeps and gives the report. */
export async function scrub(district: District, database: DatabaseSync): Promise<ScrubReport> {
  const damages = [...(await scrubEntries(district)), ...(await scrubBlobs(district))];
  const report = { at: district.clock.now(), isDatabaseSound: isSound(database), damages };
  await district.storage.transaction((tx) => writeScrubReport(tx, report));
  if (damages.length > 0 || !report.isDatabaseSound)
    district.log.error("damage-found", { damages: damages.length, isDatabaseSound: report.isDatabaseSound });
  return report;
}

/** What SQLite says of its own pages and indexes. Blocks while it reads them all. */
export function isSound(database: DatabaseSync): boolean {
  try {
    return readPragma(database, "integrity_check") === "ok";
  } catch {
    return false;
  }
}

async function scrubEntries(district: District): Promise<readonly Damage[]> {
  const damages: Damage[] = [];
  let last: Bytes = new Uint8Array(0);
  for (;;) {
    const page = await district.storage.transaction((tx) => tx.entries.listAfter(last, scrubPageMax));
    for (const row of page) {
      last = row.digest;
      const isWhole = equalBytes(entryDigestNow({ regency: district.regency, device: row.device }, row), row.digest);
      if (row.state !== "erased" && !isWhole) damages.push(damageOf("entry", row.digest, row));
    }
    if (page.length < scrubPageMax) return damages;
  }
}

/** Blobs that held entries name and that are said to be complete. */
async function scrubBlobs(district: District): Promise<readonly Damage[]> {
  const damages: Damage[] = [];
  let last: Bytes = new Uint8Array(0);
  for (;;) {
    const page = await district.storage.transaction((tx) => tx.blobs.listAfter(last, scrubPageMax));
    for (const hash of page) {
      last = hash;
      const bytes = await district.blobs.read(hash);
      if (bytes && equalBytes(createHash("sha256").update(bytes).digest(), hash)) continue;
      damages.push(...(await giveUpBlob(district, hash)));
    }
    if (page.length < scrubPageMax) return damages;
  }
}

/** The row first: from then on the blob is wanted. Its entries are complete again when it has come, under a new number. */
async function giveUpBlob(district: District, hash: Bytes): Promise<readonly Damage[]> {
  const entries = await district.storage.transaction(async (tx) => {
    await tx.blobs.remove(hash);
    return incomplete(tx, hash);
  });
  await district.blobs.remove(hash);
  const [first] = entries;
  return first ? [damageOf("blob", hash, first)] : [];
}

async function incomplete(tx: StorageTx, hash: Bytes): Promise<readonly EntryRow[]> {
  const entries = await tx.entries.findMany(await tx.blobs.namedBy(hash));
  for (const { digest, state } of entries)
    if (state !== "erased")
      await tx.entries.change(digest, { intake: 0, state: state === "complete" ? "held" : state });
  return entries;
}

function damageOf(kind: Damage["kind"], name: Bytes, { village, device, seq }: EntryRow): Damage {
  return { kind, name: toHex(name), village: villageCode(village) ?? "", device: toHex(device), seq };
}
