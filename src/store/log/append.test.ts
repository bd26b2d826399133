import { describe, expect, test } from "vitest";
import { toHex } from "../../base/bytes.ts";
import { unwrap } from "../../base/result.ts";
import type { DiskHook, MemoryMedium } from "../memory/memory-disks.ts";
import {
  MemoryBlobDisk,
  MemoryDatabase,
  MemoryJournalDisk,
  loseDatabase,
  makeMemoryMedium,
} from "../memory/memory-disks.ts";
import {
  draftIdOf,
  enrolMedium,
  putTestDraft,
  scope,
  seededRandom,
  sha256,
  startTablet,
} from "../memory/test-tablet.ts";
import { Journal } from "../journal/journal.ts";
import { StoreFailure } from "../ports.ts";
import { dropUnnamedBlobs } from "../purge.ts";
import { mergeAtStart } from "./merge.ts";

class Crash extends Error {}

/** Dies at step `at` (counted from 0) and at every step after it: a dead process does nothing more. */
function dieAt(at: number, torn?: number): { hook: DiskHook; steps: () => number } {
  let count = -1;
  const hook: DiskHook = (step) => {
    count += 1;
    if (count < at) return undefined;
    if (count === at && torn !== undefined && step === "journal.append") return Promise.resolve({ torn });
    throw new Crash(step);
  };
  return { hook, steps: () => count + 1 };
}

function counting(): { hook: DiskHook; steps: string[] } {
  const steps: string[] = [];
  return {
    steps,
    hook: (step) => {
      steps.push(step);
      return undefined;
    },
  };
}

function freshMedium(): MemoryMedium {
  const medium = makeMemoryMedium();
  enrolMedium(medium);
  putTestDraft(medium, "budi");
  return medium;
}

async function runUntilCrash(medium: MemoryMedium, hook: DiskHook): Promise<boolean> {
  try {
    const tablet = await startTablet(medium, "first", hook);
    return (await tablet.submit("budi")).ok;
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
    return false;
  }
}

/** Starts again, submits the draft if it is still there or was confirmed, and looks at what the tablet holds. */
async function recover(medium: MemoryMedium): Promise<{ entries: number; draftLeft: boolean }> {
  const tablet = await startTablet(medium, "second");
  expect(tablet.report.incident).toBeUndefined();
  const draftId = toHex(draftIdOf("budi"));
  const entries = [...medium.rows.entries.values()].filter((row) => row.draftId === draftId);
  for (const row of entries) {
    expect(medium.rows.lines.get(row.key)).toBeDefined();
    expect(medium.rows.labels.get(row.key)).toBeDefined();
  }
  return { entries: entries.length, draftLeft: medium.rows.drafts.has(draftId) };
}

