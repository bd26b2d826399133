import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { brebes } from "../../../tests/fixtures/kiosk-config.ts";
import type { Nik } from "./nik.ts";
import { describeNik, findNikBirthDate, readNik } from "./nik.ts";

const today = "2026-11-24";
const { areas, regions } = brebes();

function read(text: string): Nik {
  const nik = readNik(text, { today, areas, regions });
  if (!nik.ok) throw new Error(nik.code);
  return nik.value;
}

function codeOf(text: string): string {
  const nik = readNik(text, { today });
  return nik.ok ? "ok" : nik.code;
}

describe("a NIK that cannot be one", () => {
  it.each([
    ["332999050868000", "nik-too-short"],
    ["33299905086800011", "nik-too-long"],
    ["3329990508680OO1", "nik-not-digits"],
    ["", "nik-not-digits"],
    ["1111111111111111", "nik-impossible"],
    ["0029990508680001", "nik-impossible"],
  ])("%s is refused: %s", (text, code) => {
    expect(codeOf(text)).toBe(code);
  });
});

describe("a NIK tells", () => {
  it("a man's birth date and sex", () => {
    expect(read("3329990508680001")).toMatchObject({ sex: "male", birthDates: ["1968-08-05"], regionCode: "332999" });
  });

  it("a woman's: forty is added to her day", () => {
    expect(read("3329994508680001")).toMatchObject({ sex: "female", day: 5, birthDates: ["1968-08-05"] });
  });

  it("the leap day of the only leap year that fits", () => {
    expect(read("3329996902000001").birthDates).toEqual(["2000-02-29"]);
  });

  it("two birth dates where both centuries are past, and then none for certain", () => {
    const nik = read("3329990101200001");
    expect(nik.birthDates).toEqual(["1920-01-01", "2020-01-01"]);
    expect(findNikBirthDate(nik)).toBeUndefined();
  });

  it("the same however it is typed", () => {
    expect(read(" 332999-050868.0001 ").digits).toBe("3329990508680001");
  });
});

describe("a NIK that looks wrong is only a warning", () => {
  it.each([
    ["9929990508680001", ["nik-province-unknown"]],
    ["3388010508680001", ["nik-region-unknown"]],
    ["3329990508680001", ["nik-region-unknown"]],
    ["3329010508680001", []],
    ["3208010508680001", []],
    ["3329013208680001", ["nik-date-impossible"]],
    ["3329010008680001", ["nik-date-impossible"]],
    ["3329017208680001", ["nik-date-impossible"]],
    ["3329010500680001", ["nik-date-impossible"]],
    ["3329010513680001", ["nik-date-impossible"]],
    ["3329013102680001", ["nik-day-not-in-month"]],
    ["3329012902010001", ["nik-day-not-in-month"]],
    ["3329010508680000", ["nik-serial-zero"]],
  ])("%s: %j", (text, warnings) => {
    expect(read(text).warnings).toEqual(warnings);
  });

  it("judges only provinces when it is given no names of regions", () => {
    const nik = readNik("3388010508680001", { today });
    expect(nik.ok && nik.value.warnings).toEqual([]);
  });
});

describe("read back to the person", () => {
  it.each([
    ["3329015205610001", "Perempuan, lahir 12 Mei 1961, terbit di Brebes"],
    ["3208010508680001", "Laki-laki, lahir 5 Agustus 1968, terbit di Kuningan"],
    ["3376014101200001", "Perempuan, lahir 1 Januari 1920 atau 2020, terbit di Kota Tegal"],
    ["3329013208680001", "Terbit di Brebes"],
    ["9929013208680001", "Nomor ini belum bisa dibaca"],
  ])("%s → %s", (text, words) => {
    expect(describeNik(read(text))).toBe(words);
  });
});

describe("every well-made NIK", () => {
  it("gives back the birth date and sex it was made of", () => {
    const date = fc.date({ min: new Date("1927-01-01"), max: new Date("1999-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(date, fc.boolean(), fc.integer({ min: 1, max: 9999 }), (born, isFemale, serial) => {
        const iso = born.toISOString().slice(0, 10);
        const day = String(born.getUTCDate() + (isFemale ? 40 : 0)).padStart(2, "0");
        const text = `332901${day}${iso.slice(5, 7)}${iso.slice(2, 4)}${String(serial).padStart(4, "0")}`;
        const nik = read(text);
        expect(nik.birthDates[0]).toBe(iso);
        expect(nik.sex).toBe(isFemale ? "female" : "male");
        expect(nik.warnings).toEqual([]);
      }),
    );
  });

  it("never makes the reader throw, and never tells a birth that is still to come", () => {
    const typed = fc.oneof(fc.string(), fc.stringMatching(/^\d{16}$/));
    fc.assert(
      fc.property(typed, (text) => {
        const nik = readNik(text, { today, areas, regions });
        const birthDates = nik.ok ? nik.value.birthDates : [];
        expect(birthDates.filter((date) => date > today)).toEqual([]);
      }),
    );
  });
});
