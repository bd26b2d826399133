/**
 * Walks services from the first screen to their end: what is filed arrives at the district with every answer and every
 * place of its official form; what is only told says all that its file says.
 */
import { expect } from "vitest";
import type { Guide, Service } from "../../../src/domain/catalogue/service.ts";
import type { Configuration } from "../../../src/domain/configuration/configuration.ts";
import { requirementsFor } from "../../../src/domain/catalogue/requirements.ts";
import { dateInJakarta } from "../../../src/domain/date/civil-date.ts";
import { officialForm } from "../../../src/domain/form/official-form.ts";
import type { Counter } from "./counter.ts";
import { chooseGuide, fileApplication } from "./file-application.ts";
import { expectHeld, heldCount } from "./oracle.ts";
import { patience } from "./patience.ts";
import type { Visit } from "./people.ts";
import { visitOf } from "./people.ts";
import type { Tablet } from "./tablet.ts";

/** Files every service once and reads every guide; `config` is what the district of `counter` serves. */
export async function walkServices(
  { tablet, district }: Counter,
  { services, guides }: { readonly services: readonly Service[]; readonly guides: readonly Guide[] },
  config: Configuration,
): Promise<void> {
  for (const guide of guides) await readGuide(tablet, guide, config);
  const filed = new Map<string, Visit>();
  for (const [person, service] of services.entries()) {
    const visit = withPapersToFollow(visitOf(service.id, 501 + person, {}, config));
    const { code } = await fileApplication(tablet, visit);
    await tablet.takeBack();
    filed.set(code, visit);
  }
  await tablet.openOutbox();
  await tablet.sendNow();
  // The outbox shows a page of them; the district is asked about all.
  await expect.poll(() => heldCount(district), patience).toBe(services.length);
  await expect.poll(async () => new Set(await tablet.outboxStates()), patience).toEqual(new Set(["complete"]));
  await expectHeld(district, { slips: [...filed.keys()] });
  for (const held of (await district.exported()).cases) {
    const visit = filed.get(held.slipCode);
    if (visit) expectWhole(held, visit);
  }
}

/** Photos have stories of their own: a paper that may follow does. */
function withPapersToFollow(visit: Visit): Visit {
  const follows = requirementsFor(visit.service, visit.answers, dateInJakarta(Date.now()))
    .filter(({ capture, mayFollow }) => capture === "photo" && mayFollow === true)
    .map(({ id }) => id);
  return { ...visit, follows };
}

/** What the district holds fills the official form with the very words and codes that were meant. */
function expectWhole(
  held: { readonly serviceId: string; readonly content: { readonly answers: Readonly<Record<string, unknown>> } },
  { service, config, answers }: Visit,
): void {
  expect(held.serviceId).toBe(service.id);
  expect(held.content.answers).toEqual(answers);
  const rows = officialForm(service, answers, [], config, dateInJakarta(Date.now())).flatMap((section) => section.rows);
  const forms = new Set(rows.flatMap(({ official }) => official?.form ?? []));
  // A form that is filled by answers stands among the requirements, by its name.
  expect(service.forms.filter((form) => !forms.has(form) && isNeeded(form, { service, config, answers }))).toEqual([]);
}

function isNeeded(form: string, { service, answers }: Visit): boolean {
  return requirementsFor(service, answers, dateInJakarta(Date.now())).some(
    ({ capture, name }) => capture === "answers" && name.includes(form),
  );
}

async function readGuide(tablet: Tablet, guide: Guide, config: Configuration): Promise<void> {
  await chooseGuide(tablet, guide, config);
  await tablet.title(guide.label).waitFor();
  for (const step of guide.steps) await tablet.page.getByRole("listitem").filter({ hasText: step }).first().waitFor();
  for (const { name } of guide.requirements)
    await tablet.page.getByRole("listitem").filter({ hasText: name }).first().waitFor();
  await tablet.press("Selesai");
}
