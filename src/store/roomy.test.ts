/** A full disk under a form that was let in. */
import { expect, test } from "vitest";
import { ballastBytes, freeBytesNeeded } from "../base/limits.ts";
import { MemoryBallast, MemoryBlobDisk, MemoryDatabase, MemoryJournalDisk } from "./memory/memory-disks.ts";
import { makeMemoryMedium } from "./memory/memory-disks.ts";
import type { DiskHook } from "./memory/memory-disks.ts";
import { StoreFailure } from "./ports.ts";
import { checkRoom } from "./quota.ts";
import { unwrap } from "../base/result.ts";
import { Journal } from "./journal/journal.ts";
import { scope, seededRandom, sha256 } from "./memory/test-tablet.ts";
import { RoomyDatabase, roomyBlobs, roomyJournal } from "./roomy.ts";

/** A disk that is full as long as the ballast lies on it. */
async function fullDisk() {
  const medium = makeMemoryMedium();
  const ballast = new MemoryBallast();
  await ballast.fill();
  const hook: DiskHook = async (step) => {
    if ((await ballast.isWhole()) && /transact|write/.test(step)) throw new StoreFailure("storage-full", step);
    return undefined;
  };
  return { medium, ballast, hook };
}

// Failures F15.
test("gives its ballast away for a row, a blob or a journal line, and what was written is whole", async () => {
  const row = { key: "d", sealed: new Uint8Array(9), at: 1 };
  const one = await fullDisk();
  const database = Object.assign(new MemoryDatabase(one.medium, one.hook), { open: async () => undefined });
  await new RoomyDatabase(database, one.ballast).transact([], () => [{ table: "drafts", put: row }]);
  expect(one.medium.rows.drafts.get("d")).toEqual(row);
  expect(await one.ballast.isWhole()).toBe(false);

  const two = await fullDisk();
  await roomyBlobs(new MemoryBlobDisk(two.medium, two.hook), two.ballast).write("b", new Uint8Array(5));
  expect(two.medium.blobs.get("b")?.byteLength).toBe(5);
});

test("a journal that was full has room for the same line the next time", async () => {
  const medium = makeMemoryMedium();
  const ballast = new MemoryBallast();
  await ballast.fill();
  const plain = new MemoryJournalDisk(medium);
  const tearing = Object.assign(new MemoryJournalDisk(medium), {
    append: async (name: string, bytes: Uint8Array<ArrayBuffer>) => {
      if (!(await ballast.isWhole())) return plain.append(name, bytes);
      await plain.append(name, bytes.slice(0, 9));
      throw new StoreFailure("storage-full", "short write");
    },
  });
  const journal = new Journal(roomyJournal(tearing, ballast), sha256, seededRandom("full"));
  const line = (): ReturnType<Journal["append"]> =>
    journal.append(scope, journal.place, new Uint8Array(32).fill(4), new Uint8Array(5));
  await expect(line()).rejects.toThrow("storage-full");
  expect(unwrap(await line()).byteLength).toBe(32);
  expect((await journal.readAll()).segments.map(({ records }) => records.length)).toEqual([1]);
});

// Failures F14.
test("says that the disk is full once there is no ballast left", async () => {
  const medium = makeMemoryMedium();
  const disk = new MemoryBlobDisk(medium, () => {
    throw new StoreFailure("storage-full", "always");
  });
  await expect(roomyBlobs(disk, new MemoryBallast()).write("b", new Uint8Array(5))).rejects.toThrow("storage-full");
});

test("a form is let in only where the browser promises enough and the ballast could really be written", async () => {
  const plenty = { usage: 0, quota: 10 * freeBytesNeeded };
  expect((await checkRoom(new MemoryBallast(), plenty)).isEnough).toBe(true);
  expect((await checkRoom(new MemoryBallast(), {})).isEnough).toBe(true);
  expect((await checkRoom(new MemoryBallast(() => false), plenty)).isEnough).toBe(false);
  expect((await checkRoom(new MemoryBallast(), { usage: 1, quota: freeBytesNeeded })).isEnough).toBe(false);
  const whole = new MemoryBallast();
  await whole.fill();
  expect(await checkRoom(whole, { usage: ballastBytes, quota: freeBytesNeeded })).toEqual({
    isEnough: true,
    freeBytes: freeBytesNeeded,
  });
});
