import { describe, expect, it } from "vitest";
import { brebes } from "../../../tests/fixtures/kiosk-config.ts";
import { findService } from "../configuration/configuration.ts";
import type { AnswerValue, Answers } from "./answer.ts";
import { UNKNOWN } from "./answer.ts";
import type { Check, Question } from "./question.ts";
import { validateAnswer } from "./validate-answer.ts";
import { findQuestion } from "./visible-questions.ts";

const config = brebes();
const today = "2026-11-24";
const base = { id: "it", ask: "Apa ini?", label: "Ini" };

const nik: Question = { ...base, kind: "nik" };
const kk: Question = { ...base, kind: "kk-number" };
const day: Question = { ...base, kind: "date", precision: "day" };
const weight: Question = { ...base, kind: "integer", unit: "gram", min: 100, max: 9999, usualMin: 300, usualMax: 7000 };

function textsOf(question: Question, value: AnswerValue | undefined, answers: Answers = {}) {
  const { errors, warnings } = validateAnswer(question, value, { answers, config, today });
  return { errors: errors.map((each) => each.text), warnings: warnings.map((each) => each.text) };
}

function codesOf(question: Question, value: AnswerValue | undefined, answers: Answers = {}) {
  const { errors, warnings } = validateAnswer(question, value, { answers, config, today });
  return [...errors, ...warnings].map((each) => each.code);
}

describe("the sentence says what is wrong and what to do", () => {
  it.each<[Question, AnswerValue, string]>([
    [nik, "332901050868000", "Baru 15 angka. Kurang satu angka."],
    [nik, "332901", "Baru 6 angka. Kurang sepuluh angka."],
    [nik, "33290105086800012", "Ada 17 angka. Lebih satu angka."],
    [kk, "3329010101", "Baru 10 angka. Kurang enam angka."],
    [{ ...base, kind: "yes-no", mustBe: true, refusal: "Pindah dulu." }, false, "Pindah dulu."],
    [weight, 20_000, "Terlalu besar. Paling banyak 9999 gram."],
    [{ ...base, kind: "name", rule: "new" }, "a".repeat(61), "Nama ini 61 huruf. Paling banyak 60 huruf dengan spasi."],
  ])("%#", (question, value, text) => {
    expect(textsOf(question, value).errors).toEqual([text]);
  });
});

describe("an answer", () => {
  it("that is missing blocks unless the question may be skipped", () => {
    expect(codesOf(nik, undefined)).toEqual(["answer-missing"]);
    expect(codesOf(nik, "")).toEqual(["answer-missing"]);
    expect(codesOf({ ...nik, optional: true }, undefined)).toEqual([]);
  });

  it("of 'belum punya' counts only where it is offered", () => {
    expect(codesOf({ ...nik, unknown: "Belum punya NIK" }, UNKNOWN)).toEqual([]);
    expect(codesOf(nik, UNKNOWN)).toEqual(["unknown-not-offered"]);
  });

  it.each<[string, Question, AnswerValue, readonly string[]]>([
    ["of another type", nik, 3329, ["answer-type"]],
    ["that is a list", nik, ["1"], ["answer-type"]],
    ["that is no whole number", weight, 3.2, ["number-invalid"]],
    ["that is an unusual number", weight, 250, ["number-unusual"]],
    ["in the list", { ...base, kind: "code", list: "agama" }, "1", []],
    ["of several in the list", { ...base, kind: "codes", list: "agama" }, ["1", "3"], []],
    ["of several, one outside", { ...base, kind: "codes", list: "agama" }, ["1", "8"], ["code-not-in-list"]],
    ["of several, none chosen", { ...base, kind: "codes", list: "agama" }, [], ["answer-missing"]],
    ["of several, as a text", { ...base, kind: "codes", list: "agama" }, "1", ["answer-type"]],
    ["of digits", { ...base, kind: "digits", digitsMin: 5, digitsMax: 5 }, "52 212", []],
    ["of too few digits", { ...base, kind: "digits", digitsMin: 5, digitsMax: 5 }, "5221", ["digits-too-few"]],
    ["of too many digits", { ...base, kind: "digits", digitsMin: 5, digitsMax: 5 }, "522120", ["digits-too-many"]],
    ["outside the list", { ...base, kind: "code", list: "agama" }, "8", ["code-not-in-list"]],
    ["of 24 o'clock", { ...base, kind: "time" }, "24:00", ["time-invalid"]],
    ["of midnight", { ...base, kind: "time" }, "00:00", []],
    ["of an unknown village", { ...base, kind: "village" }, "33.29.09.9999", ["village-unknown"]],
    ["of four digits for RT", { ...base, kind: "rt-rw" }, "0001", ["rt-rw-invalid"]],
    ["that refuses a declaration", { ...base, kind: "yes-no", mustBe: true }, false, ["declaration-refused"]],
    ["of no to a question", { ...base, kind: "yes-no" }, false, []],
    ["of spaces only", { ...base, kind: "text" }, "   ", ["answer-missing"]],
    ["longer than its field", { ...base, kind: "text", lettersMax: 3 }, "abcd", ["text-too-long"]],
  ])("%s", (_name, question, value, codes) => {
    expect(codesOf(question, value)).toEqual(codes);
  });
});

