import { expect, it } from "vitest";
import { brebes } from "../../../../tests/fixtures/kiosk-config.ts";
import { reasonTemplatesFor } from "../../../domain/configuration/configuration.ts";
import { consequences, missingPaperWord, missingPapers, targetText, templatesFor } from "./case-words.ts";

it("a target is called what the form calls it", () => {
  const config = brebes();
  expect(targetText("field:applicant.name", "ktp-el-lost", config)).toBe("Nama pemohon");
  expect(targetText("requirement:kk", "ktp-el-lost", config)).toBe("Kartu Keluarga (KK)");
  expect(targetText("field:of-tomorrow", "ktp-el-lost", config)).toBe("of-tomorrow");
  expect(targetText("field:x", "service-of-tomorrow", config)).toBe("x");
});

it("a paper that is not there is named, and follows until the office decides", () => {
  expect(missingPapers({ serviceId: "ktp-el-lost", missing: ["kk"] }, brebes())).toEqual([
    { id: "kk", name: "Kartu Keluarga (KK)" },
  ]);
  expect(missingPaperWord("corrected")).toBe("Menyusul");
  expect(missingPaperWord("accepted")).toBe("Tanpa");
});

it("a paper that is not there is asked for in the words that fit, and by any other", () => {
  const first = (target: string) => templatesFor(target, { missing: ["kk"] }, brebes())[0]?.id;
  expect(first("requirement:kk")).toBe("paper-awaited");
  expect(first("requirement:surat-hilang")).toBe("photo-unreadable");
  expect(templatesFor("requirement:kk", { missing: ["kk"] }, brebes())).toHaveLength(
    reasonTemplatesFor(brebes(), "requirement").length,
  );
});

it("who accepts is told which papers can no longer come", () => {
  expect(consequences("accept", ["Kartu Keluarga (KK)"])[0]).toContain("Belum masuk: Kartu Keluarga (KK).");
  expect(consequences("accept", [])).toHaveLength(1);
  expect(consequences("reject", ["Kartu Keluarga (KK)"])).toEqual(consequences("reject", []));
  expect(consequences("ask-correction", ["Kartu Keluarga (KK)"])).toEqual([]);
});
