import { describe, expect, it } from "vitest";
import { letterClips, numberClips, spellCode, spellDate, spellDigits, spellNumber, spellTime } from "./number-words.ts";
import { pauseMark } from "./spoken.ts";

const said = (words: readonly string[] | undefined): string | undefined => words?.join(" ");

describe("numbers", () => {
  it.each([
    [0, "nol"],
    [7, "tujuh"],
    [10, "sepuluh"],
    [11, "sebelas"],
    [12, "dua belas"],
    [19, "sembilan belas"],
    [20, "dua puluh"],
    [45, "empat puluh lima"],
    [100, "seratus"],
    [111, "seratus sebelas"],
    [200, "dua ratus"],
    [1000, "seribu"],
    [1001, "seribu satu"],
    [1961, "seribu sembilan ratus enam puluh satu"],
    [2026, "dua ribu dua puluh enam"],
    [3200, "tiga ribu dua ratus"],
    [100_000, "seratus ribu"],
    [101_000, "seratus satu ribu"],
    [1_000_000, "satu juta"],
    [2_500_011, "dua juta lima ratus ribu sebelas"],
  ])("%d is said as people say it", (value, words) => {
    expect(said(spellNumber(value))).toBe(words);
  });

  it("says nothing of what is no count, and reads digit by digit what is too long to be one", () => {
    expect(spellNumber(-1)).toBeUndefined();
    expect(spellNumber(1.5)).toBeUndefined();
    expect(said(spellNumber(1_000_000_000))).toBe("satu nol nol nol nol nol nol nol nol nol");
  });

  it("reads a NIK by its groups", () => {
    expect(said(spellDigits("332999 520561 0001"))).toBe(
      "tiga tiga dua sembilan sembilan sembilan , lima dua nol lima enam satu , nol nol nol satu",
    );
    expect(spellDigits("12a")).toBeUndefined();
    expect(spellDigits("")).toBeUndefined();
  });
});

describe("dates and times", () => {
  it("says as much as is known", () => {
    expect(said(spellDate("2026-11-24"))).toBe("Selasa , tanggal dua puluh empat November dua ribu dua puluh enam");
    expect(said(spellDate("1961-05"))).toBe("Mei seribu sembilan ratus enam puluh satu");
    expect(said(spellDate("1961"))).toBe("seribu sembilan ratus enam puluh satu");
    expect(spellDate("2026-02-30")).toBeUndefined();
  });
  it("says a time", () => {
    expect(said(spellTime("08:12"))).toBe("pukul delapan lewat dua belas menit");
    expect(said(spellTime("00:00"))).toBe("pukul nol");
    expect(spellTime("24:00")).toBeUndefined();
  });
});

it("says a code letter by letter", () => {
  expect(said(spellCode(["k7q", "93"]))).toBe("K tujuh Q , sembilan tiga");
  expect(spellCode(["k7é"])).toBeUndefined();
});

it("composes of nothing but its clips", () => {
  const clips = new Set([...numberClips, ...letterClips, pauseMark]);
  const numbers = Array.from({ length: 3000 }, (_, value) => [value, value * 997, value * 1_000_003]).flat();
  const words = [
    ...numbers.flatMap((value) => spellNumber(value) ?? ["undefined"]),
    ...Array.from({ length: 400 }, (_, day) => new Date(Date.UTC(2026, 0, day)).toISOString().slice(0, 10)).flatMap(
      (date) => spellDate(date) ?? ["undefined"],
    ),
    ...(spellCode(["ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"]) ?? ["undefined"]),
    ...(spellTime("23:59") ?? ["undefined"]),
  ];
  expect(words.filter((word) => !clips.has(word))).toEqual([]);
});
