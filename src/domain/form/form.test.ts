import { describe, expect, it } from "vitest";
import { brebes } from "../../../tests/fixtures/kiosk-config.ts";
import { definite } from "../../base/assert.ts";
import { requirementsFor, servicesOf } from "../catalogue/requirements.ts";
import { findService } from "../configuration/configuration.ts";
import type { Attachment } from "../application/content.ts";
import { answerText, officialText } from "./answer-text.ts";
import type { Answers } from "./answer.ts";
import { UNKNOWN, sameAnswer } from "./answer.ts";
import { checkAnswers } from "./check-answers.ts";
import type { Condition } from "./condition.ts";
import { holds, isNever } from "./condition.ts";
import { officialForm } from "./official-form.ts";
import { suggestAnswer } from "./prefill.ts";
import { problemTexts } from "./problem-texts.ts";
import { readAnswer } from "./read-answer.ts";
import {
  findQuestion,
  nextOpenQuestion,
  nextQuestion,
  visibleAnswers,
  visibleQuestions,
  visibleTasks,
} from "./visible-questions.ts";

const config = brebes();
const today = "2026-11-24";
const birth = definite(findService(config, "birth-certificate"), "configured");
const ktp = definite(findService(config, "ktp-el-lost"), "configured");
const kk = definite(findService(config, "kk-add-child"), "configured");

function idsAsked(answers: Answers) {
  return visibleQuestions(birth, answers, today).map((each) => each.id);
}

function question(id: string) {
  return definite(findQuestion(birth, id) ?? findQuestion(kk, id) ?? findQuestion(ktp, id), "configured");
}

function photoOf(requirementId: string, page = 1): Attachment {
  const bytes = new Uint8Array(32).fill(page);
  return { requirementId, page, blob: bytes, key: bytes, size: 1000, mime: "image/webp" };
}

describe("what a regency has decided", () => {
  const never: Condition = { op: "any", of: [] };
  const open: Condition = { op: "answered", field: "a" };
  it.each<[Condition, boolean]>([
    [never, true],
    [{ op: "all", of: [] }, false],
    [open, false],
    [{ op: "all", of: [open, never] }, true],
    [{ op: "any", of: [open, never] }, false],
    [{ op: "not", of: { op: "all", of: [] } }, true],
    [{ op: "not", of: never }, false],
    [{ op: "not", of: open }, false],
  ])("%j never holds: %s", (condition, expected) => {
    expect(isNever(condition)).toBe(expected);
  });
});

describe("conditions", () => {
  const answers: Answers = { a: "1", b: UNKNOWN, c: false, born: "2009-11-24", several: ["1", "2"] };
  it.each([
    [{ op: "equals", field: "a", value: "1" }, true],
    [{ op: "equals", field: "c", value: false }, true],
    [{ op: "equals", field: "d", value: false }, false],
    [{ op: "in", field: "a", values: ["2", "1"] }, true],
    [{ op: "includes", field: "several", value: "2" }, true],
    [{ op: "includes", field: "several", value: "3" }, false],
    [{ op: "includes", field: "a", value: "1" }, false],
    [{ op: "answered", field: "b" }, true],
    [{ op: "answered", field: "d" }, false],
    [{ op: "unknown", field: "b" }, true],
    [{ op: "unknown", field: "a" }, false],
    [{ op: "age", field: "born", atLeast: 17 }, true],
    [{ op: "age", field: "born", below: 17 }, false],
    [{ op: "age", field: "a", atLeast: 0 }, false],
    [
      {
        op: "all",
        of: [
          { op: "answered", field: "a" },
          { op: "answered", field: "d" },
        ],
      },
      false,
    ],
    [
      {
        op: "any",
        of: [
          { op: "answered", field: "a" },
          { op: "answered", field: "d" },
        ],
      },
      true,
    ],
    [{ op: "not", of: { op: "answered", field: "d" } }, true],
  ] as const)("%j is %s", (condition, expected) => {
    expect(holds(condition, answers, today)).toBe(expected);
  });
});

