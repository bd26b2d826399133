/** What must be true outside the browser when a story has ended: asked of the command line, never of a screen. */
import { expect } from "vitest";
import type { District } from "./district.ts";

export type Expected = {
  /** Slip codes the citizens took home, one per application. */
  readonly slips: readonly string[];
  /** Entries of all kinds; otherwise one per slip. */
  readonly entries?: number;
};

/** Everything filed is held once, opened once, with every photo; nothing else is. */
export async function expectHeld(district: District, { slips, entries = slips.length }: Expected): Promise<void> {
  const status = await district.status();
  expect(status).toMatchObject({ entriesHeld: entries, cases: slips.length, quarantined: 0 });
  expect(sum(status.devices.map(({ filed }) => filed))).toBe(entries);
  expect(sum(status.devices.map(({ held }) => held))).toBe(entries);
  const exported = await district.exported();
  expect(new Set(exported.entries.map(({ digest }) => digest)).size).toBe(entries);
  expect(exported.entries).toHaveLength(entries);
  expect(exported.entries.map(({ state }) => state)).toEqual(Array.from({ length: entries }, () => "complete"));
  expect(exported.cases.map((each) => each["slipCode"]).toSorted()).toEqual(slips.toSorted());
}

/** How many entries the district holds now. */
export async function heldCount(district: District): Promise<number> {
  return (await district.status()).entriesHeld;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
