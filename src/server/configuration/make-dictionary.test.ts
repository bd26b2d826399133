import { expect, test } from "vitest";
import { brebes, readKioskConfig } from "../../../tests/fixtures/kiosk-config.ts";
import { definite } from "../../base/assert.ts";
import { unwrap } from "../../base/result.ts";
import { allVillages } from "../../domain/areas/areas.ts";
import { makeConfiguration } from "../../domain/configuration/make-configuration.ts";
import { allQuestions } from "../../domain/form/visible-questions.ts";
import { packCompact, readDictionary, unpackCompact } from "../../protocol/compact/compact.ts";
import { makeDictionary } from "./make-dictionary.ts";

const files = readKioskConfig();
const header = { village: "33.29.01.2007", blobs: [], secret: undefined };

const listed = definite(files["words/services.txt"], "listed") as string;

test("a dictionary knows every question and code of the services it lists, and every village and region of its day", () => {
  const config = brebes();
  const known = config.services.filter(({ id }) => listed.split("\n").includes(id));
  expect(known.length).toBeGreaterThan(2);
  const tables = definite(readDictionary(unwrap(makeDictionary(config, files))).tables, "tables");
  for (const service of known) {
    const table = definite(
      tables.services.find(({ id }) => id === service.id),
      service.id,
    );
    expect(table.fields.map(({ id }) => id)).toEqual(allQuestions(service).map(({ id }) => id));
    for (const question of allQuestions(service)) {
      if (question.kind !== "code") continue;
      const codes = config.codelists.find(({ id }) => id === question.list)?.items.map(({ code }) => code);
      expect(tables.lists.get(question.list)?.items).toEqual(codes);
    }
  }
  expect(tables.villages.items.toSorted()).toEqual(
    allVillages(config.areas)
      .map(({ village }) => village.code)
      .toSorted(),
  );
  expect(tables.places.items.toSorted()).toEqual(config.regions.map(({ name }) => name).toSorted());
});

test("a service younger than the dictionary is filed all the same, and cheaper under the next one", () => {
  const old = definite(readDictionary(unwrap(makeDictionary(brebes(), files))).tables, "tables");
  const service = { ...(files["services/ktp-el-lost.json"] as object), id: "ktp-el-young" };
  const config = unwrap(makeConfiguration({ ...files, "services/ktp-el-young.json": service }, "33.29"));
  const newer = { ...files, "words/services.txt": `${listed}ktp-el-young\n` };
  const next = definite(readDictionary(unwrap(makeDictionary(config, newer))).tables, "tables");
  const content = {
    kind: "application",
    serviceId: "ktp-el-young",
    answers: { "applicant.name": "SITI AMINAH", "applicant.nik": "3329994508900001", "applicant.is-owner": true },
  };
  const lengths = [old, next].map((tables) => {
    const packed = definite(packCompact(content, tables, header), "packed");
    expect(unpackCompact(packed, tables, header)).toEqual({ ok: true, value: content });
    return packed.byteLength;
  });
  expect(lengths[1]).toBeLessThan(lengths[0] ?? 0);
});

test("one that would be longer than tablets take is refused, as is one without words", () => {
  const names = { ...files, "words/names.txt": `${files["words/names.txt"]}${"x".repeat(9000)}\n` };
  expect(makeDictionary(brebes(), names)).toMatchObject({ ok: false, code: "dictionary-invalid" });
  expect(makeDictionary(brebes(), {})).toMatchObject({ ok: false, code: "dictionary-invalid" });
});
