import { describe, expect, it } from "vitest";
import { nameMatches, nameSearchKey } from "./name-search.ts";

describe("a name is found", () => {
  it.each([
    ["Moh. Soeharto", "muhammad suharto"],
    ["MOCHAMMAD FAUZI", "Muh Fauzi"],
    ["Tjahjo", "cahjo"],
    ["Djoko", "Joko"],
    ["Siti Khotimah", "siti chotimah"],
    ["Ma'ruf", "maruf"],
    ["Nurrohman", "nurohman"],
    ["Zaenal", "jaenal"],
  ])("%s by %s", (name, query) => {
    expect(nameSearchKey(name)).toBe(nameSearchKey(query));
  });

  it("by the beginnings of its words in any order", () => {
    expect(nameMatches("Dewi Lestari", "les dew")).toBe(true);
    expect(nameMatches("Dewi Lestari", "tari")).toBe(false);
    expect(nameMatches("Dewi Lestari", "  ")).toBe(false);
  });
});
