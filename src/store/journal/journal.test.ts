import { describe, expect, test } from "vitest";
import type { Bytes } from "../../base/bytes.ts";
import { concatBytes, toHex } from "../../base/bytes.ts";
import { journalSegmentBytesMax } from "../../base/limits.ts";
import { unwrap } from "../../base/result.ts";
import { MemoryJournalDisk, makeMemoryMedium } from "../memory/memory-disks.ts";
import { scope, seededRandom, sha256 } from "../memory/test-tablet.ts";
import { crc32 } from "./crc32.ts";
import type { JournalScope } from "./journal.ts";
import { Journal, removableSegments } from "./journal.ts";
import { encodeRecord, encodeSegmentHead, parseSegment } from "./segment.ts";

const digest = (fill: number) => new Uint8Array(32).fill(fill);
const payload = (length: number) => new Uint8Array(length).fill(8);
const head = { ...scope, logId: new Uint8Array(8), seqBefore: 0, hashBefore: new Uint8Array(32) };

function openJournal(medium = makeMemoryMedium(), seed = "log") {
  return { medium, journal: new Journal(new MemoryJournalDisk(medium), sha256, seededRandom(seed)) };
}

/** At the next place, as a submit that nobody comes between. */
async function appendTo(journal: Journal, to: JournalScope, name: Bytes, line: Bytes): Promise<Bytes> {
  return unwrap(await journal.append(to, journal.place, name, line));
}

async function namesTaken(journal: Journal): Promise<readonly string[]> {
  return journal.catchUp(async ({ segments }) => segments.map(({ name }) => name));
}

describe("a segment", () => {
  test("gives back its head, its lines and its marks", () => {
    const bytes = concatBytes(
      encodeSegmentHead(head),
      encodeRecord(digest(1), payload(5)),
      encodeRecord(digest(1), payload(0)),
    );
    const segment = unwrap(parseSegment(bytes));
    expect(segment.head).toEqual(head);
    expect(segment.records.map((record) => record.payload.byteLength)).toEqual([5, 0]);
    expect(segment.wholeBytes).toBe(bytes.byteLength);
  });

  test("cut anywhere, keeps exactly the records that are whole", () => {
    const start = encodeSegmentHead(head);
    const record = encodeRecord(digest(1), payload(5));
    const bytes = concatBytes(start, record, record);
    for (let length = start.byteLength; length <= bytes.byteLength; length += 1) {
      const whole = Math.floor((length - start.byteLength) / record.byteLength);
      expect(unwrap(parseSegment(bytes.subarray(0, length))).records).toHaveLength(whole);
    }
    expect(parseSegment(bytes.subarray(0, start.byteLength - 1)).ok).toBe(false);
  });

  test("passes over a damaged record when whole ones follow, and counts it", () => {
    const start = encodeSegmentHead(head);
    const record = encodeRecord(digest(1), payload(5));
    const bytes = concatBytes(start, record, encodeRecord(digest(2), payload(5)));
    bytes.set([0xff], start.byteLength + 38);
    const segment = unwrap(parseSegment(bytes));
    expect(segment.records.map((each) => each.digest)).toEqual([digest(2)]);
    expect(segment.damaged).toBe(1);
  });

  test("is checked with the CRC everybody knows", () => {
    expect(crc32(new TextEncoder().encode("123456789"))).toBe(0xcbf43926);
  });
});

