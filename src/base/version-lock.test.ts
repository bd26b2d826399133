import { expect, test } from "vitest";
import { isOtherVersionInUse, versionLockName } from "./version-lock.ts";

test("pages of this version and locks that are not a page's do not count as another version", () => {
  expect(isOtherVersionInUse([], "b")).toBe(false);
  expect(isOtherVersionInUse([versionLockName("b"), versionLockName("b")], "b")).toBe(false);
  expect(isOtherVersionInUse(["loket-worker", undefined], "b")).toBe(false);
});

test("one page of another version is enough, also when its name begins like this one", () => {
  expect(isOtherVersionInUse([versionLockName("b"), versionLockName("a")], "b")).toBe(true);
  expect(isOtherVersionInUse([versionLockName("b2")], "b")).toBe(true);
});
