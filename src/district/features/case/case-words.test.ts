import { expect, it } from "vitest";
import { brebes } from "../../../../tests/fixtures/kiosk-config.ts";
import { targetText } from "./case-words.ts";

it("a target is called what the form calls it", () => {
  const config = brebes();
  expect(targetText("field:applicant.name", "ktp-el-lost", config)).toBe("Nama pemohon");
  expect(targetText("requirement:kk", "ktp-el-lost", config)).toBe("Kartu Keluarga (KK)");
  expect(targetText("field:of-tomorrow", "ktp-el-lost", config)).toBe("of-tomorrow");
  expect(targetText("field:x", "service-of-tomorrow", config)).toBe("x");
});