describe("the journal", () => {
  test("closes a segment at its limit and goes on with the same log", async () => {
    const { medium, journal } = openJournal();
    const lines = Math.ceil(journalSegmentBytesMax / 15_000) + 1;
    for (let at = 0; at < lines; at += 1) await appendTo(journal, scope, digest(at), payload(15_000));
    const { segments } = await journal.readAll();
    expect(medium.files.size).toBe(2);
    expect(segments[1]?.head).toMatchObject({ logId: segments[0]?.head.logId, seqBefore: segments[0]?.records.length });
    expect(journal.place.seq).toBe(lines + 1);
  });

  test("gives the same running hash to whoever reads it again", async () => {
    const { journal } = openJournal();
    await appendTo(journal, scope, digest(1), payload(5));
    const hash = await appendTo(journal, scope, digest(2), payload(5));
    const first = await sha256(concatBytes(new Uint8Array(32), digest(1)));
    expect(hash).toEqual(await sha256(concatBytes(first, digest(2))));
  });

  test("begins a new segment when the signing key changes", async () => {
    const { medium, journal } = openJournal();
    await appendTo(journal, scope, digest(1), payload(5));
    await appendTo(journal, { ...scope, signingKey: new Uint8Array(33).fill(1) }, digest(2), payload(5));
    expect(medium.files.size).toBe(2);
  });

  test("hands out what another writer added, and only once", async () => {
    const { medium, journal } = openJournal();
    await namesTaken(journal);
    const another = openJournal(medium, "another").journal;
    await appendTo(another, scope, digest(4), payload(5));
    const taken = await namesTaken(journal);
    expect(taken).toHaveLength(1);
    expect(await namesTaken(journal)).toEqual([]);
    await appendTo(another, scope, digest(5), payload(5));
    expect(await namesTaken(journal)).toEqual(taken);
  });

  test("hands out again what could not be taken in", async () => {
    const { medium, journal } = openJournal();
    await appendTo(openJournal(medium, "another").journal, scope, digest(4), payload(5));
    const failing = journal.catchUp(() => Promise.reject(new Error("the database is away")));
    await expect(failing).rejects.toThrow("away");
    await journal.readAll();
    expect(await namesTaken(journal)).toHaveLength(1);
  });

  test("looks at a file only while somebody else may write to it", async () => {
    const medium = makeMemoryMedium();
    await appendTo(openJournal(medium, "ended before").journal, scope, digest(1), payload(5));
    const steps: string[] = [];
    let isAlone = true;
    const disk = new MemoryJournalDisk(medium, (step) => void steps.push(step));
    const journal = new Journal(disk, sha256, seededRandom("mine"), () => Promise.resolve(isAlone));
    await namesTaken(journal);
    isAlone = false;
    const another = openJournal(medium, "another").journal;
    await appendTo(another, scope, digest(2), payload(5));
    await appendTo(another, { ...scope, signingKey: new Uint8Array(33).fill(1) }, digest(3), payload(5));
    expect(await namesTaken(journal)).toHaveLength(2);
    await appendTo(journal, scope, digest(4), payload(5));
    steps.length = 0;
    expect(await namesTaken(journal)).toEqual([]);
    expect(steps).toEqual(["journal.names", "journal.size"]);
  });

  test("sees the last line of a writer that has moved on to its next file", async () => {
    const { medium, journal } = openJournal();
    const another = openJournal(medium, "another").journal;
    await appendTo(another, scope, digest(1), payload(5));
    const [first] = await namesTaken(journal);
    await appendTo(another, scope, digest(2), payload(5));
    await appendTo(another, { ...scope, signingKey: new Uint8Array(33).fill(1) }, digest(3), payload(5));
    expect(await namesTaken(journal)).toContain(first);
  });

  test("writes one thing after the other, so that a purge beside a submit breaks no running hash", async () => {
    const { journal } = openJournal();
    const another = { ...scope, signingKey: new Uint8Array(33).fill(1) };
    const [hash] = await Promise.all([
      appendTo(journal, scope, digest(1), payload(5)),
      journal.markPurged(another, [digest(9)]),
    ]);
    const { segments } = await journal.readAll();
    expect(segments.map(({ head: { seqBefore } }) => seqBefore)).toEqual([0, 1]);
    expect(segments[1]?.head.hashBefore).toEqual(hash);
  });

  test("names a file it cannot read and leaves it where it is", async () => {
    const { medium, journal } = openJournal();
    medium.files.set("broken.journal", payload(40));
    expect(await journal.readAll()).toEqual({ segments: [], unreadable: ["broken.journal"] });
    expect(medium.files.size).toBe(1);
  });

  test("lets a segment go when all its lines are marked, and a mark's segment not before its line's", async () => {
    const { medium, journal: old } = openJournal();
    await appendTo(old, scope, digest(1), payload(5));
    await appendTo(old, scope, digest(2), payload(5));
    const { journal } = openJournal(medium, "next");
    await journal.markPurged(scope, [digest(1)]);
    const names = (await journal.readAll()).segments.map(({ name }) => name);
    expect(removableSegments((await journal.readAll()).segments)).toEqual([]);
    await journal.markPurged(scope, [digest(2)]);
    const [oldName] = names.filter((name) => name.startsWith(toHex(old.place.logId)));
    expect(removableSegments((await journal.readAll()).segments)).toEqual([oldName]);
    await old.removeSegments([oldName ?? ""]);
    expect(medium.files.size).toBe(2);
    await journal.removeSegments([oldName ?? ""]);
    expect(medium.files.size).toBe(1);
    expect(removableSegments((await journal.readAll()).segments)).toHaveLength(1);
  });
});