describe("append", () => {
  test("a submitted draft is one whole entry, its draft is gone, and it reads back", async () => {
    const medium = freshMedium();
    const tablet = await startTablet(medium, "first");
    const row = unwrap(await tablet.submit("budi"));
    expect(row).toMatchObject({ seq: 1, kind: "application", outstanding: 1, unsafe: 1 });
    expect(medium.rows.drafts.size).toBe(0);
    expect(medium.rows.lines.get(row.key)).toBeDefined();
  });

  test("whatever step the tablet dies at, the entry is there whole or not at all, and never twice", async () => {
    const all = counting();
    await runUntilCrash(freshMedium(), all.hook);
    expect(all.steps.length).toBeGreaterThan(10);
    for (let at = 0; at <= all.steps.length; at += 1) {
      const medium = freshMedium();
      const wasConfirmed = await runUntilCrash(medium, dieAt(at).hook);
      const { entries, draftLeft } = await recover(medium);
      expect(entries + (draftLeft ? 1 : 0), `died at step ${at}`).toBe(1);
      if (wasConfirmed) expect(entries).toBe(1);
      const again = await startTablet(medium, "third");
      expect((await again.submit("budi")).ok).toBe(true);
      expect(medium.rows.entries.size, `submitted again after step ${at}`).toBe(1);
    }
  });

  test("a torn journal line is no entry, however many bytes got through", async () => {
    const all = counting();
    const whole = freshMedium();
    await runUntilCrash(whole, all.hook);
    const at = all.steps.indexOf("journal.append");
    const length = [...whole.files.values()][0]?.byteLength ?? 0;
    for (let torn = 0; torn < length; torn += 1) {
      const medium = freshMedium();
      await runUntilCrash(medium, dieAt(at, torn).hook);
      expect(await recover(medium), `torn after ${torn} bytes`).toEqual({ entries: 0, draftLeft: true });
    }
    const medium = freshMedium();
    await runUntilCrash(medium, dieAt(at, length).hook);
    expect(await recover(medium)).toEqual({ entries: 1, draftLeft: false });
  });

  test("dying in the merge changes nothing about that", async () => {
    const all = counting();
    const crashed = freshMedium();
    const steps = counting();
    await runUntilCrash(freshMedium(), steps.hook);
    await runUntilCrash(crashed, dieAt(steps.steps.indexOf("journal.append"), 10_000).hook);
    const before = structuredClone(crashed);
    await startTablet(structuredClone(before), "second", all.hook);
    for (let at = 0; at < all.steps.length; at += 1) {
      const medium = structuredClone(before);
      await startTablet(medium, "second", dieAt(at).hook).catch((error: unknown) => {
        if (!(error instanceof Crash)) throw error;
      });
      expect(await recover(medium), `died at step ${at}`).toEqual({ entries: 1, draftLeft: false });
    }
  });

  test("a full disk is said, nothing is lost, and the same submit finishes when there is room", async () => {
    const steps = counting();
    await runUntilCrash(freshMedium(), steps.hook);
    for (let at = 0; at < steps.steps.length; at += 1) {
      const medium = freshMedium();
      let count = -1;
      let isFull = false;
      const hook: DiskHook = (step) => {
        count += 1;
        const writes = step === "journal.append" || step === "database.transact";
        if (count === at && writes) isFull = true;
        if (isFull && writes) throw new StoreFailure("storage-full", step);
        return undefined;
      };
      const tablet = await startTablet(medium, "first", hook);
      const first = await tablet.submit("budi");
      isFull = false;
      count = Number.MAX_SAFE_INTEGER - 1000;
      const second = unwrap(await tablet.submit("budi"));
      if (first.ok) expect(second.key).toBe(first.value.key);
      await startTablet(medium, "afterwards");
      expect(medium.rows.entries.size, `full at step ${at}`).toBe(1);
      expect(medium.rows.drafts.size).toBe(0);
    }
  });

  test("what only the journal could take is sent from there", async () => {
    const medium = freshMedium();
    const tablet = await startTablet(medium, "first", (step) => {
      if (step === "database.transact" && medium.files.size > 0) throw new StoreFailure("storage-full", step);
      return undefined;
    });
    expect(await tablet.submit("budi")).toMatchObject({ ok: false, code: "storage-full" });
    expect([...tablet.ports.journalOnly.values()].map(({ row }) => row.draftId)).toEqual([toHex(draftIdOf("budi"))]);
  });

  test("a failed append gives its log up, so that no seq is ever used twice", async () => {
    const medium = freshMedium();
    let isFull = true;
    const tablet = await startTablet(medium, "first", (step) => {
      if (step !== "journal.append" || !isFull) return undefined;
      isFull = false;
      throw new StoreFailure("storage-full", step);
    });
    const before = tablet.ports.journal.place.logId;
    expect(await tablet.submit("budi")).toMatchObject({ ok: false, code: "storage-full" });
    expect(tablet.ports.journal.place.logId).not.toEqual(before);
  });

  test("an entry stands in the log it was sealed for, also when a purge gave that one up meanwhile", async () => {
    const medium = freshMedium();
    let isFull = false;
    const tablet = await startTablet(medium, "first", (step) => {
      if (step === "journal.append" && isFull) throw new StoreFailure("storage-full", step);
      return undefined;
    });
    const { journal } = tablet.ports;
    const before = journal.place.logId;
    let isPurged = false;
    const purge = async (): Promise<void> => {
      if (isPurged) return;
      [isPurged, isFull] = [true, true];
      await journal.markPurged(scope, [new Uint8Array(32).fill(4)]).catch(() => undefined);
      isFull = false;
    };
    const row = unwrap(await tablet.submit("budi", purge));
    expect(row.logId).not.toBe(toHex(before));
    const { segments } = await journal.readAll();
    expect(segments.map(({ head }) => toHex(head.logId))).toEqual([row.logId]);
    expect([...medium.rows.labels.keys()]).toEqual([row.key]);
    const again = await startTablet(medium, "second");
    expect(again.report).toMatchObject({ rebuilt: 0, damaged: 0 });
  });

  // Failures F13.
  test("a photo that is not whole on the disk stops the submit before anything is sealed", async () => {
    const medium = freshMedium();
    medium.blobs.clear();
    const tablet = await startTablet(medium, "first");
    expect(await tablet.submit("budi")).toMatchObject({ ok: false, code: "blob-missing" });
    expect(medium.files.size).toBe(0);
  });

  test("an entry another tab keeps in its journal only is found, also when the first look for it failed", async () => {
    const medium = freshMedium();
    let isFull = false;
    let isAway = false;
    const one = await startTablet(medium, "one", (step) => {
      if (isAway && step === "database.read") throw new StoreFailure("store-unavailable", step);
      return undefined;
    });
    const two = await startTablet(medium, "two", (step) => {
      if (step === "journal.flushed") isFull = true;
      if (isFull && step === "database.transact") throw new StoreFailure("storage-full", step);
      return undefined;
    });
    expect(await two.submit("budi")).toMatchObject({ ok: false, code: "storage-full" });
    isAway = true;
    expect(await one.submit("budi")).toMatchObject({ ok: false, code: "store-unavailable" });
    isAway = false;
    const found = unwrap(await one.submit("budi"));
    expect([...two.ports.journalOnly.keys()]).toEqual([found.key]);
    expect(medium.rows.entries.size).toBe(1);
  });

  test("a draft submitted twice is one entry, and one look at the journal each time", async () => {
    const medium = freshMedium();
    const all = counting();
    const tablet = await startTablet(medium, "first", all.hook);
    const first = unwrap(await tablet.submit("budi"));
    all.steps.length = 0;
    expect(unwrap(await tablet.submit("budi"))).toEqual(first);
    expect(all.steps.filter((step) => step.startsWith("journal."))).toEqual(["journal.names"]);
    expect(medium.rows.entries.size).toBe(1);
  });

  test("another tab's entry for the same draft is found, also when only its journal has it", async () => {
    const medium = freshMedium();
    const one = await startTablet(medium, "one");
    const two = await startTablet(medium, "two", (step) => {
      if (step === "database.transact" && [...medium.files.keys()].length > 0)
        throw new StoreFailure("storage-full", step);
      return undefined;
    });
    await two.submit("budi");
    expect(medium.rows.entries.size).toBe(0);
    unwrap(await one.submit("budi"));
    expect(medium.files.size).toBe(1);
    expect(medium.rows.entries.size).toBe(1);
  });
});

