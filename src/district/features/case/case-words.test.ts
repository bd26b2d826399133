import { expect, it } from "vitest";
import { brebes } from "../../../../tests/fixtures/kiosk-config.ts";
import { consequences, missingPaperWord, missingPapers, targetText } from "./case-words.ts";

it("a target is called what the form calls it", () => {
  const config = brebes();
  expect(targetText("field:applicant.name", "ktp-el-lost", config)).toBe("Nama pemohon");
  expect(targetText("requirement:kk", "ktp-el-lost", config)).toBe("Kartu Keluarga (KK)");
  expect(targetText("field:of-tomorrow", "ktp-el-lost", config)).toBe("of-tomorrow");
  expect(targetText("field:x", "service-of-tomorrow", config)).toBe("x");
});

it("a paper that is not there is named, and follows until the office decides", () => {
  expect(missingPapers({ serviceId: "ktp-el-lost", missing: ["kk"] }, brebes())).toEqual(["Kartu Keluarga (KK)"]);
  expect(missingPaperWord("corrected")).toBe("Menyusul");
  expect(missingPaperWord("accepted")).toBe("Tanpa");
});

it("who accepts is told which papers can no longer come", () => {
  expect(consequences("accept", ["Kartu Keluarga (KK)"])[0]).toContain("Belum masuk: Kartu Keluarga (KK).");
  expect(consequences("accept", [])).toHaveLength(1);
  expect(consequences("reject", ["Kartu Keluarga (KK)"])).toEqual(consequences("reject", []));
  expect(consequences("ask-correction", ["Kartu Keluarga (KK)"])).toEqual([]);
});
