/** A tablet's store over memory, for the tests of this room: submits made-up entries, dies where it is told, starts again. */
import type { Bytes } from "../../base/bytes.ts";
import { toHex, utf8 } from "../../base/bytes.ts";
import type { Random } from "../../base/random.ts";
import type { Result } from "../../base/result.ts";
import { ok } from "../../base/result.ts";
import type { SealedEntry } from "../../protocol/entry.ts";
import { encodeOwnHeader, encodeSharedHeader, entryDigestInput } from "../../protocol/entry.ts";
import type { Place } from "../journal/journal.ts";
import { Journal } from "../journal/journal.ts";
import type { AppendPorts, Submission } from "../log/append.ts";
import { append } from "../log/append.ts";
import type { JournalOnly, MergeReport } from "../log/merge.ts";
import { mergeAtStart } from "../log/merge.ts";
import type { EntryRow } from "../tables.ts";
import type { DiskHook, MemoryMedium } from "./memory-disks.ts";
import { MemoryBlobDisk, MemoryDatabase, MemoryJournalDisk } from "./memory-disks.ts";

export const scope = {
  regency: "33.29",
  device: new Uint8Array(16).fill(7),
  signingKey: Uint8Array.of(1, ...new Uint8Array(32).fill(9)),
};

const blob = { bytes: utf8("an encrypted picture") };
export const blobHash: Bytes = new Uint8Array(32).fill(3);

export async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/** Bytes that differ at every call and every seed, always the same. */
export function seededRandom(seed: string): Random {
  let state = utf8(seed).reduce((sum, byte) => (sum * 31 + byte) >>> 0, 7);
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  };
  return { bytes: (length) => Uint8Array.from({ length }, next), fraction: () => next() / 256 };
}

/** 16 bytes that a short name fills from the front. */
export function draftIdOf(name: string): Bytes {
  const id = new Uint8Array(16);
  id.set(utf8(name).subarray(0, id.length));
  return id;
}

/** An entry with a blob, as if sealed: the envelope names the draft. */
export function entryAt(place: Place, draft: string): SealedEntry {
  return {
    shared: encodeSharedHeader({
      village: 3329091002,
      signingKeyId: new Uint8Array(8),
      logId: place.logId,
      sealingKeyId: new Uint8Array(8),
      dictionaryId: 0,
    }),
    own: encodeOwnHeader({
      kind: "application",
      applicationId: draftIdOf(`case ${draft}`),
      seq: place.seq,
      priority: 0,
      base: undefined,
      blobs: [{ hash: blobHash, size: blob.bytes.byteLength }],
    }),
    envelope: utf8(`sealed ${draft} ${toHex(place.logId)}`),
  };
}

export type TestTablet = {
  readonly ports: AppendPorts;
  readonly report: MergeReport;
  /** `whileSealing` runs between the choice of the entry's place and its line. */
  submit(draft: string, whileSealing?: () => Promise<void>): Promise<Result<EntryRow, string>>;
};

/** Starts a tablet over `medium`: journal and database are merged first. `start` seeds its log id. */
export async function startTablet(
  medium: MemoryMedium,
  start: string,
  hook: DiskHook = () => undefined,
): Promise<TestTablet> {
  const database = new MemoryDatabase(medium, hook);
  const journal = new Journal(new MemoryJournalDisk(medium, hook), sha256, seededRandom(start), undefined, scope);
  const journalOnly = new Map<string, JournalOnly>();
  const ports = { database, journal, blobs: new MemoryBlobDisk(medium, hook), sha256, journalOnly };
  const report = await journal.catchUp((contents) =>
    mergeAtStart({ database, sha256, contents, isEnrolled: true, now: 1 }),
  );
  for (const left of report.journalOnly) journalOnly.set(left.row.key, left);
  return { ports, report, submit: (draft, whileSealing) => submitTo(ports, draft, whileSealing) };
}

/** What enrolment leaves: the database was born. And the one photo every entry here names lies on the disk. */
export function enrolMedium(medium: MemoryMedium): void {
  medium.rows.state.set("born", { key: "born", at: 0 });
  medium.blobs.set(toHex(blobHash), blob.bytes);
}

/** A draft as the vault left it. */
export function putTestDraft(medium: MemoryMedium, draft: string): void {
  const key = toHex(draftIdOf(draft));
  medium.rows.drafts.set(key, { key, sealed: utf8("opaque"), at: 0 });
}

function submitTo(
  ports: AppendPorts,
  draft: string,
  whileSealing: () => Promise<void> = async () => undefined,
): Promise<Result<EntryRow, string>> {
  const prepare = async (): Promise<Result<Submission, string>> =>
    ok({
      scope,
      blobs: [{ hash: blobHash, size: blob.bytes.byteLength }],
      now: 5,
      seal: async (place) => {
        await whileSealing();
        const entry = entryAt(place, draft);
        const digest = await sha256(entryDigestInput(scope, entry));
        const companions = { label: utf8("label"), copy: undefined };
        return ok({ frozen: { digest, entry, signature: new Uint8Array(64) }, companions });
      },
    });
  return append(ports, draftIdOf(draft), prepare);
}
