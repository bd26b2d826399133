/** What may be forgotten: only what every restorable backup generation holds. */
import { expect, it } from "vitest";
import { forgetGeneration, keepGenerations, recordGeneration, safeThrough, verifyGeneration } from "./backup-facts.ts";
import { openMemoryStorage } from "./memory.ts";

it("safe is nothing without a backup, and nothing while one is unverified", async () => {
  await openMemoryStorage("33.29").transaction(async (tx) => {
    expect(await safeThrough(tx)).toBe(0);
    await recordGeneration(tx, { id: "monday", takenAt: 1 });
    expect(await safeThrough(tx)).toBe(0);
    await verifyGeneration(tx, "monday", 7, 2);
    expect(await safeThrough(tx)).toBe(7);
  });
});

it("safe is what the poorest restorable generation holds, an abandoned one included", async () => {
  await openMemoryStorage("33.29").transaction(async (tx) => {
    for (const [id, intake] of [
      ["monday", 7],
      ["tuesday", 9],
    ] as const) {
      await recordGeneration(tx, { id, takenAt: intake });
      await verifyGeneration(tx, id, intake, 20);
    }
    expect(await safeThrough(tx)).toBe(7);
    await recordGeneration(tx, { id: "abandoned", takenAt: 30 });
    expect(await safeThrough(tx)).toBe(0);
    await forgetGeneration(tx, "abandoned");
    await forgetGeneration(tx, "monday");
    expect(await safeThrough(tx)).toBe(9);
  });
});

it("a generation that somebody took for never finished counts again the moment it is", async () => {
  await openMemoryStorage("33.29").transaction(async (tx) => {
    await recordGeneration(tx, { id: "slow", takenAt: 1 });
    await recordGeneration(tx, { id: "quick", takenAt: 2 });
    await verifyGeneration(tx, "quick", 9, 3);
    // The quick one found no file of the slow one, which was still being written.
    await forgetGeneration(tx, "slow");
    expect(await safeThrough(tx)).toBe(9);
    await verifyGeneration(tx, "slow", 5, 4);
    expect(await safeThrough(tx)).toBe(5);
  });
});

it("a generation nobody recorded cannot be verified into being", async () => {
  await openMemoryStorage("33.29").transaction(async (tx) => {
    await verifyGeneration(tx, "unknown", 7, 2);
    expect(await tx.backups.list()).toEqual([]);
  });
});

it("of days that were given up only what both generations shared counts, though later days have used the numbers again", async () => {
  const facts = async (rows: Readonly<Record<string, number>>) => {
    const storage = openMemoryStorage("33.29");
    await storage.transaction(async (tx) => {
      for (const [id, intake] of Object.entries(rows)) {
        await recordGeneration(tx, { id, takenAt: intake });
        await verifyGeneration(tx, id, intake, 1);
      }
    });
    return storage;
  };
  const listOf = (storage: Awaited<ReturnType<typeof facts>>) => storage.transaction((tx) => tx.backups.list());
  const intakes = async (storage: Awaited<ReturnType<typeof facts>>) =>
    Object.fromEntries((await listOf(storage)).map(({ id, intake }) => [id, intake]));
  // Monday 2 is put back: tuesday's 3 and 4 are given anew. Then wednesday, with other entries under 3 to 9.
  const monday = await facts({ monday: 2 });
  const days = await listOf(await facts({ monday: 2, tuesday: 4 }));
  await monday.transaction((tx) => keepGenerations(tx, days, { id: "monday", takenAt: 2, intake: 2 }, 5));
  expect(await intakes(monday)).toEqual({ monday: 2, tuesday: 2 });
  await monday.transaction(async (tx) => {
    await recordGeneration(tx, { id: "wednesday", takenAt: 9 });
    await verifyGeneration(tx, "wednesday", 9, 9);
  });
  // Tuesday is put back after all: wednesday has nothing of it above 2, and must not stand for its 3 and 4.
  const tuesday = await facts({ monday: 2, tuesday: 4 });
  const later = await listOf(monday);
  await tuesday.transaction((tx) => keepGenerations(tx, later, { id: "tuesday", takenAt: 4, intake: 4 }, 10));
  expect(await intakes(tuesday)).toEqual({ monday: 2, tuesday: 4, wednesday: 2 });
});
