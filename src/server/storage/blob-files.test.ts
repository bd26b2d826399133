/** Blobs as files: what the store says is there is proven and survives, what is not proven is never said to be there. */
import { mkdtempSync, rmSync } from "node:fs";
import { appendFile, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { toHex } from "../../base/bytes.ts";
import { sha256 } from "../../crypto/hash.ts";
import { openBlobFiles } from "./blob-files.ts";
import { makeMemoryBlobs } from "./memory-blobs.ts";
import type { BlobStore } from "./ports.ts";

const root = mkdtempSync(join(tmpdir(), "loket-blobs-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;
const newFolder = (): string => join(root, String((folders += 1)));

const bytes = Uint8Array.from({ length: 5000 }, (_, at) => at % 251);
const hash = await sha256(bytes);

const stores: readonly (readonly [string, () => Promise<BlobStore>])[] = [
  ["files", () => openBlobFiles(newFolder())],
  ["memory", async () => makeMemoryBlobs()],
];

describe.each(stores)("a blob store in %s", (_name, openStore) => {
  it("makes a blob of its parts, whatever order repeats them", async () => {
    const store = await openStore();
    expect(await store.appendPart(hash, 1, 0, bytes.slice(0, 2000))).toEqual({ ok: true, value: 2000 });
    expect(await store.appendPart(hash, 1, 1000, bytes.slice(1000, 3000))).toEqual({ ok: true, value: 3000 });
    expect(await store.appendPart(hash, 1, 0, bytes.slice(0, 100))).toEqual({ ok: true, value: 3000 });
    expect(await store.appendPart(hash, 1, 3000, bytes.slice(3000))).toEqual({ ok: true, value: 5000 });
    expect(await store.has(hash)).toBe(false);
    expect(await store.finish(hash, 1)).toEqual({ ok: true, value: undefined });
    expect([await store.has(hash), await store.read(hash), await store.partLength(hash, 1)]).toEqual([true, bytes, 0]);
  });

  it("refuses a piece that leaves a gap and keeps what it has", async () => {
    const store = await openStore();
    await store.appendPart(hash, 1, 0, bytes.slice(0, 10));
    expect(await store.appendPart(hash, 1, 11, bytes.slice(11, 20))).toMatchObject({ code: "gap" });
    expect(await store.partLength(hash, 1)).toBe(10);
  });

  it("keeps the parts of each certificate apart", async () => {
    const store = await openStore();
    await store.appendPart(hash, 1, 0, bytes.slice(0, 10));
    expect([await store.partLength(hash, 1), await store.partLength(hash, 2)]).toEqual([10, 0]);
  });

  it("throws a part away that is not what its hash says", async () => {
    const store = await openStore();
    await store.appendPart(hash, 1, 0, bytes.slice(0, 4999));
    expect(await store.finish(hash, 1)).toMatchObject({ code: "hash-wrong" });
    expect([await store.partLength(hash, 1), await store.has(hash), await store.read(hash)]).toEqual([
      0,
      false,
      undefined,
    ]);
  });

  it("lists and removes whole blobs", async () => {
    const store = await openStore();
    await store.appendPart(hash, 1, 0, bytes);
    await store.finish(hash, 1);
    const listed: string[] = [];
    for await (const blob of store.list()) listed.push(toHex(blob));
    expect(listed).toEqual([toHex(hash)]);
    await store.remove(hash);
    expect(await store.has(hash)).toBe(false);
  });
});

describe("blob files", () => {
  it("are there after the process was killed at any moment, or are not there at all", async () => {
    const folder = newFolder();
    const before = await openBlobFiles(folder);
    await before.appendPart(hash, 1, 0, bytes.slice(0, 3000));
    const after = await openBlobFiles(folder);
    expect([await after.has(hash), await after.partLength(hash, 1)]).toEqual([false, 3000]);
    await after.appendPart(hash, 1, 3000, bytes.slice(3000));
    await after.finish(hash, 1);
    expect(await (await openBlobFiles(folder)).read(hash)).toEqual(bytes);
  });

  it("takes the same piece twice at the same time for one", async () => {
    const store = await openBlobFiles(newFolder());
    await Promise.all([store.appendPart(hash, 1, 0, bytes), store.appendPart(hash, 1, 0, bytes)]);
    expect(await store.finish(hash, 1)).toMatchObject({ ok: true });
  });

  it("says a blob is there when another process was faster to finish it", async () => {
    const folder = newFolder();
    const [one, two] = [await openBlobFiles(folder), await openBlobFiles(folder)];
    await one.appendPart(hash, 1, 0, bytes);
    expect(await one.finish(hash, 1)).toMatchObject({ ok: true });
    expect(await two.finish(hash, 1)).toMatchObject({ ok: true });
  });

  it("proves what a damaged disk gives back", async () => {
    const folder = newFolder();
    const store = await openBlobFiles(folder);
    await store.appendPart(hash, 1, 0, bytes);
    const [part] = await readdir(join(folder, "parts"));
    await appendFile(join(folder, "parts", part ?? ""), "x");
    expect(await store.finish(hash, 1)).toMatchObject({ code: "hash-wrong" });
  });
});
