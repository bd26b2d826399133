/** Places of this tablet's logs that neither journal nor database can read any more: told to the district by number. */
import { toHex } from "../../base/bytes.ts";
import { parseOwnHeader } from "../../protocol/entry.ts";
import type { NamedSegment } from "../journal/segment.ts";
import { parseLinePayload } from "../journal/segment.ts";
import type { EntryRow } from "../tables.ts";

/**
 * How many seqs are missing between the first and the last that is known of each log. `rows`: every entry of the union,
 * purged ones included. What was purged and removed whole lies before the first; what was lost behind the last one only the
 * district can name, by the heads it was told.
 */
export function countGaps(rows: readonly EntryRow[], segments: readonly NamedSegment[]): number {
  const known = new Map<string, Set<number>>();
  const seen = (log: string, seq: number): void => void (known.get(log) ?? set(known, log)).add(seq);
  for (const { head, records } of segments) {
    const log = toHex(head.logId);
    // The place before a segment's first line counts as known: what stood there is another segment's.
    seen(log, head.seqBefore);
    for (const { payload } of records) {
      const seq = seqOf(payload);
      if (seq !== undefined) seen(log, seq);
    }
  }
  for (const { logId, seq } of rows) seen(logId, seq);
  return [...known.values()].reduce((sum, seqs) => sum + missingIn(seqs), 0);
}

function set(known: Map<string, Set<number>>, log: string): Set<number> {
  const seqs = new Set<number>();
  known.set(log, seqs);
  return seqs;
}

function seqOf(payload: Uint8Array): number | undefined {
  const line = payload.byteLength > 0 ? parseLinePayload(payload) : undefined;
  const own = line?.ok === true ? parseOwnHeader(line.value.entry.own) : undefined;
  return own?.ok === true ? own.value.seq : undefined;
}

function missingIn(seqs: ReadonlySet<number>): number {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const seq of seqs) {
    first = Math.min(first, seq);
    last = Math.max(last, seq);
  }
  return last - first + 1 - seqs.size;
}
