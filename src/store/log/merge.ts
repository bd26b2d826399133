/**
 * The union by digest of journal and database (DESIGN §2): at every start before any screen or send, and before every
 * submit for what other tabs wrote. What the database cannot take is given back, to be sent from the journal.
 */
import type { Bytes } from "../../base/bytes.ts";
import { equalBytes, toHex } from "../../base/bytes.ts";
import type { UnixMs } from "../../base/clock.ts";
import { entryDigestInput } from "../../protocol/entry.ts";
import { FRESH_CUSTODY } from "../../sync/custody.ts";
import type { Custody } from "../../sync/ports.ts";
import { marksOf } from "../journal/journal.ts";
import type { JournalContents } from "../journal/newcomers.ts";
import type { Sha256 } from "../journal/running-hash.ts";
import { nextRunningHash } from "../journal/running-hash.ts";
import type { NamedSegment } from "../journal/segment.ts";
import { parseLinePayload } from "../journal/segment.ts";
import type { Database } from "../ports.ts";
import { StoreFailure } from "../ports.ts";
import type { EntryRow, Incident, SealedRow } from "../tables.ts";
import { countGaps } from "./gaps.ts";
import type { LogLine } from "./rows.ts";
import { UNSURE_CUSTODY, rowOfLine } from "./rows.ts";

/** An entry that stands in the journal only, because the database could not take it. */
export type JournalOnly = { readonly row: EntryRow; readonly payload: Bytes };

export type MergeReport = {
  /** Entries the database learned from the journal. */
  readonly rebuilt: number;
  /** Not explained by a crash between two steps of a submit: shown to the officer, told to the district. */
  readonly incident: Incident | undefined;
  readonly journalOnly: readonly JournalOnly[];
  /** Lines whose bytes do not give their digest, and records and files that could not be read. */
  readonly damaged: number;
  /** Entries that neither side can read any more. */
  readonly lost: number;
};

export type MergeInput = {
  readonly database: Database;
  readonly sha256: Sha256;
  readonly contents: JournalContents;
  /** True once this tablet has been enrolled: then its database was born and may not be empty. */
  readonly isEnrolled: boolean;
  /** True when the settings had lost this tablet's keys. */
  readonly wereKeysLost?: boolean;
  readonly now: UnixMs;
};

type Missing = LogLine & { readonly isLastOfLog: boolean };

/** Brings the database up to the journal. Never throws for a full disk; throws when the database cannot be read. */
export async function mergeAtStart(input: MergeInput): Promise<MergeReport> {
  const { database, contents, isEnrolled, now } = input;
  const known = new Set(await database.keys("entries"));
  const wasBorn = (await database.get("state", "born")) !== undefined;
  const found = await findMissing(input, known);
  // A file without one whole record is what a crash in its first append leaves: reported, no incident.
  const damaged = found.damaged + contents.segments.reduce((sum, segment) => sum + segment.damaged, 0);
  const incident = judge(isEnrolled && !wasBorn, found.missing) ?? lesserIncident(input.wereKeysLost === true, damaged);
  const custody = incident ? UNSURE_CUSTODY : FRESH_CUSTODY;
  const { written, journalOnly } = await writeLines(database, found.missing, custody);
  // Reading ten years of entries is for the day on which something was damaged.
  const lost = incident
    ? countGaps([...(await database.all("entries")), ...journalOnly.map(({ row }) => row)], contents.segments)
    : 0;
  await remember(database, { isEnrolled, wasBorn, incident, rebuilt: written, lost, now });
  return { rebuilt: written, incident, journalOnly, damaged: damaged + contents.unreadable.length, lost };
}

/** Takes in what another writer has appended since. A crash explains it, so it is no incident. */
export async function absorb(
  input: Pick<MergeInput, "database" | "sha256" | "contents">,
): Promise<readonly JournalOnly[]> {
  if (input.contents.segments.length === 0) return [];
  const { missing } = await findMissing(input, new Set(await input.database.keys("entries")));
  return (await writeLines(input.database, missing, FRESH_CUSTODY)).journalOnly;
}

/**
 * One entry into the database: the row if it is new, its line, its label, and the draft it was made of goes. `copy`: what
 * was filed, for "Ada yang salah"; after a crash between journal and database there is none, and nothing else is missing.
 */
export async function writeLine(database: Database, { row, payload }: JournalOnly, copy?: SealedRow): Promise<void> {
  const parsed = parseLinePayload(payload);
  const label = parsed.ok ? parsed.value.label : undefined;
  await database.transact(
    [
      { table: "entries", key: row.key },
      { table: "lines", key: row.key },
    ],
    (found) => {
      const isKnown = found.get("entries", row.key) !== undefined;
      return [
        ...(isKnown ? [] : ([{ table: "entries", put: row }] as const)),
        ...(found.get("lines", row.key) ? [] : ([{ table: "lines", put: { key: row.key, payload } }] as const)),
        ...(label ? ([{ table: "labels", put: { key: row.key, sealed: label, at: row.appendedAt } }] as const) : []),
        ...(copy ? ([{ table: "copies", put: copy }] as const) : []),
        { table: "drafts", remove: row.draftId },
      ];
    },
  );
}

