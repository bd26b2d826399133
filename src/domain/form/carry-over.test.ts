import { describe, expect, it } from "vitest";
import { brebes } from "../../../tests/fixtures/kiosk-config.ts";
import { definite } from "../../base/assert.ts";
import type { Attachment } from "../application/content.ts";
import { findService } from "../configuration/configuration.ts";
import type { Answers } from "./answer.ts";
import { UNKNOWN } from "./answer.ts";
import { carryOver, offeredFrom } from "./carry-over.ts";
import { suggestAnswer } from "./prefill.ts";
import { allQuestions, findQuestion } from "./visible-questions.ts";

const config = brebes();
const today = "2026-11-24";
const serviceOf = (id: string) => definite(findService(config, id), id);

const birth: Answers = {
  "reporter.relation": "1",
  "reporter.name": "AHMAD FAUZI",
  "reporter.nik": "3329990508880001",
  "reporter.kk": "3329990101100001",
  "people.all-wni": true,
  "reporter.phone": "+6281234567890",
  "birth.has-letter": true,
  "parents.known": true,
  "parents.marriage-proof": "1",
  "mother.name": "SITI AMINAH",
  "mother.nik": UNKNOWN,
  "child.name": "Dewi Lestari",
  "child.kk": "3329990101100001",
  "child.birth-date": "2026-11-01",
  "kk.wanted": true,
  "family.address": "Dusun Krajan",
  "declaration.change": true,
  // Under a branch that was closed again: nobody said it of this family.
  "head.name": "WARSONO",
};

function photo(requirementId: string): Attachment {
  const bytes = new Uint8Array(32).fill(7);
  return { requirementId, page: 1, blob: bytes, key: bytes, size: 80_000, mime: "image/webp" };
}

const after = (next: string, answers: Answers = birth, attachments: readonly Attachment[] = []) =>
  carryOver({ service: serviceOf("birth-certificate"), answers, attachments }, serviceOf(next), config, today);

describe("a further application of the same family", () => {
  it("is offered who came and where they live, under its own ids", () => {
    expect(after("kk-data-change").answers).toEqual({
      "applicant.name": "AHMAD FAUZI",
      "applicant.nik": "3329990508880001",
      "applicant.kk": "3329990101100001",
      "applicant.phone": "+6281234567890",
      "applicant.address": "Dusun Krajan",
    });
  });

  it("is offered the child only where it is about a child too, and never for the same service again", () => {
    expect(after("kia-under5").answers).toMatchObject({
      "child.name": "Dewi Lestari",
      "child.birth-date": "2026-11-01",
    });
    expect(after("kk-add-child").answers).toMatchObject({ "mother.name": "SITI AMINAH" });
    expect(after("death-certificate").answers).not.toHaveProperty(["mother.name"]);
    expect(after("birth-certificate").answers).not.toHaveProperty(["child.name"]);
    expect(after("birth-certificate").answers).toMatchObject({ "reporter.name": "AHMAD FAUZI" });
  });

  it("is never offered what was not known, not asked, or declared", () => {
    for (const { id } of config.services) {
      const { answers } = after(id);
      expect(Object.values(answers)).not.toContainEqual(UNKNOWN);
      expect(Object.values(answers)).not.toContain("WARSONO");
      expect(Object.keys(answers).filter((each) => each.startsWith("declaration."))).toEqual([]);
    }
  });

  it("is offered the photos of papers that stay the same, and no letter of one matter", () => {
    const photos = [photo("kk"), photo("surat-lahir"), photo("surat-kuasa")];
    expect(after("ktp-el-lost", birth, photos).photos).toEqual([photo("kk")]);
    expect(after("kk-lost", birth, photos).photos).toEqual([]);
  });

  it("suggests what is offered before every other suggestion, says where it is from, and leaves what was answered", () => {
    const carried = after("kk-data-change");
    const name = definite(findQuestion(serviceOf("kk-data-change"), "applicant.name"), "asked");
    const context = { config, today, carried };
    expect(suggestAnswer(name, { ...context, answers: {} })).toBe("AHMAD FAUZI");
    expect(offeredFrom({ answers: {}, carried }, "applicant.name")).toBe("Akta lahir");
    expect(offeredFrom({ answers: { "applicant.name": "X" }, carried }, "applicant.name")).toBeUndefined();
    expect(offeredFrom({ answers: {}, carried }, "applicant.relation")).toBeUndefined();
  });
});

describe("what means the same", () => {
  const same = definite(config.sameAnswers, "configured");
  const questions = config.services.flatMap(allQuestions);

  it("is asked somewhere, in one way, and stands in one list", () => {
    const ids = [...same.comer, ...same.subject].flat();
    expect(new Set(ids).size).toBe(ids.length);
    for (const group of [...same.comer, ...same.subject]) {
      for (const id of group) expect(questions.some((question) => question.id === id)).toBe(true);
      const kinds = questions.filter(({ id }) => group.includes(id)).map(({ kind }) => kind);
      // A postcode is digits in one place and text in another; each is offered to its like.
      if (!group.includes("family.postcode")) expect(new Set(kinds).size).toBe(1);
    }
  });

  it("are papers that some service asks for", () => {
    const papers = config.services.flatMap(({ requirements }) => requirements.map(({ id }) => id));
    for (const id of same.papers) expect(papers).toContain(id);
  });
});
