/**
 * Takes the README's two pictures into `docs/`; with `--all DIR` every screen at three sizes, and with `--looks` in every
 * look as well, for people who review them.
 * `node tests/journey/screenshots.ts`
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { Browser } from "./support/browser.ts";
import { Counter } from "./support/counter.ts";
import { District } from "./support/district.ts";
import { lookNames, sizeNames, sizes, wear } from "./support/looks.ts";
import { visitOf } from "./support/people.ts";
import { Staff } from "./support/staff.ts";
import { tourOfWaiting } from "./support/tour-of-waiting.ts";
import { seeStill, tourOfOffice, tourOfOfficer, tourOfVisit } from "./support/tour.ts";
import type { See } from "./support/tour.ts";

const docs = fileURLToPath(new URL("../../docs/", import.meta.url));
/** Where the README's pictures come from. */
const pictures: Readonly<Record<string, string>> = {
  "question-nik": "kiosk-question.png",
  "district-health": "district-grid.png",
};

const { values } = parseArgs({ options: { all: { type: "string" }, looks: { type: "boolean" } } });
const looksTaken = values.looks === true ? lookNames : (["normal"] as const);
mkdirSync(docs, { recursive: true });

await takeGoodDay();
if (values.all !== undefined) await takeBadDays();

async function takeGoodDay(): Promise<void> {
  await using district = await District.open();
  await using browser = await Browser.open();
  const tablet = await browser.openTablet(district.url);
  const visit = {
    ...visitOf("birth-certificate", 101, { "parents.known": true, "parents.marriage-proof": "2" }),
    follows: ["kk"],
    urgentReason: "Berobat atau rumah sakit",
  };
  const slip = await tourOfVisit(tablet, district, visit, seeOn(tablet.page));
  await tourOfOfficer(tablet, seeOn(tablet.page));
  const staff = new Staff(await browser.newPage());
  await tourOfOffice(staff, district, slip, seeOn(staff.page));
}

async function takeBadDays(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "loket-screens-"));
  try {
    await using counter = await Counter.open({ folder });
    await tourOfWaiting(counter, folder, {
      see: seeOn(counter.tablet.page),
      seeOffice: ({ page }) => seeOn(page),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function seeOn(page: Page): See {
  return seeStill(page, async (name) => {
    const picture = pictures[name];
    if (picture !== undefined) await page.screenshot({ path: join(docs, picture) });
    if (values.all === undefined) return;
    for (const look of looksTaken) {
      for (const size of sizeNames) {
        await wear(page, look, sizes[size]);
        await page.screenshot({ path: join(folderOf(values.all, look, size), `${name}.png`) });
      }
    }
    await wear(page, "normal", sizes.landscape);
  });
}

function folderOf(all: string, ...names: readonly string[]): string {
  const folder = join(all, ...names);
  mkdirSync(folder, { recursive: true });
  return folder;
}