describe("which questions are asked", () => {
  it("follows the answers: no father is asked about for a child of a mother alone", () => {
    const known = { "parents.known": true };
    expect(idsAsked({ ...known, "parents.marriage-proof": "1" })).toContain("father.name");
    expect(idsAsked({ ...known, "parents.marriage-proof": "3" })).not.toContain("father.name");
  });

  it("ignores answers under a branch that was closed afterwards", () => {
    const answers = { "parents.known": false, "parents.marriage-proof": "1" };
    expect(idsAsked(answers)).not.toContain("father.name");
    expect(visibleAnswers(birth, answers, today)).toEqual({ "parents.known": false });
  });

  it("asks nationalities and passports only when somebody is no citizen", () => {
    expect(idsAsked({ "people.all-wni": true }).filter((id) => id.endsWith("nationality"))).toEqual([]);
    const foreign = idsAsked({ "people.all-wni": false, "reporter.nationality": "2" });
    expect(foreign).toEqual(
      expect.arrayContaining(["reporter.nationality", "reporter.travel-document", "witness2.nationality"]),
    );
  });

  it("goes on in order and ends", () => {
    expect(nextQuestion(ktp, {}, today)?.id).toBe("applicant.is-owner");
    expect(nextQuestion(ktp, {}, today, "applicant.is-owner")?.id).toBe("applicant.name");
    expect(nextQuestion(ktp, {}, today, "declaration.loss")).toBeUndefined();
    expect(nextQuestion(ktp, {}, today, "owner.name")).toBeUndefined();
    expect(nextOpenQuestion(ktp, { "applicant.is-owner": true }, today)?.id).toBe("applicant.name");
  });

  it("leaves out tasks without a question", () => {
    expect(visibleTasks(ktp, { "applicant.is-owner": true }, today).map((task) => task.id)).not.toContain("owner");
  });

  it("asks about school and work only from six years on", () => {
    const ids = (born: string) => visibleQuestions(kk, { "child.birth-date": born }, today).map((each) => each.id);
    expect(ids("2026-11-01")).not.toContain("child.education");
    expect(ids("2020-11-01")).toContain("child.education");
  });
});

describe("suggestions", () => {
  it("reuse the reporter as father when the reporter is the father", () => {
    const answers = { "reporter.relation": "1", "reporter.name": "AHMAD FAUZI", "reporter.nik": "3329010508880001" };
    expect(suggestAnswer(question("father.name"), { answers, config, today })).toBe("AHMAD FAUZI");
    expect(suggestAnswer(question("mother.name"), { answers, config, today })).toBeUndefined();
  });

  it("take a birth date from the NIK, but not where two centuries fit", () => {
    const born = (nik: string) =>
      suggestAnswer(question("mother.birth-date"), { answers: { "mother.nik": nik }, config, today });
    expect(born("3329014508900001")).toBe("1990-08-05");
    expect(born("3329014508200001")).toBeUndefined();
  });

  it("know the tablet's own village", () => {
    const village = "33.29.09.1002";
    expect(suggestAnswer(question("family.village"), { answers: {}, config, today, village })).toBe(village);
  });
});

describe("what is stored", () => {
  it.each([
    ["reporter.nik", "332999-050868.0001", "3329990508680001"],
    ["reporter.phone", "0812 3456 7890", "+6281234567890"],
    ["family.rt", "3", "003"],
    ["child.name", "  Dewi   Lestari ", "Dewi Lestari"],
    ["child.weight", "3200", 3200],
    ["child.weight", "tiga kilo", "tiga kilo"],
    ["child.birth-time", "8.12", "08:12"],
    ["reporter.nik", "belum ada", "belum ada"],
  ])("%s: %j becomes %j", (id, typed, stored) => {
    expect(readAnswer(question(id), typed)).toBe(stored);
  });

  it("is compared by meaning", () => {
    expect(sameAnswer(UNKNOWN, { unknown: true })).toBe(true);
    expect(sameAnswer(["a"], ["a"])).toBe(true);
    expect(sameAnswer("1", 1)).toBe(false);
    expect(sameAnswer(undefined, UNKNOWN)).toBe(false);
  });
});

describe("answers in words", () => {
  it.each([
    ["reporter.nik", "3329990508680001", "332999 050868 0001"],
    ["reporter.nik", UNKNOWN, "Belum punya NIK"],
    ["child.sex", "2", "Perempuan"],
    ["child.sex", "9", "9"],
    ["child.birth-date", "2026-11-24", "Selasa, 24 November 2026"],
    ["mother.birth-date", "1961", "1961"],
    ["child.birth-time", "08:12", "08.12 WIB"],
    ["child.weight", 3200, "3.200 gram"],
    ["child.birth-order", 2, "2"],
    ["birth.has-letter", true, "Ya"],
    ["reporter.phone", "+6281234567890", "0812 3456 7890"],
    ["child.name", undefined, "–"],
  ] as const)("%s: %j reads %s", (id, value, words) => {
    expect(answerText(question(id), value, config)).toBe(words);
  });

  it("show a village with its subdistrict and a place on the form", () => {
    expect(answerText(question("family.village"), "33.29.09.1002", config)).toContain("Kec. Brebes");
    expect(officialText({ form: "F-2.01", section: "Data anak", item: "3" })).toBe("F-2.01 Data anak 3");
  });
});

