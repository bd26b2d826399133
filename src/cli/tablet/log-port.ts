/** The engine's log over journal and memory of a state folder. Holds no rule of its own: custody's rules are sync's. */
import type { Bytes } from "../../base/bytes.ts";
import { equalBytes, toHex } from "../../base/bytes.ts";
import { RUNNING_HASH_START, runningHash } from "../../crypto/hash.ts";
import type { LogHead } from "../../protocol/bundle.ts";
import { digestPrefixBytes, runningHashBytes } from "../../protocol/entry.ts";
import { FRESH_CUSTODY, isOutstanding, sentCustody } from "../../sync/custody.ts";
import type { Custody, EntryMeta, LogPort, SyncState } from "../../sync/ports.ts";
import type { Journal, JournalLine } from "./journal.ts";
import { lineSize } from "./journal.ts";
import type { Memory } from "./memory.ts";
import { writeMemory } from "./memory.ts";
import type { NoticeFile } from "./notice-file.ts";

/** What the tablet's own code may ask beside the engine. */
export type TabletLog = LogPort & {
  /** Every entry ever appended, in order, with its custody. */
  all(): readonly EntryMeta[];
};

/** Every change is on disk before its promise resolves. `memory` is what `readMemory` gave. */
export function makeLogPort(folder: string, journal: Journal, notices: NoticeFile, memory: Memory): TabletLog {
  let now = memory;
  const keep = (next: Memory): void => {
    writeMemory(folder, next);
    now = next;
  };
  const custodyOf = (digest: Bytes): Custody => now.custody.get(toHex(digest)) ?? FRESH_CUSTODY;
  const metas = (): readonly EntryMeta[] => journal.lines().map((line) => metaOf(line, custodyOf(line.digest)));
  const living = (): readonly EntryMeta[] =>
    journal
      .lines()
      .filter((line) => !line.isPurged)
      .map((line) => metaOf(line, custodyOf(line.digest)));

  return {
    all: metas,
    loadState: async () => now.state,
    listOutstanding: async () => living().filter((meta) => isOutstanding(meta.custody)),
    listUnsafe: async () => living().filter((meta) => !meta.custody.safe),
    listSafe: async () => living().filter((meta) => meta.custody.safe),
    findByPrefix: async (prefixes) => {
      const wanted = new Set(prefixes.map(toHex));
      return living().filter((meta) => wanted.has(toHex(meta.digest.subarray(0, digestPrefixBytes))));
    },
    read: async (digest) => {
      const line = journal.find(digest);
      return line === undefined || line.isPurged ? undefined : line;
    },
    heads: () => headsOf(journal.lines(), (line) => !custodyOf(line.digest).safe),
    markSent: async ({ digests, blobs }) => {
      const custody = new Map(now.custody);
      for (const digest of digests) custody.set(toHex(digest), sentCustody(custodyOf(digest)));
      const wantedBlobs = now.state.wantedBlobs.filter(
        (wanted) => !blobs.some((hash) => equalBytes(hash, wanted.hash)),
      );
      keep({ ...now, custody, state: risen({ ...now.state, wantedBlobs }) });
    },
    apply: async (changes) => {
      if (changes.state.revision !== now.state.revision) return "outdated";
      // What the memory forgets, should it be lost, stands in the file.
      notices.keep(changes.notices, changes.state.stand);
      const known = new Set(now.notices.map((notice) => toHex(notice.id)));
      const fresh = changes.notices.filter((notice) => !known.has(toHex(notice.id)));
      keep({
        state: risen(changes.state),
        custody: new Map([...now.custody, ...changes.custody]),
        notices: [...now.notices, ...fresh],
      });
      return "applied";
    },
    listNotices: async () => now.notices,
    listSlips: async () => [],
    purge: async (digests) => journal.purge(digests),
  };
}

function risen(state: SyncState): SyncState {
  return { ...state, revision: state.revision + 1 };
}

function metaOf(line: JournalLine, custody: Custody): EntryMeta {
  return {
    digest: line.digest,
    device: line.device,
    kind: line.own.kind,
    applicationId: line.own.applicationId,
    logId: line.shared.logId,
    seq: line.own.seq,
    priority: line.own.priority,
    size: lineSize(line),
    blobs: line.own.blobs,
    appendedAt: line.appendedAt,
    custody,
  };
}

/** Heads of the logs with a line that `counts`, in the order of their last line. */
async function headsOf(
  lines: readonly JournalLine[],
  counts: (line: JournalLine) => boolean,
): Promise<readonly LogHead[]> {
  const logs = new Map<string, JournalLine[]>();
  for (const line of lines) {
    const id = toHex(line.shared.logId);
    logs.set(id, [...(logs.get(id) ?? []), line]);
  }
  const heads: LogHead[] = [];
  for (const log of logs.values()) {
    const last = log.at(-1);
    if (last === undefined || !log.some(counts)) continue;
    let hash = RUNNING_HASH_START;
    for (const line of log) hash = await runningHash(hash, line.digest);
    heads.push({ logId: last.shared.logId, seq: last.own.seq, runningHash: hash.slice(0, runningHashBytes) });
  }
  return heads;
}
