import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { brebes } from "../../../tests/fixtures/kiosk-config.ts";
import { definite } from "../../base/assert.ts";
import { unwrap } from "../../base/result.ts";
import { findService } from "../configuration/configuration.ts";
import type { CorrectionOf, Draft } from "../draft/draft.ts";
import type { Answers } from "../form/answer.ts";
import { UNKNOWN } from "../form/answer.ts";
import { answerChanges, applyCorrection, changedAttachments } from "./apply-correction.ts";
import { checkFiling } from "./check-filing.ts";
import type { Attachment, Correction, Filing, Statement } from "./content.ts";
import { parseContent } from "./parse-content.ts";
import { correctionDraft, correctsNothing, submitCorrection, submitDraft } from "./submit-draft.ts";
import { summarise } from "./summary.ts";

const config = brebes();
const officer = { id: "o1", name: "Rohmah" };
const filedAt = Date.UTC(2026, 10, 24, 1, 12);
const secret = new Uint8Array(16).fill(7);

function photoOf(requirementId: string, fill = 1, page = 1): Attachment {
  return {
    requirementId,
    page,
    blob: new Uint8Array(32).fill(fill),
    key: new Uint8Array(32).fill(fill),
    size: 80_000,
    mime: "image/webp",
  };
}

const statement: Statement = { version: "1", signedBy: "signature", signature: photoOf("signature", 9) };
const submission = { config, today: "2026-11-24", officer, filedAt, statement };

const answers: Answers = {
  "applicant.is-owner": true,
  "applicant.name": "  SITI   AMINAH ",
  "applicant.nik": "332901 450890 0001",
  "applicant.kk": "3329010101100001",
  "applicant.phone": "0812 3456 7890",
  "applicant.phone-owner": "1",
  "owner.name": "left over from another branch",
  "loss.date": "2026",
  "loss.place": UNKNOWN,
  "loss.cause": "Dompet jatuh",
  "police.has-letter": true,
  "police.number": "SKTLK/1/XI/2026",
  "police.date": "2026-11-20",
  "police.station": "Polsek Bumiayu",
  "declaration.loss": true,
};

const draft: Draft = {
  id: "d1",
  serviceId: "ktp-el-lost",
  configVersion: 1,
  answers,
  attachments: [photoOf("kk", 1), photoOf("surat-hilang", 2), photoOf("surat-kuasa", 3)],
  missing: [],
  position: { step: "sign" },
  createdAt: filedAt,
  updatedAt: filedAt,
  startedBy: officer,
};

function codeOf(changes: Partial<Draft>, more: Partial<typeof submission> = {}): string {
  const result = submitDraft({ ...draft, ...changes }, { ...submission, ...more });
  return result.ok ? "ok" : `${result.code} ${result.detail ?? ""}`.trim();
}

describe("submitting a draft", () => {
  const filing: Filing = { ...unwrap(submitDraft(draft, submission)), secret };

  it("stores one spelling per meaning and only what was asked", () => {
    expect(filing.answers["applicant.name"]).toBe("SITI AMINAH");
    expect(filing.answers["applicant.nik"]).toBe("3329014508900001");
    expect(filing.phone).toBe("+6281234567890");
    expect(filing.answers).not.toHaveProperty("owner.name");
    expect(filing.attachments.map((attachment) => attachment.requirementId)).toEqual(["kk", "surat-hilang"]);
  });

  it("gives a content that passes the district's door unchanged", () => {
    expect(parseContent(structuredClone(filing))).toEqual({ ok: true, value: filing });
  });

  it("is refused while something is missing, and names it without its value", () => {
    expect(codeOf({ answers: { ...answers, "applicant.nik": "3329" } })).toBe("application-incomplete applicant.nik");
    expect(codeOf({ attachments: [photoOf("kk")] })).toBe("application-incomplete surat-hilang");
    expect(codeOf({ attachments: [photoOf("kk")], missing: ["surat-hilang"] })).toBe("ok");
  });

  it("forgets 'to follow' once the document is there", () => {
    const both = submitDraft({ ...draft, missing: ["kk", "nonsense"] }, submission);
    expect(unwrap(both).missing).toEqual([]);
  });

  it("needs a signature, or a cross that an officer saw, where the regency takes one", () => {
    expect(codeOf({}, { statement: { version: "1", signedBy: "signature" } })).toBe("statement-invalid");
    expect(codeOf({}, { statement: { version: "1", signedBy: "cross" } })).toBe("statement-invalid");
    const cross: Statement = { version: "1", signedBy: "cross", witness: officer };
    expect(codeOf({}, { statement: cross })).toBe("ok");
    const strict = { ...config, switches: { ...config.switches, allowCrossAsSignature: false } };
    expect(codeOf({}, { statement: cross, config: strict })).toBe("statement-invalid");
  });

  it("is refused under another configuration or for an unknown service", () => {
    expect(codeOf({ configVersion: 2 })).toBe("configuration-changed");
    expect(codeOf({ serviceId: "nothing" })).toBe("service-unknown nothing");
  });
});

