import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { brebes } from "../../../tests/fixtures/kiosk-config.ts";
import {
  allVillages,
  findVillage,
  searchRegions,
  searchVillages,
  villageCode,
  villageNumber,
  villageText,
} from "./areas.ts";

const { areas, regions } = brebes();
const names = (query: string, limit = 10) => searchVillages(areas, query, limit).map(villageText);

describe("a village", () => {
  it("is found by its code and shown with its subdistrict", () => {
    const place = findVillage(areas, "33.29.09.1002");
    expect(place && villageText(place)).toMatch(/^Kelurahan .+, Kec\. Brebes$/);
    expect(findVillage(areas, "33.29.99.2001")).toBeUndefined();
  });

  it("whose name occurs twice is offered twice", () => {
    expect(names("dukuhturi")).toHaveLength(2);
    expect(new Set(names("dukuhturi")).size).toBe(2);
  });

  it("is found by the beginning of its name, of a later word, or without its space", () => {
    expect(names("limbangan wet")).toEqual(["Kelurahan Limbangan Wetan, Kec. Brebes"]);
    expect(names("wetan")).toContain("Kelurahan Limbangan Wetan, Kec. Brebes");
    expect(names("LIMBANGANWETAN")).toEqual(["Kelurahan Limbangan Wetan, Kec. Brebes"]);
  });

  it("can be narrowed by its subdistrict", () => {
    expect(names("dukuhturi bumiayu")).toEqual(["Desa Dukuhturi, Kec. Bumiayu"]);
  });

  it("is never offered for an empty query, nor above the limit", () => {
    expect(names("  ")).toEqual([]);
    expect(names("s", 5)).toHaveLength(5);
  });
});

describe("village codes", () => {
  it("become the ten digits of the wire and back", () => {
    for (const { village } of allVillages(areas))
      expect(villageCode(villageNumber(village.code) ?? -1)).toBe(village.code);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999_999 }), (n) => villageNumber(villageCode(n) ?? "") === n),
    );
  });

  it("are refused when they are none", () => {
    expect(villageNumber("33.29.09")).toBeUndefined();
    expect(villageCode(10_000_000_000)).toBeUndefined();
    expect(villageCode(1.5)).toBeUndefined();
  });
});

describe("places", () => {
  it("are suggested from the whole country", () => {
    expect(searchRegions(regions, "kuning", 5).map((region) => region.name)).toEqual(["Kabupaten Kuningan"]);
    expect(searchRegions(regions, "", 5)).toEqual([]);
  });
});
