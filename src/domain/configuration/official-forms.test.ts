import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { brebes } from "../../../tests/fixtures/kiosk-config.ts";
import { officialText } from "../form/answer-text.ts";
import type { Service } from "../catalogue/service.ts";
import { findCodeList } from "./configuration.ts";

const config = brebes();

/** Places of the forms (Permendagri 109/2019) that each service must fill: one list a service, written from the form. */
const lists = new URL("../../../tests/fixtures/official-forms/", import.meta.url);

function placesOnForms(serviceId: string): readonly string[] {
  return JSON.parse(readFileSync(new URL(`${serviceId}.json`, lists), "utf8")) as readonly string[];
}

/** Every place on an official form that a service fills: asked, fixed or ticked. */
function placesFilled({ fixedValues, requirements, ...service }: Service): readonly string[] {
  const asked = service.tasks.flatMap(({ questions }) => questions).flatMap(({ official }) => official ?? []);
  const fixed = fixedValues.map(({ official }) => official);
  const ticked = requirements.flatMap(({ tick }) => tick?.official ?? []);
  return [...new Set([...asked, ...fixed, ...ticked].map(officialText))];
}

it.each(config.services)("$id fills every place of its forms, and none that a form does not have", (service) => {
  expect(placesFilled(service).toSorted()).toEqual(placesOnForms(service.id).toSorted());
});

describe("official lists", () => {
  it.each([
    ["jenis_kelamin", 2],
    ["agama", 7],
    ["golongan_darah", 13],
    ["shdk", 11],
    ["pendidikan_terakhir", 10],
    ["pekerjaan", 99],
    ["f102_jenis_permohonan", 27],
    ["f102_persyaratan", 14],
    ["f201_jenis_pelaporan", 16],
    ["tempat_dilahirkan", 5],
    ["jenis_kelahiran", 5],
    ["penolong_kelahiran", 4],
  ])("%s has its %i entries", (id, length) => {
    expect(findCodeList(config, id)?.items).toHaveLength(length);
  });
});
