/**
 * Submit's way onto the disk, in the order of DESIGN §2: blobs are flushed, the sealed bytes are frozen, the journal
 * line is flushed, one strict transaction adds it and removes the draft, it is read back. Knows no sealing and no lock.
 */
import type { Bytes } from "../../base/bytes.ts";
import { equalBytes, toHex } from "../../base/bytes.ts";
import type { UnixMs } from "../../base/clock.ts";
import { entryBytesMax, sealTriesMax } from "../../base/limits.ts";
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";
import type { BlobRef, SealedEntry } from "../../protocol/entry.ts";
import { entrySize } from "../../protocol/entry.ts";
import { FRESH_CUSTODY } from "../../sync/custody.ts";
import type { Journal, JournalScope, Place } from "../journal/journal.ts";
import type { Sha256 } from "../journal/running-hash.ts";
import { encodeLinePayload } from "../journal/segment.ts";
import type { BlobDisk, Database } from "../ports.ts";
import { StoreFailure } from "../ports.ts";
import type { EntryRow, SealedRow } from "../tables.ts";
import type { JournalOnly } from "./merge.ts";
import { absorb, writeLine } from "./merge.ts";
import { rowOfLine } from "./rows.ts";

/** Sealed once, replayed as it is ever after. */
export type Frozen = {
  readonly digest: Bytes;
  readonly entry: SealedEntry;
  /** The device's signature of the digest. */
  readonly signature: Bytes;
};

/** What the vault keeps beside an entry. */
export type Companions = {
  /** Goes into the journal's line: no crash leaves an entry without its name. */
  readonly label: Bytes;
  /** What was filed, by application id, for "Ada yang salah"; undefined when there is nothing left to mend. */
  readonly copy: { readonly applicationId: string; readonly sealed: Bytes } | undefined;
};

/** What is to be appended for a draft. */
export type Submission = {
  readonly scope: JournalScope;
  readonly blobs: readonly BlobRef[];
  readonly now: UnixMs;
  /** Seals for the place the entry will have. Called again when that place was gone before anything was written. */
  seal(place: Place): Promise<Result<Sealed, string>>;
};

type Sealed = { readonly frozen: Frozen; readonly companions: Companions };

export type AppendPorts = {
  readonly database: Database;
  readonly journal: Journal;
  readonly blobs: BlobDisk;
  readonly sha256: Sha256;
  /** Entries only the journal holds; shared with the log port, which sends them from there. */
  readonly journalOnly: Map<string, JournalOnly>;
};

/**
 * Appends what `prepare` makes of a draft, or finds what an earlier call for the same draft appended; then what `prepare`
 * made is thrown away unseen. Only its success may be shown as "tersimpan". To be called under the origin's log lock.
 * - `blob-missing`: a photo is not whole on the disk; nothing was appended
 * - `too-large`: above 16 KB sealed; nothing was appended
 * - `storage-full`, `store-unavailable`: not saved, or saved in the journal only: the same call again finishes it
 * - and whatever `prepare` and its `seal` failed with
 */
export async function append(
  ports: AppendPorts,
  draftId: Bytes,
  prepare: () => Promise<Result<Submission, string>>,
): Promise<Result<EntryRow, string>> {
  try {
    // Sealed while the disks are looked through: nearly always there is no earlier one, and whoever pressed KIRIM waits.
    const making = freeze(ports, prepare);
    making.catch(() => undefined);
    const earlier = await findSubmitted(ports, toHex(draftId));
    if (earlier) return await finishAppend(ports, earlier);
    const made = await making;
    return made.ok ? await appendNew(ports, draftId, made.value) : made;
  } catch (error) {
    if (error instanceof StoreFailure) return err(error.code, error.message);
    throw error;
  }
}

