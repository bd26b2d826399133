import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Bytes } from "../../base/bytes.ts";
import { encodeOwnHeader, encodeSharedHeader } from "../../protocol/entry.ts";
import type { NewLine } from "./journal.ts";
import { Journal } from "./journal.ts";

let folder = "";
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "loket-journal-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const filled = (length: number, value: number): Bytes => new Uint8Array(length).fill(value);

function line(seq: number): NewLine {
  const shared = encodeSharedHeader({
    village: 3329091002,
    signingKeyId: filled(8, 1),
    logId: filled(8, 2),
    sealingKeyId: filled(8, 3),
    dictionaryId: 1,
  });
  const applicationId = filled(16, seq);
  const own = encodeOwnHeader({ kind: "application", applicationId, seq, priority: 0, base: undefined, blobs: [] });
  return {
    digest: filled(32, seq),
    device: filled(16, 4),
    signature: filled(64, 5),
    entry: { shared, own, envelope: filled(48, 6) },
    draftId: filled(16, seq),
    appendedAt: 1000 + seq,
  };
}

function seqs(journal: Journal): readonly number[] {
  return journal.lines().map(({ own }) => own.seq);
}

test("what was appended is there after the process died", () => {
  const journal = Journal.open(folder);
  for (const seq of [1, 2]) journal.append(line(seq));
  const again = Journal.open(folder);
  expect(seqs(again)).toEqual([1, 2]);
  expect(again.find(filled(32, 2))).toMatchObject(line(2));
  expect([again.hasDraft(filled(16, 2)), again.hasDraft(filled(16, 3))]).toEqual([true, false]);
});

test("a line that was cut short at any byte is left out, and the next append takes its place", () => {
  const path = join(folder, "journal");
  Journal.open(folder).append(line(1));
  const whole = readFileSync(path).byteLength;
  Journal.open(folder).append(line(2));
  const end = readFileSync(path).byteLength;
  for (const cut of [whole + 1, whole + 40, end - 1]) {
    truncateSync(path, cut);
    const journal = Journal.open(folder);
    expect(seqs(journal)).toEqual([1]);
    journal.append(line(2));
    expect(seqs(Journal.open(folder))).toEqual([1, 2]);
  }
});

test("a journal that does not read is not begun anew", () => {
  Journal.open(folder).append(line(1));
  appendFileSync(join(folder, "journal"), Uint8Array.of(0xff, 0xff));
  const again = Journal.open(folder);
  expect(seqs(again)).toEqual([1]);
  rmSync(join(folder, "journal"));
  appendFileSync(join(folder, "journal"), Uint8Array.of(0xff, 0xff));
  expect(() => Journal.open(folder)).toThrow();
});

test("a purged entry loses its envelope and keeps its place in its log", () => {
  const journal = Journal.open(folder);
  for (const seq of [1, 2, 3]) journal.append(line(seq));
  journal.purge([filled(32, 1)]);
  journal.append(line(4));
  const again = Journal.open(folder);
  expect(seqs(again)).toEqual([1, 2, 3, 4]);
  expect(again.lines().map(({ isPurged, entry }) => [isPurged, entry.envelope.byteLength])).toEqual([
    [true, 0],
    [false, 48],
    [false, 48],
    [false, 48],
  ]);
});