describe("which documents are needed", () => {
  const needed = (answers: Answers) => requirementsFor(birth, answers, today).map((requirement) => requirement.id);

  it("depends on what people have", () => {
    expect(needed({ "birth.has-letter": true })).toEqual(["form-f201", "surat-lahir", "kk", "saksi"]);
    expect(needed({ "birth.has-letter": false })).toEqual(["form-f201", "form-f203", "kk", "saksi"]);
    expect(needed({ "parents.known": true, "parents.marriage-proof": "2" })).toContain("form-f204");
    expect(needed({ "parents.known": false })).toContain("ba-polisi");
  });

  it("is found through the cards", () => {
    const card = definite(
      config.lifeEvents.find((event) => event.id === "birth"),
      "configured",
    );
    const ids = servicesOf(card, config.services).map((service) => service.id);
    expect(ids.slice(0, 2)).toEqual(["birth-certificate", "kk-add-child"]);
  });
});

describe("the check of a whole application", () => {
  const answers: Answers = {
    "applicant.is-owner": true,
    "applicant.name": "SITI AMINAH",
    "applicant.nik": "3329014508900001",
    "applicant.kk": "3329010101100001",
    "loss.date": "2026",
    "loss.place": UNKNOWN,
    "loss.cause": "Dompet jatuh",
    "police.has-letter": true,
    "police.number": "SKTLK/1/XI/2026",
    "police.date": "2026-11-20",
    "police.station": "Polsek Bumiayu",
    "declaration.loss": true,
  };
  const photos = [photoOf("kk"), photoOf("surat-hilang")];

  it("is passed when every question asked and every document needed is there", () => {
    expect(checkAnswers(ktp, answers, photos, { config, today })).toEqual({
      questions: [],
      requirements: [],
      unasked: [],
      isComplete: true,
    });
  });

  it("names the question and the document that are missing", () => {
    const { "applicant.nik": _, ...without } = answers;
    const check = checkAnswers(ktp, without, [photoOf("kk")], { config, today });
    expect(check.questions).toMatchObject([{ questionId: "applicant.nik", errors: [{ code: "answer-missing" }] }]);
    expect(check.requirements).toMatchObject([{ requirementId: "surat-hilang", code: "photo-missing" }]);
    expect(check.isComplete).toBe(false);
  });

  it("lets a document follow only where the catalogue and the regency allow it", () => {
    const missing = ["surat-hilang"];
    const strict = { ...config, switches: { ...config.switches, allowMissingDocuments: false } };
    expect(checkAnswers(ktp, answers, [photoOf("kk")], { config, today, missing }).isComplete).toBe(true);
    expect(checkAnswers(ktp, answers, [photoOf("kk")], { config: strict, today, missing }).requirements).toMatchObject([
      { code: "may-not-follow" },
    ]);
  });

  it("does not count warnings, and reports answers nobody asked for", () => {
    const check = checkAnswers(ktp, { ...answers, "applicant.nik": "3329994508900001", extra: "x" }, photos, {
      config,
      today,
    });
    expect(check.isComplete).toBe(true);
    expect(check.questions[0]?.warnings).toMatchObject([{ code: "nik-region-unknown" }]);
    expect(check.unasked).toEqual(["extra"]);
  });

  it("refuses more photos of one document than an entry may carry", () => {
    const many = [1, 2, 3, 4, 5, 6, 7].map((page) => photoOf("kk", page));
    expect(
      checkAnswers(ktp, answers, [...many, photoOf("surat-hilang")], { config, today }).requirements,
    ).toMatchObject([{ code: "photos-too-many" }]);
  });

  it("ends as the official form: fields with their place, fixed values, and a tick for each document that is there", () => {
    const rows = officialForm(ktp, answers, [photoOf("surat-hilang")], config, today).flatMap(
      (section) => section.rows,
    );
    expect(rows).toContainEqual(
      expect.objectContaining({
        text: "332901 450890 0001",
        official: { form: "F-1.02", section: "I Data pemohon", item: "NIK" },
      }),
    );
    expect(rows).toContainEqual(expect.objectContaining({ text: "KTP-el hilang", code: "II.C.1" }));
    expect(rows.filter((row) => row.text === "✓").map((row) => row.code)).toEqual(["13"]);
  });
});

describe("the table of sentences", () => {
  it("ends each in a full stop or a question, and warnings in a question", () => {
    for (const text of Object.values(problemTexts)) expect(text).toMatch(/[.?]$/);
  });
});
