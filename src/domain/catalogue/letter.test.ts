import { describe, expect, it } from "vitest";
import { brebes } from "../../../tests/fixtures/kiosk-config.ts";
import { definite } from "../../base/assert.ts";
import { submitDraft } from "../application/submit-draft.ts";
import { findLetter, findService } from "../configuration/configuration.ts";
import type { Draft } from "../draft/draft.ts";
import { checkAnswers } from "../form/check-answers.ts";
import { sampleAnswers } from "../sample/sample-filing.ts";
import { seededFraction } from "../sample/seeded-fraction.ts";
import { askedLike, letterNumber, writeLetter } from "./letter.ts";

const config = brebes();
const letters = config.letters ?? [];
const today = "2026-11-25";
const filedAt = Date.UTC(2026, 10, 25, 3);
const village = "33.29.01.2001";

const words = (written: ReturnType<typeof writeLetter>): string =>
  written.parts
    .map((part) => ("text" in part ? part.text : part.rows.map(({ label, value }) => `${label}: ${value}`).join("\n")))
    .join("\n");

describe("every letter of the village", () => {
  it.each(letters.map((letter) => [letter.id, letter] as const))("%s is written from what it asks", (_id, letter) => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const service = askedLike(letter);
      const answers = sampleAnswers(service, config, seededFraction(seed), { filedAt, village });
      expect(checkAnswers(service, answers, [], { config, today }).isComplete).toBe(true);
      const text = words(writeLetter(letter, answers, { config, today, village }));
      const name = answers[letter.roles.applicantName];
      if (typeof name === "string") expect(text).toContain(name);
      expect(text).not.toMatch(/\[|\]|undefined|\{/);
    }
  });

  it("is none of the services, and cannot be filed with the district", () => {
    for (const letter of letters) {
      expect(findService(config, letter.id)).toBeUndefined();
      const draft: Draft = {
        id: "00".repeat(16),
        serviceId: letter.id,
        configVersion: config.version,
        answers: sampleAnswers(askedLike(letter), config, seededFraction(1), { filedAt }),
        attachments: [],
        missing: [],
        position: { step: "sign" },
        createdAt: filedAt,
        updatedAt: filedAt,
        startedBy: { id: "o1", name: "Petugas" },
      };
      const filed = submitDraft(draft, {
        config,
        today,
        officer: draft.startedBy,
        filedAt,
        statement: { version: "1", signedBy: "cross", witness: draft.startedBy },
      });
      expect(filed).toMatchObject({ ok: false, code: "service-unknown" });
    }
  });
});

describe("a letter", () => {
  const poor = definite(findLetter(config, "village-letter-poor"), "the letter for the poor");

  it("names the village as it is: a desa has a kepala, a kelurahan a lurah", () => {
    const desa = writeLetter(poor, {}, { config, today, village });
    expect(desa.signerTitle).toMatch(/^Kepala Desa /);
    const kelurahan = definite(
      config.areas.subdistricts.flatMap(({ villages }) => villages).find(({ type }) => type === "kelurahan"),
      "a kelurahan",
    );
    const city = writeLetter(poor, {}, { config, today, village: kelurahan.code });
    expect(city.signerTitle).toBe(`Lurah ${kelurahan.name}`);
  });

  it("leaves dots for the pen where a sentence has no answer, and no row for it", () => {
    const text = words(writeLetter(poor, {}, { config, today, village }));
    expect(text).toContain("…………");
    expect(text).not.toContain("NIK:");
  });

  it("has a number that no other tablet of the village gives", () => {
    expect(letterNumber("470", { count: 12, tablet: "T7", date: "2026-11-25" })).toBe("470/012/T7/XI/2026");
    expect(letterNumber("474.1", { count: 1000, tablet: "T8", date: "2026-01-02" })).toBe("474.1/1000/T8/I/2026");
  });
});