/** The entry of a draft in the union of journal and database, or undefined. */
async function findSubmitted(ports: AppendPorts, draftId: string): Promise<JournalOnly | undefined> {
  const asking = ports.database.where("entries", "draftId", draftId);
  asking.catch(() => undefined);
  let isNews = false;
  await ports.journal.catchUp(async (contents) => {
    isNews = contents.segments.length > 0;
    for (const left of await absorb({ ...ports, contents })) ports.journalOnly.set(left.row.key, left);
  });
  const [row] = isNews ? await ports.database.where("entries", "draftId", draftId) : await asking;
  if (row) {
    const line = await ports.database.get("lines", row.key);
    return { row, payload: line?.payload ?? new Uint8Array(0) };
  }
  return [...ports.journalOnly.values()].find((left) => left.row.draftId === draftId);
}

/** A submission sealed for a place in the log. Nothing of it is written yet. */
type Made = { readonly submission: Submission; readonly place: Place; readonly sealed: Sealed };

async function freeze(
  { journal, blobs }: AppendPorts,
  prepare: () => Promise<Result<Submission, string>>,
): Promise<Result<Made, string>> {
  const submission = await prepare();
  if (!submission.ok) return submission;
  if (!(await areWhole(blobs, submission.value.blobs))) return err("blob-missing");
  return sealFor(submission.value, journal.place);
}

async function sealFor(submission: Submission, place: Place): Promise<Result<Made, string>> {
  const sealed = await submission.seal(place);
  if (!sealed.ok) return sealed;
  const isTooLarge = entrySize(sealed.value.frozen.entry) > entryBytesMax;
  return isTooLarge ? err("too-large") : ok({ submission, place, sealed: sealed.value });
}

async function appendNew(ports: AppendPorts, draftId: Bytes, first: Made): Promise<Result<EntryRow, string>> {
  const { submission } = first;
  let made = first;
  for (let tries = 1; ; tries += 1) {
    const written = await writeJournal(ports.journal, draftId, made);
    if (written.ok) return finishAppend(ports, written.value, copyRow(made.sealed.companions, submission.now));
    if (tries === sealTriesMax) return err("store-unavailable", "the place was gone every time");
    const again = await sealFor(submission, ports.journal.place);
    if (!again.ok) return again;
    made = again.value;
  }
}

async function areWhole(disk: BlobDisk, blobs: readonly BlobRef[]): Promise<boolean> {
  const sizes = await Promise.all(blobs.map((blob) => disk.size(toHex(blob.hash))));
  return blobs.every((blob, at) => sizes[at] === blob.size);
}

function copyRow({ copy }: Companions, now: UnixMs): SealedRow | undefined {
  return copy && { key: copy.applicationId, sealed: copy.sealed, at: now };
}

async function writeJournal(
  journal: Journal,
  draftId: Bytes,
  { submission, place, sealed }: Made,
): Promise<Result<JournalOnly, "place-gone">> {
  const { now, scope } = submission;
  const { digest, entry, signature } = sealed.frozen;
  const payload = encodeLinePayload({ entry, signature, draftId, appendedAt: now, label: sealed.companions.label });
  const runningHash = await journal.append(scope, place, digest, payload);
  if (!runningHash.ok) return runningHash;
  const row = rowOfLine({ digest, payload, runningHash: runningHash.value, device: scope.device }, FRESH_CUSTODY);
  if (!row.ok) throw new StoreFailure("store-unavailable", "a line of ours does not parse");
  return ok({ row: row.value, payload });
}

/**
 * Step 4 and the read-back. A line the database cannot take stays known, so that it is sent from the journal. Throws
 * `StoreFailure` then; the same call again finishes it.
 */
async function finishAppend(
  ports: AppendPorts,
  entry: JournalOnly,
  copy?: SealedRow,
): Promise<Result<EntryRow, string>> {
  const { key, purged } = entry.row;
  if (purged === 1) return ok(entry.row);
  ports.journalOnly.set(key, entry);
  await writeLine(ports.database, entry, copy);
  const [row, line] = await Promise.all([ports.database.get("entries", key), ports.database.get("lines", key)]);
  if (!row || !line || !equalBytes(line.payload, entry.payload)) return err("store-unavailable", "read back");
  ports.journalOnly.delete(key);
  return ok(row);
}