/** A crash between journal and database leaves the last line of a log missing. Anything more is a loss. */
function judge(isEmpty: boolean, missing: readonly Missing[]): Incident | undefined {
  if (isEmpty) return "database-empty";
  return missing.some((line) => !line.isLastOfLog) ? "database-short" : undefined;
}

/** What the database did not suffer from. */
function lesserIncident(wereKeysLost: boolean, damaged: number): Incident | undefined {
  if (wereKeysLost) return "keys-lost";
  return damaged > 0 ? "journal-damaged" : undefined;
}

async function findMissing(
  { sha256, contents }: Pick<MergeInput, "sha256" | "contents">,
  known: ReadonlySet<string>,
): Promise<{ readonly missing: readonly Missing[]; readonly damaged: number }> {
  const purged = new Set(contents.segments.flatMap(marksOf));
  const isLast = (segment: NamedSegment): boolean =>
    !contents.segments.some(
      ({ head }) => equalBytes(head.logId, segment.head.logId) && head.seqBefore > segment.head.seqBefore,
    );
  const missing: Missing[] = [];
  let damaged = 0;
  for (const segment of contents.segments) {
    const lines = segment.records.filter((record) => record.payload.byteLength > 0);
    const isComplete = lines.every((line) => known.has(toHex(line.digest)) || purged.has(toHex(line.digest)));
    if (isComplete) continue;
    let runningHash = segment.head.hashBefore;
    for (const [at, { digest, payload }] of lines.entries()) {
      runningHash = await nextRunningHash(sha256, runningHash, digest);
      const key = toHex(digest);
      if (known.has(key) || purged.has(key)) continue;
      const line = { digest, payload, runningHash, device: segment.head.device };
      if (await isGenuine(sha256, segment, line)) {
        const isLastOfLog = at === lines.length - 1 && isLast(segment);
        missing.push({ ...line, isLastOfLog });
      } else damaged += 1;
    }
  }
  return { missing, damaged };
}

/** The digest of a line is computed again before the database believes it. */
async function isGenuine(sha256: Sha256, segment: NamedSegment, line: LogLine): Promise<boolean> {
  const parsed = parseLinePayload(line.payload);
  if (!parsed.ok) return false;
  const { regency, device } = segment.head;
  return equalBytes(await sha256(entryDigestInput({ regency, device }, parsed.value.entry)), line.digest);
}

async function writeLines(
  database: Database,
  lines: readonly LogLine[],
  custody: Custody,
): Promise<{ readonly written: number; readonly journalOnly: readonly JournalOnly[] }> {
  const journalOnly: JournalOnly[] = [];
  let written = 0;
  for (const line of lines) {
    const row = rowOfLine(line, custody);
    if (!row.ok) continue;
    const entry = { row: row.value, payload: line.payload };
    try {
      await writeLine(database, entry);
      written += 1;
    } catch (error) {
      if (!(error instanceof StoreFailure)) throw error;
      journalOnly.push(entry);
    }
  }
  return { written, journalOnly };
}

async function remember(
  database: Database,
  seen: {
    readonly isEnrolled: boolean;
    readonly wasBorn: boolean;
    readonly incident: Incident | undefined;
    readonly rebuilt: number;
    readonly lost: number;
    readonly now: UnixMs;
  },
): Promise<void> {
  const { isEnrolled, wasBorn, incident, rebuilt, lost, now } = seen;
  try {
    if (!incident && (wasBorn || !isEnrolled)) return await endIncident(database);
    const repliedAt = await lastReplyAt(database);
    await database.transact([], () => [
      { table: "state", put: { key: "born", at: now } },
      ...(incident
        ? ([{ table: "state", put: { key: "incident", kind: incident, rebuilt, lost, at: now, repliedAt } }] as const)
        : []),
    ]);
  } catch (error) {
    // A full disk: the incident is found again at the next start.
    if (!(error instanceof StoreFailure)) throw error;
  }
}

/**
 * A start without incident ends the one before, once the district was told: the first report of every context speaks of
 * it, so any reply that came since is the answer to such a report. The next report then says that all is well.
 */
async function endIncident(database: Database): Promise<void> {
  const row = await database.get("state", "incident");
  if (row?.key !== "incident" || row.isOver === true || (await lastReplyAt(database)) <= (row.repliedAt ?? 0)) return;
  await database.transact([], () => [{ table: "state", put: { ...row, isOver: true } }]);
}

async function lastReplyAt(database: Database): Promise<number> {
  const state = await database.get("state", "sync");
  return (state?.key === "sync" ? state.sync.lastReplyAt : undefined) ?? 0;
}
