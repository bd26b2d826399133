import { describe, expect, it } from "vitest";
import { fill, makePhrasebook } from "./i18n.ts";

const base = { hello: "Selamat datang", left: "{count} belum terkirim di {place}" } as const;

describe("a phrasebook", () => {
  it("fills the holes of a sentence", () => {
    expect(makePhrasebook(base).t("left", { count: 3, place: "tablet" })).toBe("3 belum terkirim di tablet");
  });
  it("falls back to Indonesian where a translation is missing", () => {
    const { t } = makePhrasebook(base, { translation: { hello: "Sugeng rawuh" } });
    expect(t("hello")).toBe("Sugeng rawuh");
    expect(t("left", { count: 1, place: "tablet" })).toContain("belum terkirim");
  });
  it("throws for a hole without a value, rather than show it to somebody", () => {
    expect(() => fill("{count} lagi", {})).toThrow("count");
  });
});
