/** The village's month outlives the names it was counted from, and is read by officers only. */
import { expect, test, vi } from "vitest";
import { unwrap } from "../../src/base/result.ts";
import { monthOf } from "../../src/worker/tallies.ts";
import { enrolledTablet, file, statement, useDistrict, waitMsMax } from "../support/worker-tablet.ts";

vi.setConfig({ testTimeout: waitMsMax, hookTimeout: waitMsMax });
useDistrict();

const thisMonth = monthOf(Date.now());

test("two filed are two, also when one is submitted again and after their labels have gone", async () => {
  const tablet = await enrolledTablet();
  const { draft } = await file(tablet, "ea");
  await file(tablet, "eb");
  await tablet.api.submit(draft.id, statement);
  const sheet = unwrap(await tablet.api.monthSheet(thisMonth));
  expect(sheet.filed).toEqual([{ serviceId: "birth-certificate", count: 2 }]);
  tablet.medium.rows.labels.clear();
  expect(unwrap(await tablet.api.monthSheet(thisMonth)).filed).toEqual(sheet.filed);
  expect(unwrap(await tablet.api.monthSheet("2020-01")).filed).toEqual([]);
});

test("a locked tablet tells nobody what was asked for here", async () => {
  const tablet = await enrolledTablet();
  await file(tablet, "ec");
  await tablet.api.lock();
  expect(await tablet.api.monthSheet(thisMonth)).toMatchObject({ ok: false, code: "locked" });
});
