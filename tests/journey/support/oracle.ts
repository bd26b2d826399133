/** What must be true outside the browser when a story has ended: asked of the command line, never of a screen. */
import { expect } from "vitest";
import { pagesOf, requirementsFor } from "../../../src/domain/catalogue/requirements.ts";
import { dateInJakarta } from "../../../src/domain/date/civil-date.ts";
import type { District } from "./district.ts";
import { patience } from "./patience.ts";
import type { Visit } from "./people.ts";
import type { Tablet } from "./tablet.ts";

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
  expect(exported.cases.map(({ slipCode }) => slipCode).toSorted()).toEqual(slips.toSorted());
}

/** The case of a slip says what the citizen said and how urgent it is, and has a photo of every page that was asked for. */
export async function expectSaid(district: District, slip: string, visit: Visit): Promise<void> {
  const { service, answers, urgentReason } = visit;
  const filed = (await district.exported()).cases.find(({ slipCode }) => slipCode === slip)?.content;
  expect(filed?.answers).toEqual(answers);
  expect(filed?.urgentReason).toBe(urgentReason);
  const asked = requirementsFor(service, answers, dateInJakarta(Date.now()))
    .filter(({ capture }) => capture === "photo")
    .flatMap((requirement) => Array.from({ length: pagesOf(requirement) }, (_, at) => `${requirement.id} ${at + 1}`));
  expect(filed?.photos.map(({ requirementId, page }) => `${requirementId} ${page}`).toSorted()).toEqual(
    asked.toSorted(),
  );
}

/** Opens the outbox, sends, and stays there until so many entries are green. */
export async function waitUntilGreen(tablet: Tablet, entries: number): Promise<void> {
  await tablet.openOutbox();
  await tablet.sendNow();
  const green = Array.from({ length: entries }, () => "complete");
  await expect.poll(() => tablet.outboxStates(), patience).toEqual(green);
}

/** How many entries the district holds now. */
export async function heldCount(district: District): Promise<number> {
  return (await district.status()).entriesHeld;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
