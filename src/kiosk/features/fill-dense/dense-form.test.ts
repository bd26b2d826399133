import { expect, it } from "vitest";
import { brebes } from "../../../../tests/fixtures/kiosk-config.ts";
import { definite } from "../../../base/assert.ts";
import { findService } from "../../../domain/configuration/configuration.ts";
import type { Answers } from "../../../domain/form/answer.ts";
import { UNKNOWN } from "../../../domain/form/answer.ts";
import { checkAnswers } from "../../../domain/form/check-answers.ts";
import { seededFraction } from "../../../domain/sample/seeded-fraction.ts";
import { sampleFiling } from "../../../domain/sample/sample-filing.ts";
import { findQuestion } from "../../../domain/form/visible-questions.ts";
import { denseForm, readTyped, typedText } from "./dense-form.ts";

const config = brebes();
const today = "2026-11-24";
const village = "33.29.09.1002";
const service = definite(findService(config, "birth-certificate"), "configured");

const formOf = (answers: Answers) =>
  denseForm(
    {
      service,
      config,
      draft: {
        id: "1",
        serviceId: service.id,
        configVersion: 1,
        answers,
        attachments: [],
        missing: [],
        position: { step: "questions" },
        createdAt: 0,
        updatedAt: 0,
        startedBy: { id: "1", name: "Siti" },
      },
    },
    today,
    village,
  );

const fieldsOf = (answers: Answers) => formOf(answers).sections.flatMap(({ fields }) => fields);
const fieldOf = (answers: Answers, id: string) => fieldsOf(answers).find(({ question }) => question.id === id);

it("shows what a suggestion opens, and says that it was only suggested", () => {
  expect(fieldOf({}, "people.all-wni")).toMatchObject({ value: true, isSuggested: true, error: undefined });
  expect(fieldOf({}, "reporter.nationality")).toBeUndefined();
  expect(fieldOf({ "people.all-wni": false }, "reporter.nationality")).toMatchObject({ value: "1", isSuggested: true });
  expect(formOf({}).answers).toMatchObject({ "people.all-wni": true, "parents.known": true });
});

it("says under each field what is wrong and what is doubtful", () => {
  expect(fieldOf({}, "reporter.name")?.error).toBe("Belum diisi. Mohon diisi dulu.");
  expect(fieldOf({ "reporter.nik": "332901" }, "reporter.nik")?.error).toBe("Baru 6 angka. Kurang sepuluh angka.");
  expect(fieldOf({ "reporter.nik": UNKNOWN }, "reporter.nik")?.error).toBeUndefined();
  const same = { "reporter.nik": "3329994508900001", "reporter.kk": "3329994508900001" };
  expect(fieldOf(same, "reporter.kk")?.doubts).toHaveLength(1);
});

it("finds nothing wrong with a complete application, and files the same answers", () => {
  const { answers } = sampleFiling(service, config, seededFraction(5), { filedAt: Date.UTC(2026, 10, 24) });
  const form = formOf(answers);
  expect(form.sections.flatMap(({ fields }) => fields).filter(({ error }) => error !== undefined)).toEqual([]);
  const check = checkAnswers(service, form.answers, [], { config, today });
  expect(check.questions.filter(({ errors }) => errors.length > 0)).toEqual([]);
});

it.each([
  ["reporter.nik", "332999 450890 0001", "3329994508900001"],
  ["mother.birth-date", "12-5-1990", "1990-05-12"],
  ["mother.birth-date", "12 Mei", "12 Mei"],
  ["reporter.phone", "0812 3456 7890", "+6281234567890"],
  ["child.weight", "3200", 3200],
  ["reporter.name", "  ", undefined],
])("reads what is typed into %s: %j", (id, typed, answer) => {
  const question = definite(findQuestion(service, id), id);
  expect(readTyped(question, typed)).toEqual(answer);
  if (answer !== undefined) expect(readTyped(question, typedText(question, answer))).toEqual(answer);
});