describe("the district's check of a filing", () => {
  const filing: Filing = { ...unwrap(submitDraft(draft, submission)), secret };

  it("finds what the tablet found: nothing", () => {
    expect(checkFiling(filing, config)?.isComplete).toBe(true);
  });

  it("names what a broken tablet let through, and takes it anyway", () => {
    const { "police.date": _, ...without } = filing.answers;
    expect(checkFiling({ ...filing, answers: without }, config)).toMatchObject({
      isComplete: false,
      questions: [{ questionId: "police.date" }],
    });
  });

  it("does not know a service of another configuration", () => {
    expect(checkFiling({ ...filing, serviceId: "nothing" }, config)).toBeUndefined();
  });
});

describe("a correction", () => {
  const filing: Filing = { ...unwrap(submitDraft(draft, submission)), secret };
  const correctionOf: CorrectionOf = {
    applicationId: new Uint8Array(16),
    baseDigest: new Uint8Array(32),
    filing,
    requests: [
      { target: { kind: "requirement", id: "kk" }, reasonTemplate: "photo-unreadable", text: "Foto kurang jelas" },
    ],
  };
  const start = { id: "d2", at: filedAt, officer, configVersion: 1 };

  it("carries only what changed, and applying it gives what the officer saw", () => {
    const fresh = correctionDraft(correctionOf, start);
    const mended: Draft = {
      ...fresh,
      answers: { ...fresh.answers, "loss.cause": "Dicopet", "applicant.is-owner": true },
      attachments: [photoOf("kk", 5), photoOf("kk", 6, 2), photoOf("surat-hilang", 2)],
    };
    const correction = unwrap(submitCorrection(mended, correctionOf, { ...submission, reason: "Foto ulang" }));
    expect(correction.answers).toEqual({ "loss.cause": "Dicopet" });
    expect(correction.attachments.map((attachment) => attachment.requirementId)).toEqual(["kk", "kk"]);
    const after = applyCorrection(filing, correction);
    expect(after.answers["loss.cause"]).toBe("Dicopet");
    expect(after.attachments).toHaveLength(3);
    expect(after.secret).toEqual(filing.secret);
    expect(parseContent(structuredClone(correction))).toEqual({ ok: true, value: correction });
  });

  it("that changes nothing is not sent", () => {
    const result = submitCorrection(correctionDraft(correctionOf, start), correctionOf, submission);
    expect(result).toEqual({ ok: false, code: "nothing-changed" });
  });

  it("that changes nothing is known before it is signed, whatever of it is known here", () => {
    const service = definite(findService(config, filing.serviceId), "configured");
    const nothing = (changed: Partial<Draft>, of: CorrectionOf): boolean =>
      correctsNothing({ ...correctionDraft(of, start), ...changed }, service, submission.today);
    const whole: CorrectionOf = { ...correctionOf, requests: [] };
    expect(nothing({}, whole)).toBe(true);
    // Another spelling, or an answer under a closed branch, is no change.
    expect(nothing({ answers: { ...answers, "owner.name": "SOMEONE" } }, whole)).toBe(true);
    expect(nothing({ answers: { ...answers, "loss.cause": "Dicopet" } }, whole)).toBe(false);
    expect(nothing({ attachments: [photoOf("kk", 5), photoOf("surat-hilang", 2)] }, whole)).toBe(false);

    const named: CorrectionOf = {
      ...correctionOf,
      filing: { ...filing, answers: { "police.station": "Polsek" }, attachments: [] },
      requests: [{ target: { kind: "field", id: "police.station" }, reasonTemplate: "x", text: "" }],
    };
    expect(nothing({}, named)).toBe(true);
    expect(nothing({ answers: { "police.station": " Polsek " } }, named)).toBe(true);
    expect(nothing({ answers: { "police.station": "Polsek Brebes" } }, named)).toBe(false);
    expect(nothing({ attachments: [photoOf("kk", 5)] }, named)).toBe(false);
    expect(correctsNothing(draft, service, submission.today)).toBe(false);
  });

  it("removes an answer with null and fills what was to follow", () => {
    const missing: Filing = { ...filing, missing: ["kk"], attachments: [] };
    const correction: Correction = {
      kind: "correction",
      answers: { "applicant.phone": null, "loss.date": "2025" },
      attachments: [photoOf("kk", 8)],
      officer,
      filedAt,
    };
    const after = applyCorrection(missing, correction);
    expect(after.answers).not.toHaveProperty("applicant.phone");
    expect(after.answers["loss.date"]).toBe("2025");
    expect(after.missing).toEqual([]);
    expect(after.statement).toEqual(filing.statement);
  });

  it("applied to what was before always gives what is after", () => {
    const value = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.array(fc.string(), { maxLength: 2 }),
      fc.constant(UNKNOWN),
    );
    const anyAnswers = fc.dictionary(fc.constantFrom("a", "b", "c", "d", "e"), value);
    fc.assert(
      fc.property(anyAnswers, anyAnswers, (before, after) => {
        const changes = answerChanges(before, after);
        const correction: Correction = { kind: "correction", answers: changes, attachments: [], officer, filedAt };
        expect({ ...applyCorrection({ ...filing, answers: before }, correction).answers }).toEqual({ ...after });
        expect(answerChanges(after, after)).toEqual({});
      }),
    );
  });

  it("is found by comparing before and after", () => {
    expect(answerChanges({ a: "1", b: UNKNOWN, c: true }, { a: "2", b: UNKNOWN, d: 1 })).toEqual({
      a: "2",
      c: null,
      d: 1,
    });
    expect(changedAttachments([photoOf("kk", 1)], [photoOf("kk", 1)])).toEqual([]);
    expect(changedAttachments([photoOf("kk", 1)], [photoOf("kk", 2)])).toHaveLength(1);
  });
});

