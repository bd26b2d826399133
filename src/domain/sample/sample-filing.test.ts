import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Attachment } from "../application/content.ts";
import { parseContent } from "../application/parse-content.ts";
import { brebes } from "../../../tests/fixtures/kiosk-config.ts";
import { checkAnswers } from "../form/check-answers.ts";
import { allQuestions } from "../form/visible-questions.ts";
import { sampleFiling } from "./sample-filing.ts";
import { seededFraction } from "./seeded-fraction.ts";

const config = brebes();
/** 24 November 2026 08.12 WIB */
const filedAt = Date.UTC(2026, 10, 24, 1, 12);

function attach(requirementId: string, page: number): Attachment {
  const bytes = new Uint8Array(32).fill(page);
  return { requirementId, page, blob: bytes, key: bytes, size: 80_000, mime: "image/webp" };
}

describe.each(config.services)("a sample of $id", (service) => {
  it("passes the check of the whole application without errors, with and without photos", () => {
    fc.assert(
      fc.property(fc.integer(), fc.boolean(), (seed, withPhotos) => {
        const filing = sampleFiling(
          service,
          config,
          seededFraction(seed),
          withPhotos ? { filedAt, attach } : { filedAt },
        );
        const check = checkAnswers(service, filing.answers, filing.attachments, {
          config,
          today: "2026-11-24",
          missing: filing.missing,
        });
        expect(check.isComplete).toBe(true);
        expect(check.unasked).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it("passes the door for opened envelopes unchanged", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const filing = sampleFiling(service, config, seededFraction(seed), { filedAt, attach });
        expect(parseContent(filing)).toEqual({ ok: true, value: filing });
      }),
      { numRuns: 50 },
    );
  });

  it("is the same for the same seed and another for another", () => {
    const [one, again, other] = [1, 1, 2].map((seed) =>
      sampleFiling(service, config, seededFraction(seed), { filedAt }),
    );
    expect(again).toEqual(one);
    expect(other?.answers).not.toEqual(one?.answers);
  });

  it("holds only numbers of people that nobody has", () => {
    const numbers = Array.from({ length: 20 }, (_, seed) => {
      const filing = sampleFiling(service, config, seededFraction(seed), { filedAt });
      return allQuestions(service)
        .filter((question) => question.kind === "nik" || question.kind === "kk-number")
        .flatMap((question) => filing.answers[question.id] ?? [])
        .filter((value) => typeof value === "string");
    }).flat();
    // Of several people: one alone may have complained without a name.
    expect(numbers.length).toBeGreaterThan(0);
    for (const number of numbers) expect(number).toMatch(/^332999/);
  });
});
