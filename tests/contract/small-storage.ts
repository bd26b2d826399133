/** The storage contract for what is few: shelf, budgets, devices, backups, settings. Part of the suite of `storage.ts`. */
import { describe, expect, it } from "vitest";
import type { Bytes } from "../../src/base/bytes.ts";
import type { OpenedStorage } from "./storage.ts";
import { usingStorage } from "./storage.ts";

const bytes = (length: number, fill: number): Bytes => new Uint8Array(length).fill(fill);

export function describeSmallStorage(name: string, open: () => Promise<OpenedStorage>): void {
  const using = usingStorage(open);

  describe(name, () => {
    it("puts a run on the shelf once and takes it off by its key, in order", () =>
      using(async ({ storage }) => {
        const run = (fill: number) => ({
          signingKeyId: bytes(8, 1),
          entries: 2,
          origin: bytes(8, 1),
          item: bytes(9, fill),
          at: 1,
        });
        await storage.transaction(async (tx) => {
          await tx.shelf.put(run(1));
          await tx.shelf.put(run(1));
          await tx.shelf.put(run(2));
          expect(await tx.shelf.count()).toBe(4);
          expect((await tx.shelf.take(bytes(8, 1))).map((row) => row.item[0])).toEqual([1, 2]);
          expect(await tx.shelf.count()).toBe(0);
        });
      }));

    it("drops the oldest run of the fullest key of the fullest origin from the shelf", () =>
      using(async ({ storage }) => {
        await storage.transaction(async (tx) => {
          const put = (origin: number, key: number, item: number) =>
            tx.shelf.put({
              signingKeyId: bytes(8, key),
              entries: 1,
              origin: bytes(8, origin),
              item: bytes(9, item),
              at: 1,
            });
          for (const [origin, key, item] of [
            [1, 1, 1],
            [1, 1, 2],
            [2, 2, 3],
            [2, 3, 4],
            [2, 3, 5],
          ] as const)
            await put(origin, key, item);
          await tx.shelf.dropFromFullest();
          expect((await tx.shelf.take(bytes(8, 3))).map((row) => row.item[0])).toEqual([5]);
          await tx.shelf.dropFromFullest();
          expect((await tx.shelf.take(bytes(8, 1))).map((row) => row.item[0])).toEqual([2]);
          expect((await tx.shelf.take(bytes(8, 2))).map((row) => row.item[0])).toEqual([3]);
          await tx.shelf.dropFromFullest();
        });
      }));

    it("tells who was deferred since a day, and remembers a raise", () =>
      using(async ({ storage }) => {
        await storage.transaction(async (tx) => {
          const row = (serial: number, day: number, deferred: number) =>
            tx.budgets.put({ serial, day, entries: 1, bytes: 1, runs: 1, deferred });
          await row(1, 5, 1);
          await row(2, 6, 3);
          await row(2, 7, 1);
          await row(3, 7, 0);
          expect(await tx.budgets.listDeferred(6)).toEqual([2]);
          expect(await tx.budgets.findRaise(bytes(16, 1))).toBeUndefined();
          await tx.budgets.putRaise({ device: bytes(16, 1), until: 5, by: "Bu Sri" });
          await tx.budgets.putRaise({ device: bytes(16, 1), until: 9, by: "Bu Ani" });
          expect(await tx.budgets.findRaise(bytes(16, 1))).toEqual({ device: bytes(16, 1), until: 9, by: "Bu Ani" });
        });
      }));

    it("replaces devices, budgets, backups and settings by their key", () =>
      using(async ({ storage }) => {
        await storage.transaction(async (tx) => {
          await tx.settings.set("a", "1");
          await tx.settings.set("a", "2");
          expect(await tx.settings.get("a")).toBe("2");
          expect(await tx.settings.get("b")).toBeUndefined();
          await tx.budgets.put({ serial: 1, day: 2, entries: 3, bytes: 4, runs: 1, deferred: 0 });
          await tx.budgets.put({ serial: 1, day: 2, entries: 5, bytes: 6, runs: 2, deferred: 0 });
          expect((await tx.budgets.find(1, 2))?.entries).toBe(5);
          await tx.backups.put({ id: "b1", intake: 3, takenAt: 1, verifiedAt: 0, restorable: 1 });
          await tx.backups.put({ id: "b1", intake: 3, takenAt: 1, verifiedAt: 9, restorable: 1 });
          expect(await tx.backups.list()).toEqual([{ id: "b1", intake: 3, takenAt: 1, verifiedAt: 9, restorable: 1 }]);
        });
      }));
  });
}