describe("what was in an envelope", () => {
  const filing: Filing = { ...unwrap(submitDraft(draft, submission)), secret };

  it.each<[string, object]>([
    ["a short secret", { secret: new Uint8Array(15) }],
    ["a secret that is no bytes", { secret: "sixteen letters!" }],
    ["an unknown kind", { kind: "wish" }],
    ["an answer that is an object", { answers: { a: { b: 1 } } }],
    ["an answer with a fraction", { answers: { a: 1.5 } }],
    ["a removed answer outside a correction", { answers: { a: null } }],
    [
      "more answers than any form has",
      { answers: Object.fromEntries(Array.from({ length: 401 }, (_, n) => [`q${n}`, "x"])) },
    ],
    ["an endless text", { answers: { a: "x".repeat(2001) } }],
    ["more photos than an entry names", { attachments: Array.from({ length: 25 }, (_, n) => photoOf("kk", 1, n + 1)) }],
    ["a photo larger than allowed", { attachments: [{ ...photoOf("kk"), size: 500 * 1024 }] }],
    ["a photo of page 0", { attachments: [photoOf("kk", 1, 0)] }],
    ["a time before 1970", { filedAt: -1 }],
    ["no statement", { statement: undefined }],
  ])("is quarantined for %s", (_name, change) => {
    expect(parseContent({ ...filing, ...change })).toMatchObject({ ok: false, code: "content-invalid" });
  });

  it("is quarantined with the place, never with the value", () => {
    const bad = parseContent({ ...filing, answers: { "applicant.name": { secret: "SITI" } } });
    expect(JSON.stringify(bad)).not.toContain("SITI");
    expect(bad).toMatchObject({ detail: "answers.applicant.name" });
  });

  it("never makes the door throw, whatever it is", () => {
    fc.assert(
      fc.property(fc.anything({ withTypedArray: true, withNullPrototype: true }), (value) => {
        expect(parseContent(value).ok).toBe(false);
      }),
    );
  });

  it("may hold fields of a newer tablet, which are left alone", () => {
    expect(parseContent({ ...filing, mood: "good" })).toEqual({ ok: true, value: filing });
  });

  it("may be a withdrawal", () => {
    const withdrawal = { kind: "withdrawal", reason: "Salah orang", officer, filedAt } as const;
    expect(parseContent(withdrawal)).toEqual({ ok: true, value: withdrawal });
  });

  it.each([null, undefined, 1, "x", [], {}])("is quarantined when it is %j", (value) => {
    expect(parseContent(value).ok).toBe(false);
  });
});

describe("the summary of an application", () => {
  it("names people for lists and hides the number", () => {
    const service = definite(findService(config, "ktp-el-lost"), "configured");
    expect(summarise(service, { "applicant.name": "siti aminah", "applicant.nik": "3329014508900001" })).toEqual({
      serviceLabel: "KTP hilang",
      applicantName: "siti aminah",
      applicantNikMasked: "3329••••••••0001",
      initials: "S. A.",
    });
    expect(summarise(service, {}).applicantName).toBe("");
  });
});
