import { expect, test } from "vitest";
import { finishBeforeLeaving, saveAll, saveBeforeLeaving } from "./before-leaving.ts";

test("what is unsaved is saved before the page goes, what was saved is not saved again", async () => {
  const saved: string[] = [];
  const nameIsSaved = saveBeforeLeaving(async () => void saved.push("name"));
  const addressIsSaved = saveBeforeLeaving(async () => void saved.push("address"));
  nameIsSaved();
  await saveAll();
  expect(saved).toEqual(["address"]);
  addressIsSaved();
});

test("saving begins before the call returns: the screen that holds the answer may be gone a moment later", () => {
  let isBegun = false;
  const isSaved = saveBeforeLeaving(async () => void (isBegun = true));
  void saveAll();
  expect(isBegun).toBe(true);
  isSaved();
});

test("the page waits for work under way, and for no work that has ended", async () => {
  let endWith: (word: string) => void = () => undefined;
  const kept = finishBeforeLeaving(new Promise<string>((resolve) => (endWith = resolve)));
  let mayGo = false;
  const leaving = saveAll().then(() => (mayGo = true));
  await Promise.resolve();
  expect(mayGo).toBe(false);
  endWith("kept");
  expect(await kept).toBe("kept");
  await leaving;
  await saveAll();
});

test("the tablet locks also when something cannot be kept", async () => {
  const isSaved = saveBeforeLeaving(() => Promise.reject(new Error("the disk is full")));
  await expect(saveAll()).resolves.toBeUndefined();
  isSaved();
});
