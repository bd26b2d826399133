/** Every screen of village, office and citizen, looked at by axe; and nobody but the district is ever asked for anything. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { Browser } from "./support/browser.ts";
import { District } from "./support/district.ts";
import { patience } from "./support/patience.ts";
import { visitOf } from "./support/people.ts";
import { Staff } from "./support/staff.ts";
import { seeStill, tourOfOffice, tourOfOfficer, tourOfVisit } from "./support/tour.ts";
import type { See } from "./support/tour.ts";

/** A tour that went past nothing would find no fault either. */
const screensMin = 40;

/** Axe reads every element of every screen: on a machine busy with other things that takes minutes. */
const timeout = 10 * 60_000;

it("no screen has a serious fault of accessibility, asks a stranger, or breaks its policy", { timeout }, async () => {
  await using district = await District.open();
  await using browser = await Browser.open();
  const faults: string[] = [];
  const screens: string[] = [];
  const seeOn = (page: Page): See =>
    seeStill(page, async (name) => {
      screens.push(name);
      faults.push(...(await findFaults(page, name)));
    });

  const tablet = await browser.openTablet(district.url);
  // Parents who married and lost the paper: the branch that asks with every kind of question.
  const visit = {
    ...visitOf("birth-certificate", 101, { "parents.known": true, "parents.marriage-proof": "2" }),
    follows: ["kk"],
    urgentReason: "Berobat atau rumah sakit",
  };
  const slip = await tourOfVisit(tablet, district, visit, seeOn(tablet.page));
  await tablet.openOutbox();
  await expect.poll(() => tablet.outboxStates(), patience).toEqual(["complete"]);
  await tablet.goHome();
  await tourOfOfficer(tablet, seeOn(tablet.page));

  const staff = new Staff(await browser.newPage());
  await tourOfOffice(staff, district, slip, seeOn(staff.page));

  expect(screens.length).toBeGreaterThan(screensMin);
  expect(faults).toEqual([]);
  expect(browser.watched).toEqual({ strangers: [], violations: [] });
});

/** Faults a person would stumble over, one line each: screen, rule, and the first thing it is about. */
async function findFaults(page: Page, screen: string): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${screen}: ${id} ${nodes[0]?.html.slice(0, 160) ?? ""} ${nodes[0]?.failureSummary ?? ""}`);
}