describe("merge at start", () => {
  // Failures F18.
  test("a database that comes back empty is an incident, rebuilt whole and offered instead of sent again", async () => {
    const medium = freshMedium();
    const tablet = await startTablet(medium, "first");
    for (const draft of ["budi", "siti", "tono"]) unwrap(await tablet.submit(draft));
    const before = [...medium.rows.entries.values()].map(({ key, seq, runningHash }) => ({ key, seq, runningHash }));
    loseDatabase(medium);
    const { report } = await startTablet(medium, "second");
    expect(report).toMatchObject({ incident: "database-empty", rebuilt: 3, damaged: 0 });
    const after = [...medium.rows.entries.values()].map(({ key, seq, runningHash }) => ({ key, seq, runningHash }));
    expect(after).toEqual(before);
    expect([...medium.rows.entries.values()].every((row) => row.custody.delivery === "unsure")).toBe(true);
    // Under the vault, whose key lies elsewhere: names come back as well.
    expect([...medium.rows.labels.keys()].toSorted()).toEqual([...medium.rows.entries.keys()].toSorted());
    expect((await startTablet(medium, "third")).report.incident).toBeUndefined();
  });

  test("a database that lost rows is an incident, one missing last line is not", async () => {
    const medium = freshMedium();
    const tablet = await startTablet(medium, "first");
    for (const draft of ["budi", "siti"]) unwrap(await tablet.submit(draft));
    const [first, last] = [...medium.rows.entries.values()].toSorted((a, b) => a.seq - b.seq);
    const lacking = structuredClone(medium);
    lacking.rows.entries.delete(last?.key ?? "");
    expect((await startTablet(lacking, "second")).report).toMatchObject({ incident: undefined, rebuilt: 1 });
    medium.rows.entries.delete(first?.key ?? "");
    expect((await startTablet(medium, "second")).report).toMatchObject({ incident: "database-short", rebuilt: 1 });
  });

  test("where the disk is full, entries are handed out from the journal", async () => {
    const medium = freshMedium();
    const tablet = await startTablet(medium, "first");
    unwrap(await tablet.submit("budi"));
    loseDatabase(medium);
    const { report } = await startTablet(medium, "second", (step) => {
      if (step === "database.transact") throw new StoreFailure("storage-full", step);
      return undefined;
    });
    expect(report.journalOnly).toHaveLength(1);
    expect(report.rebuilt).toBe(0);
    // …and their photos stay when those that nobody names go.
    const blobs = new MemoryBlobDisk(medium);
    const hash = new Uint8Array(32).fill(7);
    for (const name of [toHex(hash), "stray"]) await blobs.write(name, new Uint8Array(1));
    const named = report.journalOnly.map(({ row, payload }) => ({
      row: { ...row, blobs: [{ hash, size: 1 }] },
      payload,
    }));
    const journalOnly = new Map(named.map((left) => [left.row.key, left]));
    await dropUnnamedBlobs({ database: new MemoryDatabase(medium), blobs, journalOnly }, new Set());
    expect(await blobs.list()).toContain(toHex(hash));
    expect(await blobs.list()).not.toContain("stray");
  });

  test("a line whose bytes do not give its digest is counted and left out", async () => {
    const medium = freshMedium();
    const journal = new Journal(new MemoryJournalDisk(medium), sha256, seededRandom("x"));
    await journal.append(scope, journal.place, new Uint8Array(32).fill(1), new Uint8Array(40));
    const database = new MemoryDatabase(medium);
    const contents = await journal.readAll();
    const report = await mergeAtStart({ database, sha256, contents, isEnrolled: true, now: 1 });
    expect(report).toMatchObject({ rebuilt: 0, damaged: 1 });
    expect(medium.rows.entries.size).toBe(0);
  });
});
