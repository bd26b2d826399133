import { describe, expect, it } from "vitest";
import type { StatusHere } from "../../../worker/counter-api.ts";
import { statusWords } from "./status-words.ts";

const nothing: StatusHere = { lastHeardAt: undefined, entry: undefined, stage: undefined };
const saved: StatusHere = { ...nothing, entry: { state: "saved", photosMissing: 0 } };
const morning = Date.UTC(2026, 10, 24, 1, 12);

describe("what a citizen hears", () => {
  it("is never that it was received while it lies on the tablet", () => {
    const words = statusWords(saved, { kind: "unknown" });
    expect([words.title, words.reached]).toEqual(["Tersimpan di tablet, belum terkirim", 1]);
    expect(words.kind).not.toBe("success");
  });

  it("is the district's word where it came, with its day", () => {
    const words = statusWords(saved, { kind: "stage", stage: "ready-for-pickup", at: morning });
    expect([words.kind, words.title, words.reached]).toEqual(["success", "Siap diambil", 4]);
    expect(words.sentences).toContain("Kabar terakhir 24 November 2026 08.12 WIB.");
  });

  it("is the tablet's own where that is newer, or the only one, and how old that may be", () => {
    const told: StatusHere = { ...saved, stage: { stage: "accepted", at: morning }, lastHeardAt: morning };
    expect(statusWords(told, { kind: "stage", stage: "received", at: morning - 1 }).title).toBe("Diproses");
    const offline = statusWords(told, { kind: "offline" });
    expect(offline.title).toBe("Diproses");
    expect(offline.sentences).toContain("Tablet ini terakhir mendengar kabar 24 November 2026 08.12 WIB.");
  });

  it("names no stage for a number nobody knows, and keeps apart whether the district was asked", () => {
    const titles = [undefined, { kind: "unknown" }, { kind: "busy" }, { kind: "offline" }] as const;
    const words = titles.map((district) => statusWords(nothing, district));
    expect(new Set(words.map(({ title }) => title)).size).toBe(4);
    expect(words.map(({ reached }) => reached)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it("of a stage that only a newer district knows is that it is there", () => {
    expect(statusWords(nothing, { kind: "stage", stage: "new-one", at: morning }).reached).toBe(2);
  });
});
