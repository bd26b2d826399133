/** Group commit: few syncs for many, nobody told before the commit, one bad job harms only itself. */
import { expect, it } from "vitest";
import { openMemoryStorage } from "../storage/memory.ts";
import type { Storage } from "../storage/ports.ts";
import { makeGroupCommit } from "./group-commit.ts";

function counted(): { readonly storage: Storage; readonly commits: () => number } {
  const inner = openMemoryStorage("33.29");
  let commits = 0;
  const storage: Storage = {
    ...inner,
    transaction: async (work) => {
      const value = await inner.transaction(work);
      commits += 1;
      return value;
    },
  };
  return { storage, commits: () => commits };
}

it("commits together what waits while one transaction is under way", async () => {
  const { storage, commits } = counted();
  const group = makeGroupCommit(storage);
  const names = Array.from({ length: 50 }, (_, at) => `name ${at}`);
  await Promise.all(names.map((name) => group.run(1, (tx) => tx.settings.set(name, "x"))));
  expect(commits()).toBeLessThanOrEqual(2);
  expect(await storage.transaction((tx) => tx.settings.get("name 49"))).toBe("x");
});

it("lets a job that fails take only itself down", async () => {
  const { storage } = counted();
  const group = makeGroupCommit(storage);
  const outcomes = await Promise.allSettled([
    group.run(1, (tx) => tx.settings.set("a", "1")),
    group.run(1, async (tx) => {
      await tx.settings.set("b", "1");
      throw new Error("planted");
    }),
    group.run(1, (tx) => tx.settings.set("c", "1")),
  ]);
  expect(outcomes.map((outcome) => outcome.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  const kept = await storage.transaction((tx) => Promise.all(["a", "b", "c"].map((name) => tx.settings.get(name))));
  expect(kept).toEqual(["1", undefined, "1"]);
});

it("tells nobody before the commit is through", async () => {
  const inner = openMemoryStorage("33.29");
  const group = makeGroupCommit({
    ...inner,
    transaction: (work) =>
      inner.transaction(async (tx) => {
        await work(tx);
        throw new Error("planted: commit failed");
      }),
  });
  const told: string[] = [];
  await expect(group.run(1, (tx) => tx.settings.set("a", "1")).then(() => told.push("a"))).rejects.toThrow("planted");
  expect(told).toEqual([]);
});
