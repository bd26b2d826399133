import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { definite } from "../../base/assert.ts";
import { fromUtf8 } from "../../base/bytes.ts";
import { unwrap } from "../../base/result.ts";
import { parseClipIndex } from "../../domain/speech/clip-index.ts";
import { clipName } from "../../domain/speech/clip-name.ts";
import { openShelf } from "./shelf.ts";

const dir = mkdtempSync(join(tmpdir(), "loket-shelf-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Writes clips of so many bytes, each filled with its own number; gives the files as the configuration reads them. */
function write(sentences: readonly string[], bytes = 3000) {
  mkdirSync(join(dir, "audio/id"), { recursive: true });
  const clips = sentences.map((sentence, at) => {
    const sound = new Uint8Array(bytes).fill(at);
    const file = `${clipName(sentence)}.opus`;
    writeFileSync(join(dir, "audio/id", file), sound);
    return { sentence, file, bytes, sha256: sha256(sound), source: "synthetic", confidence: "low" };
  });
  return { "audio/id.json": { language: "id", clips } };
}

const names = Array.from({ length: 200 }, (_, at) => `Kalimat ${at}`);

it("every clip is in one pack, whole, under a hash that the index and the listing prove", () => {
  const shelf = unwrap(openShelf(write(names), dir));
  const [listing] = shelf.listings;
  const index = definite(shelf.items.get(definite(listing, "a listing").index), "the index");
  expect(sha256(index.bytes)).toBe(listing?.index);
  const { packs } = unwrap(parseClipIndex(fromUtf8(index.bytes) ?? ""));
  expect(packs.length).toBeGreaterThan(4);
  const found = new Map<string, number>();
  for (const { hash, clips } of packs) {
    const { bytes } = definite(shelf.items.get(hash), hash);
    expect(sha256(bytes)).toBe(hash);
    let from = 0;
    for (const [name, length] of clips) {
      const sound = bytes.slice(from, (from += length));
      expect(new Set(sound).size).toBe(1);
      found.set(name, definite(sound[0], "a sound"));
    }
    expect(from).toBe(bytes.byteLength);
  }
  expect(names.map((name) => found.get(clipName(name)))).toEqual(names.map((_, at) => at));
});

it("one new sentence changes one pack, so that tablets fetch one again", () => {
  const before = unwrap(openShelf(write(names), dir)).items;
  const after = unwrap(openShelf(write([...names, "Kalimat baru"]), dir)).items;
  // The index and one pack.
  expect([...after.keys()].filter((hash) => !before.has(hash))).toHaveLength(2);
});

it("a clip that does not hold what its manifest says is left out and named", () => {
  const files = write(["Ya", "Tidak"]);
  writeFileSync(join(dir, "audio/id", `${clipName("Ya")}.opus`), "something else");
  const shelf = unwrap(openShelf(files, dir));
  expect(shelf.faulty).toEqual([`id/${clipName("Ya")}.opus`]);
  const index = definite(shelf.items.get(definite(shelf.listings[0], "a listing").index), "the index");
  expect(fromUtf8(index.bytes)).not.toContain(clipName("Ya"));
});

it("without clips there is nothing to list", () => {
  expect(unwrap(openShelf({}, dir))).toMatchObject({ listings: [], faulty: [] });
});
