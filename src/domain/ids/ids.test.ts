import { describe, expect, it } from "vitest";
import { groupDigits, identityGroups } from "./digits.ts";
import { readKkNumber } from "./kk-number.ts";
import { maskNumber } from "./mask.ts";
import { checkName, initials, normaliseName, printName } from "./name.ts";
import { phoneText, readPhone } from "./phone.ts";

describe("a KK number", () => {
  it.each([
    ["3329 9901 0110 0001", { ok: true, value: "3329990101100001" }],
    ["332999010110000", { ok: false, code: "kk-too-short" }],
    ["33299901011000011", { ok: false, code: "kk-too-long" }],
    ["KK 3329990101100001", { ok: false, code: "kk-not-digits" }],
    ["0000000000000000", { ok: false, code: "kk-impossible" }],
  ])("%s → %j", (text, result) => {
    expect(readKkNumber(text)).toEqual(result);
  });
});

describe("a phone number is kept as E.164", () => {
  it.each([
    ["0812-3456-7890", "+6281234567890"],
    ["81234567890", "+6281234567890"],
    ["6281234567890", "+6281234567890"],
    ["+62 812 3456 7890", "+6281234567890"],
    ["+62 0812 3456 7890", "+6281234567890"],
    ["0283 671234", "+62283671234"],
  ])("%s → %s", (text, phone) => {
    expect(readPhone(text)).toEqual({ ok: true, value: phone });
  });

  it.each(["", "0812", "+44 7911 123456", "08012345678", "081234567890123", "nomor saya"])("%s is none", (text) => {
    expect(readPhone(text)).toEqual({ ok: false, code: "phone-invalid" });
  });

  it("is read in groups of four", () => {
    expect(phoneText("+6281234567890")).toBe("0812 3456 7890");
  });
});

describe("a name that is registered", () => {
  it("stays as the document has it: one word, dots, apostrophes, more than sixty letters", () => {
    for (const name of ["Warsono", "H. Ma'ruf", "Siti ".repeat(20).trim()]) {
      expect(checkName(name, "existing")).toEqual({ errors: [], warnings: [] });
    }
  });

  it("is asked about when it holds digits", () => {
    expect(checkName("Budi 2", "existing").warnings).toEqual(["name-has-digits"]);
  });
});

describe("a new name (Permendagri 73/2022)", () => {
  it("may have sixty letters with spaces and not one more", () => {
    const sixty = `${"a".repeat(29)} ${"b".repeat(30)}`;
    expect(checkName(sixty, "new").errors).toEqual([]);
    expect(checkName(`${sixty}b`, "new").errors).toEqual(["new-name-too-long"]);
  });

  it.each(["Ma'ruf Amin", "Budi 2", "Dewi.", "Siti-Aminah"])("%s is refused: no digits, no punctuation", (name) => {
    expect(checkName(name, "new").errors).toEqual(["new-name-not-letters"]);
  });

  it("takes the letters of Latin script with their marks", () => {
    expect(checkName("Zoë Müller", "new").errors).toEqual([]);
  });

  it("is advised, not forced, to have two words and no abbreviation", () => {
    expect(checkName("Dewi", "new")).toEqual({ errors: [], warnings: ["new-name-one-word"] });
    expect(checkName("Muh Fauzi", "new").warnings).toEqual([]);
    expect(checkName("Mhd Fauzi", "new").warnings).toEqual(["new-name-abbreviated"]);
    expect(checkName("A Fauzi", "new").warnings).toEqual(["new-name-abbreviated"]);
  });
});

describe("spelling", () => {
  it("collapses spaces and composes letters", () => {
    expect(normaliseName("  Siti \t Aminah\u0065\u0301 ")).toBe("Siti Aminah\u0065\u0301".normalize("NFC"));
  });

  it("prints upper case and shows initials on slips", () => {
    expect(printName("siti  aminah")).toBe("SITI AMINAH");
    expect(initials("siti  aminah")).toBe("S. A.");
  });

  it("masks the middle of a number and hides short ones whole", () => {
    expect(maskNumber("3329990508680001")).toBe("3329••••••••0001");
    expect(maskNumber("12345678")).toBe("••••••••");
  });

  it("groups NIK and KK 6-6-4", () => {
    expect(groupDigits("3329990508680001", identityGroups)).toBe("332999 050868 0001");
    expect(groupDigits("3329990", identityGroups)).toBe("332999 0");
    expect(groupDigits("33299905086800012", identityGroups)).toBe("332999 050868 0001 2");
  });
});
