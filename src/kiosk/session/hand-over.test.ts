/** Where nothing can be written the tablet is not given away, and no officer is shut out. Here is no database at all. */
import { expect, it } from "vitest";
import { beginHandOver, endHandOver, isHandedOver } from "./hand-over.ts";

it("a mark that the disk does not take begins no hand-over", async () => {
  expect(await beginHandOver()).toBe(false);
  expect(isHandedOver.value).toBe(false);
});

it("an officer whose PIN was right takes the tablet back all the same", async () => {
  isHandedOver.value = true;
  await endHandOver();
  expect(isHandedOver.value).toBe(false);
});
