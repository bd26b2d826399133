import { describe, expect, it } from "vitest";
import { digitsOf, groupDigits, nikGroups, padKeyOf, pressKey } from "./digits.ts";

describe("grouping", () => {
  it("shows a NIK as 6-6-4", () => {
    expect(groupDigits("3329995205610003", nikGroups)).toBe("332999 520561 0003");
  });
  it("shows half a NIK without a trailing blank", () => {
    expect(groupDigits("332999", nikGroups)).toBe("332999");
    expect(groupDigits("3329995", nikGroups)).toBe("332999 5");
    expect(groupDigits("", nikGroups)).toBe("");
  });
  it("keeps digits beyond the groups as a last group", () => {
    expect(groupDigits("1234567", [2, 2])).toBe("12 34 567");
  });
  it("takes the digits of a pasted NIK with dots and blanks, and no more than fit", () => {
    expect(digitsOf("33.2999 520561-0003 99", 16)).toBe("3329995205610003");
  });
});

describe("keys", () => {
  const nik = { digitsMax: 16 };
  const weight = { digitsMax: 2, decimals: 1 };
  it("add a digit until the number is full", () => {
    expect(pressKey("12", "3", nik)).toBe("123");
    expect(pressKey("3329995205610003", "1", nik)).toBe("3329995205610003");
  });
  it("erase one digit or all", () => {
    expect(pressKey("123", "erase", nik)).toBe("12");
    expect(pressKey("", "erase", nik)).toBe("");
    expect(pressKey("123", "erase-all", nik)).toBe("");
  });
  it("take one comma, only after a digit and only where decimals are wanted", () => {
    expect(pressKey("3", ",", weight)).toBe("3,");
    expect(pressKey("3,", ",", weight)).toBe("3,");
    expect(pressKey("", ",", weight)).toBe("");
    expect(pressKey("3", ",", nik)).toBe("3");
  });
  it("stop after the allowed decimals", () => {
    expect(pressKey("3,2", "5", weight)).toBe("3,2");
    expect(pressKey("3,", "2", weight)).toBe("3,2");
  });
  it("of a hardware keyboard work, and leave letters and Tab alone", () => {
    expect(padKeyOf("7")).toBe("7");
    expect(padKeyOf("Backspace")).toBe("erase");
    expect(padKeyOf(".")).toBe(",");
    expect(padKeyOf("Tab")).toBeUndefined();
    expect(padKeyOf("a")).toBeUndefined();
  });
});
