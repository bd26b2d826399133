import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { brebes } from "../../../tests/fixtures/kiosk-config.ts";
import { dateInJakarta } from "../date/civil-date.ts";
import { sampleFiling } from "../sample/sample-filing.ts";
import { officialText } from "./answer-text.ts";
import { formPapers, officialFormsOf } from "./form-paper.ts";

const config = brebes();
const filedAt = Date.parse("2026-11-25T03:00:00Z");
const today = dateInJakarta(filedAt);
const lists = new URL("../../../tests/fixtures/official-forms/", import.meta.url);
const filed = config.services.filter((service) => officialFormsOf(service).length > 0);

it.each(filed)(
  "$id has each place of the forms it fills, filled or named as empty, and not twice as both",
  (service) => {
    let state = 11;
    const random = (): number => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
    const { answers } = sampleFiling(service, config, random, { filedAt });
    const papers = formPapers(service, answers, [], config, today);
    const placeOf = (form: string, section: string, item: string): string =>
      officialText({ form, ...(section === "" ? {} : { section }), ...(item === "" ? {} : { item }) });
    const filledPlaces = papers.flatMap(({ form, sections }) =>
      sections.flatMap(({ title, rows }) => rows.map(({ item }) => placeOf(form, title, item))),
    );
    const empty = papers.flatMap((paper) =>
      paper.empty.flatMap(({ title, items }) => items.map((item) => placeOf(paper.form, title, item))),
    );
    const wanted = (JSON.parse(readFileSync(new URL(`${service.id}.json`, lists), "utf8")) as readonly string[]).filter(
      (place) => papers.some(({ form }) => place.startsWith(`${form} `)),
    );
    expect(wanted.filter((place) => !filledPlaces.includes(place) && !empty.includes(place))).toEqual([]);
    expect(empty.filter((place) => filledPlaces.includes(place))).toEqual([]);
  },
);

it("writes names in block letters, a NIK a digit to a box, and ticks only papers that were brought", () => {
  const service = config.services.find(({ id }) => id === "ktp-el-lost");
  if (!service) throw new Error("no service");
  let state = 11;
  const random = (): number => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
  const { answers } = sampleFiling(service, config, random, { filedAt });
  const rowsWith = (brought: readonly string[]) =>
    formPapers(
      service,
      answers,
      brought.map((requirementId) => ({ requirementId })),
      config,
      today,
    ).flatMap(({ sections }) => sections.flatMap(({ rows }) => rows));
  const rows = rowsWith([]);
  const name = rows.find(({ label }) => label === "Nama pemohon");
  expect(name?.text).toBe(name?.text.toUpperCase());
  expect(rows.find(({ label }) => label === "NIK pemohon")?.digits).toMatch(/^\d{16}$/);
  expect(rows.filter(({ isTick }) => isTick)).toEqual([]);
  expect(rowsWith(service.requirements.map(({ id }) => id)).filter(({ isTick }) => isTick).length).toBeGreaterThan(0);
});

it("keeps each member of a family whole under one heading, and numbers what stands once in the form's order", () => {
  const service = config.services.find(({ id }) => id === "biodata-registration");
  if (!service) throw new Error("no service");
  let state = 11;
  const random = (): number => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
  const more = { "member.1.more": true, "member.2.more": true, "member.3.more": false };
  const { answers } = sampleFiling(service, config, random, { filedAt, answers: more });
  const [form] = formPapers(service, answers, [], config, today);
  const head = form?.sections[0]?.rows.map(({ item }) => Number.parseInt(item, 10)) ?? [];
  expect(head.length).toBeGreaterThan(5);
  expect(head).toEqual(head.toSorted((a, b) => a - b));
  const members = form?.sections.find(({ title }) => title === "Anggota keluarga kolom")?.rows ?? [];
  const names = members.flatMap(({ item }, index) => (item === "2" ? [index] : []));
  expect(names).toHaveLength(3);
  // Between two names lies all the rest of the first.
  for (const [at, index] of names.slice(1).entries()) expect(index - (names[at] ?? 0)).toBeGreaterThan(10);
});
