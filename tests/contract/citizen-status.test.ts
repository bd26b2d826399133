/** What a citizen hears at the lock: with the vault shut, from the tablet's own rows and from the district's public word. */
import { expect, test, vi } from "vitest";
import { parseSlipCode } from "../../src/domain/slip/slip-code.ts";
import { unwrap } from "../../src/base/result.ts";
import { enrolledTablet, file, fileAndHear, restart, useDistrict, waitMsMax } from "../support/worker-tablet.ts";

vi.setConfig({ testTimeout: waitMsMax, hookTimeout: waitMsMax });
useDistrict();

const unformatted = (code: string): string => unwrap(parseSlipCode(code));

test("a locked tablet without a link says where the application lies, and nothing of whose it is", async () => {
  const tablet = await enrolledTablet();
  tablet.link.isUp = false;
  const { slip, draft } = await file(tablet, "ca");
  const { api } = restart(tablet);
  expect((await api.state()).kind).toBe("locked");
  const here = await api.statusHere(unformatted(slip.code));
  expect(here).toMatchObject({ entry: { state: "saved" }, stage: undefined });
  expect(await api.statusAtDistrict(unformatted(slip.code))).toEqual({ kind: "offline" });
  const words = Object.values(draft.answers).filter((value) => typeof value === "string" && value.length > 3);
  expect(words.length).toBeGreaterThan(3);
  for (const word of words) expect(JSON.stringify(here)).not.toContain(word);
});

test("what the district has told lies here also without a link, with its age", async () => {
  const tablet = await enrolledTablet();
  await fileAndHear(tablet, "cb");
  tablet.link.isUp = false;
  const [item] = await tablet.api.outbox();
  const { api } = restart(tablet);
  const here = await api.statusHere(unformatted(item?.slipCode ?? ""));
  expect(here).toMatchObject({ entry: { state: "complete" }, stage: { stage: "ready" } });
  expect(here.lastHeardAt).toBeGreaterThan(0);
});

test("a number of nobody is no entry of this tablet", async () => {
  const tablet = await enrolledTablet();
  await file(tablet, "cc");
  expect(await tablet.api.statusHere("000000000")).toMatchObject({ entry: undefined, stage: undefined });
});

test("only an answer about this very number counts as the district's", async () => {
  const tablet = await enrolledTablet();
  // A captive portal answers everything with a page of its own.
  expect(await tablet.api.statusAtDistrict("000000000")).toEqual({ kind: "offline" });
});
