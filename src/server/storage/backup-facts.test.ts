/** What may be forgotten: only what every restorable backup generation holds. */
import { expect, it } from "vitest";
import { forgetGeneration, recordGeneration, safeThrough, verifyGeneration } from "./backup-facts.ts";
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
