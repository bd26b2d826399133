import { describe, expect, it } from "vitest";
import { foldText, rankOptions } from "./search-rank.ts";

const options = [
  { value: "1", label: "Losari Kidul", detail: "Kec. Losari" },
  { value: "2", label: "Jatibarang Kidul", detail: "Kec. Jatibarang" },
  { value: "3", label: "Kidulan", detail: "Kec. Brebes" },
  { value: "4", label: "Gununglarang", detail: "Kec. Salem" },
  { value: "5", label: "Gunung Jaya", detail: "Kec. Salem" },
];
const found = (query: string): readonly string[] => rankOptions(query, options).map(({ value }) => value);

describe("search", () => {
  it("puts names that begin so before names with a word that begins so, in the given order", () => {
    expect(found("kidul")).toEqual(["3", "1", "2"]);
  });
  it("gives everything for nothing typed", () => {
    expect(found("  ")).toEqual(["1", "2", "3", "4", "5"]);
  });
  it("finds names written with or without a blank", () => {
    expect(found("gunungjaya")).toEqual(["5"]);
    expect(found("gunung larang")).toEqual(["4"]);
  });
  it("forgives one letter left out, added, replaced or swapped", () => {
    for (const slip of ["gununlarang", "gunnunglarang", "gunumglarang", "gnuunglarang"])
      expect(found(slip)).toEqual(["4"]);
  });
  it("does not forgive two, nor one in a short word", () => {
    expect(found("gumumglarang")).toEqual([]);
    expect(found("gux")).toEqual([]);
  });
  it("finds by kecamatan, after names", () => {
    expect(found("kec salem")).toEqual(["4", "5"]);
  });
  it("reads accents, capitals and dashes as people type them", () => {
    expect(foldText(" Séréh-Wangi  ")).toBe("sereh wangi");
  });
});