describe("a date with bounds", () => {
  const child: Question = { ...day, yearsBackMax: 17 };
  const plan: Question = { ...day, mayBeFuture: true, yearsAheadMax: 1 };

  it("is taken up to the very day, and refused in words beyond it", () => {
    expect(codesOf(child, "2009-11-24")).toEqual([]);
    expect(textsOf(child, "2009-11-23").errors).toEqual([
      "Tanggal ini lebih dari 17 tahun yang lalu. Mohon periksa tahunnya.",
    ]);
    expect(codesOf(plan, "2027-11-24")).toEqual([]);
    expect(textsOf(plan, "2027-11-25").errors).toEqual([
      "Tanggal ini masih lebih dari 1 tahun lagi. Mohon periksa tahunnya.",
    ]);
  });

  it("is not refused for what is not known of it", () => {
    const known: Question = { ...child, precision: "year" };
    expect(codesOf(known, "2009")).toEqual([]);
    expect(codesOf(known, "2009-11")).toEqual([]);
    expect(codesOf(known, "2009-10")).toEqual(["date-too-far-back"]);
    expect(codesOf({ ...plan, precision: "year" }, "2027")).toEqual([]);
  });

  it("is never refused for being unusual: a birth may be registered at any age", () => {
    expect(codesOf({ ...day, yearsBackUsual: 6 }, "1948-02-29")).toEqual([]);
    const services = ["birth-certificate", "kk-add-child"].flatMap((id) => findService(config, id) ?? []);
    const births = services.flatMap((service) => findQuestion(service, "child.birth-date") ?? []);
    expect(births).toHaveLength(2);
    for (const birth of births)
      expect(validateAnswer(birth, "1948-02-29", { answers: {}, config, today }).errors).toEqual([]);
  });
});

describe("a date", () => {
  it.each<[AnswerValue, "day" | "month" | "year", readonly string[]]>([
    ["2026-11-24", "day", []],
    ["2026-11-25", "day", ["date-in-future"]],
    ["2026-12", "month", ["date-in-future"]],
    ["2026", "year", []],
    ["2026-02-29", "day", ["date-invalid"]],
    ["1961", "day", ["date-not-full"]],
    ["1961-05", "day", ["date-not-full"]],
    ["1961", "month", ["date-month-needed"]],
    ["1961-05", "month", []],
    ["1899-12-31", "day", ["date-too-old"]],
  ])("%s where precision is %s: %j", (value, precision, codes) => {
    expect(codesOf({ ...base, kind: "date", precision }, value)).toEqual(codes);
  });
});

