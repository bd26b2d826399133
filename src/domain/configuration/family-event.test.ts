import { describe, expect, it } from "vitest";
import { definite } from "../../base/assert.ts";
import { brebes } from "../../../tests/fixtures/kiosk-config.ts";
import type { Attachment } from "../application/content.ts";
import { requirementsFor } from "../catalogue/requirements.ts";
import type { Answers } from "../form/answer.ts";
import { officialText } from "../form/answer-text.ts";
import { formsFilled, officialForm } from "../form/official-form.ts";
import { sampleFiling } from "../sample/sample-filing.ts";
import { seededFraction } from "../sample/seeded-fraction.ts";
import { findService } from "./configuration.ts";

const config = brebes();
const today = "2026-11-24";
/** 24 November 2026 08.12 WIB */
const filedAt = Date.UTC(2026, 10, 24, 1, 12);

function attach(requirementId: string, page: number): Attachment {
  const bytes = new Uint8Array(32).fill(page);
  return { requirementId, page, blob: bytes, key: bytes, size: 80_000, mime: "image/webp" };
}

/** Some filings of one service with these answers, and what each says on its forms. */
function file(serviceId: string, answers: Answers) {
  const service = definite(findService(config, serviceId), "configured");
  return [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => {
    const filing = sampleFiling(service, config, seededFraction(seed), { filedAt, attach, answers });
    const sections = officialForm(service, filing.answers, filing.attachments, config, today);
    const rows = sections.flatMap((section) => section.rows);
    return {
      service,
      filing,
      forms: formsFilled(service, sections),
      places: rows.flatMap(({ official }) => (official === undefined ? [] : [officialText(official)])),
      codes: rows.flatMap(({ code, official }) => (official?.form === "F-1.02" && code !== undefined ? [code] : [])),
    };
  });
}

const newborn: Answers = {
  "reporter.relation": "1",
  "birth.has-letter": true,
  "parents.known": true,
  "parents.marriage-proof": "1",
  "child.kk": "3329990101100001",
  "child.birth-date": "2026-11-01",
  "kk.wanted": true,
  "kia.wanted": true,
};

describe("one application for a birth", () => {
  it("fills the forms of the certificate, the family card and the child's card, each under its official codes", () => {
    for (const { forms, codes, places } of file("birth-certificate", newborn)) {
      expect(forms).toEqual(["F-2.01", "F-1.01", "F-1.02", "F-1.06"]);
      expect(codes).toEqual(["I.B.2", "III.A", "2", "3", "1"]);
      expect(places).toEqual(expect.arrayContaining(["F-2.01 Jenis pelaporan 1", "F-1.06 Daftar anggota KK SHDK"]));
    }
  });

  it("leaves family card and child's card out where they are there already, with their forms and ticks", () => {
    const answers = { ...newborn, "kk.wanted": false, "kia.wanted": false };
    for (const { forms, codes } of file("birth-certificate", answers)) {
      expect(forms).toEqual(["F-2.01"]);
      expect(codes).toEqual([]);
    }
  });

  it("offers no child's card to who is 17 or older, and asks nobody for a family card without a number of one", () => {
    for (const { filing } of file("birth-certificate", { ...newborn, "child.birth-date": "2009-11-24" }))
      expect(filing.answers["kia.wanted"]).toBeUndefined();
    for (const { filing, forms } of file("birth-certificate", { ...newborn, "child.kk": { unknown: true } })) {
      expect(filing.answers["kk.wanted"]).toBeUndefined();
      expect(forms).toEqual(["F-2.01"]);
    }
  });

  it("asks for a letter of proxy where a grandparent of another family card asks for the family card", () => {
    const grandparent = { ...newborn, "reporter.relation": "3", "family.same-kk": false };
    for (const { filing } of file("birth-certificate", grandparent))
      expect(filing.attachments.map(({ requirementId }) => requirementId)).toContain("surat-kuasa");
  });
});

describe("one application for a death", () => {
  const widow: Answers = {
    "reporter.relation": "1",
    "family.same-kk": true,
    "kk.wanted": true,
    "deceased.was-head": true,
    "ktp.wanted": true,
  };

  it("fills the forms of the certificate, the family card and the card of who is left", () => {
    for (const { forms, codes } of file("death-certificate", widow)) {
      expect(forms).toEqual(["F-2.01", "F-1.02", "F-1.06"]);
      expect(codes).toEqual(expect.arrayContaining(["I.A.2", "IV.B", "6", "1"]));
    }
  });
});

it.each([
  ["birth-certificate", newborn],
  ["death-certificate", { "kk.wanted": true }],
] as const)("%s asks for every paper once, whatever number of documents it serves", (id, answers) => {
  for (const { service, filing } of file(id, answers)) {
    const names = requirementsFor(service, filing.answers, today)
      .filter(({ capture }) => capture === "photo")
      .map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  }
});
