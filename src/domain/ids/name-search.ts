/** Finding a name in spite of its spellings. For search only: two people may share a key, nobody is identified by it. */

/** Old (van Ophuijsen, Soewandi) and new spelling, and the ways Muhammad is shortened here; longest first. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:mu?o?hammad|mu?o?hamad|mohd|muhd|moch|much|mochamad|mochammad|moh|muh|mhd)\b/g, "muhammad"],
  [/tj/g, "c"],
  [/dj/g, "j"],
  [/oe/g, "u"],
  [/sj/g, "sy"],
  [/nj/g, "ny"],
  [/ch/g, "kh"],
  [/kh/g, "h"],
  [/dh/g, "d"],
  [/th/g, "t"],
  [/v/g, "f"],
  [/z/g, "j"],
  [/y\b/g, "i"],
  [/(.)\1+/g, "$1"],
];

/** "Moh. Soeharto" and "MUHAMMAD SUHARTO" give the same key: letters only, one spelling, words in their order. */
export function nameSearchKey(name: string): string {
  const letters = name
    .normalize("NFD")
    .toLowerCase()
    .replaceAll(/['’`.\p{M}]/gu, "")
    .replaceAll(/[^a-z]+/g, " ")
    .trim();
  return SPELLINGS.reduce((key, [pattern, spelling]) => key.replaceAll(pattern, spelling), letters);
}

/** True when every word of `query` begins a word of `name`, whatever the spelling. An empty query matches nothing. */
export function nameMatches(name: string, query: string): boolean {
  const words = nameSearchKey(name).split(" ");
  const wanted = nameSearchKey(query).split(" ");
  return wanted[0] !== "" && wanted.every((want) => words.some((word) => word.startsWith(want)));
}