describe("rules between answers", () => {
  const dated = (check: Check): Question => ({ ...day, checks: [check] });

  it("refuse a witness who is the reporter, however the number is spaced", () => {
    const witness: Question = { ...nik, checks: [{ check: "different", field: "reporter.nik", who: "pelapor" }] };
    expect(textsOf(witness, "3329010508680001", { "reporter.nik": "332901 050868 0001" }).errors).toEqual([
      "NIK ini sama dengan NIK pelapor. Harus orang lain.",
    ]);
    expect(codesOf(witness, "3329010508680001", { "reporter.nik": UNKNOWN })).toEqual([]);
  });

  it("ask back when birth date or sex disagree with the NIK, and never block", () => {
    const born = dated({ check: "agrees-with-nik", field: "nik" });
    const sex: Question = {
      ...base,
      kind: "code",
      list: "jenis_kelamin",
      checks: [{ check: "agrees-with-nik", field: "nik" }],
    };
    const answers = { nik: "3329014508680001" };
    expect(validateAnswer(born, "1968-08-06", { answers, config, today })).toMatchObject({
      errors: [],
      warnings: [{ code: "date-not-as-nik" }],
    });
    expect(codesOf(born, "1968-08-05", answers)).toEqual([]);
    expect(codesOf(sex, "1", answers)).toEqual(["sex-not-as-nik"]);
    expect(codesOf(sex, "2", answers)).toEqual([]);
  });

  it("take a year alone as agreeing with the NIK", () => {
    const born: Question = { ...day, precision: "year", checks: [{ check: "agrees-with-nik", field: "nik" }] };
    expect(codesOf(born, "1968", { nik: "3329014508680001" })).toEqual([]);
    expect(codesOf(born, "1969", { nik: "3329014508680001" })).toEqual(["date-not-as-nik"]);
  });

  it("ask back about the father's number in the mother's place", () => {
    expect(textsOf({ ...nik, checks: [{ check: "nik-sex", sex: "female" }] }, "3329010508680001").warnings).toEqual([
      "Menurut NIK ini jenis kelaminnya laki-laki. Betul?",
    ]);
  });

  it("ask back about a mother of nine or of sixty-one", () => {
    const born = dated({ check: "older", field: "mother", who: "ibu", yearsMin: 10, yearsMax: 60 });
    expect(codesOf(born, "2026-11-01", { mother: "2017-01-01" })).toEqual(["parent-too-young"]);
    expect(codesOf(born, "2026-11-01", { mother: "1965-01-01" })).toEqual(["parent-too-old"]);
    expect(codesOf(born, "2026-11-01", { mother: "1990" })).toEqual([]);
    expect(codesOf(born, "2026-11-01", { mother: "2027-01-01" })).toEqual(["parent-too-young"]);
    expect(codesOf(born, "2026-11-01", { mother: UNKNOWN })).toEqual([]);
  });

  it("call a birth reported after sixty days late, and take it", () => {
    const born = dated({ check: "reported-within", days: 60 });
    expect(codesOf(born, "2026-09-25")).toEqual([]);
    expect(codesOf(born, "2026-09-24")).toEqual(["reported-late"]);
  });

  it("refuse a police letter older than the loss, as precisely as the loss is known", () => {
    const letter = dated({ check: "not-before", field: "loss", what: "waktu hilang" });
    expect(codesOf(letter, "2026-11-01", { loss: "2026-11-02" })).toEqual(["date-before"]);
    expect(codesOf(letter, "2026-11-01", { loss: "2026-11" })).toEqual([]);
    expect(codesOf(letter, "2026-10-31", { loss: "2026-11" })).toEqual(["date-before"]);
  });

  it("ask back about a number that is NIK and KK at once", () => {
    const number: Question = { ...kk, checks: [{ check: "not-same-number", field: "nik" }] };
    expect(codesOf(number, "3329010508680001", { nik: "3329010508680001" })).toEqual(["same-number"]);
  });

  it("ask back about somebody too young", () => {
    expect(textsOf(dated({ check: "age-at-least", years: 17 }), "2010-01-01").warnings).toEqual([
      "Menurut angka ini umurnya belum 17 tahun. Betul?",
    ]);
    const number: Question = { ...nik, checks: [{ check: "age-at-least", years: 17 }] };
    expect(codesOf(number, "3329010101200001")).toEqual([]);
    expect(codesOf(number, "3329010101870001")).toEqual([]);
    expect(codesOf({ ...nik, checks: [{ check: "age-at-least", years: 107 }] }, "3329010101200001")).toEqual([
      "too-young",
    ]);
  });
});
