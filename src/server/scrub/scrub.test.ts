/** Bit rot on the server's disk: found by the next scrub, named to people, and mended by the tablet that still has it. */
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { MemoryDistrict } from "../../../tests/support/memory-district.ts";
import { makeMemoryDistrict, testVillage } from "../../../tests/support/memory-district.ts";
import { enrolTablet, receiptOf } from "../../../tests/support/test-tablet.ts";
import { toHex } from "../../base/bytes.ts";
import { scrubEveryMs } from "../../base/limits.ts";
import { sha256 } from "../../crypto/hash.ts";
import { encodeBlobPartItem } from "../../protocol/bundle.ts";
import type { District } from "../district.ts";
import { readRegencyHealth } from "../health/facts.ts";
import { openBlobFiles } from "../storage/blob-files.ts";
import { openSqliteStorage } from "../storage/sqlite/open-storage.ts";
import { isSound, scrub, scrubWhenDue } from "./scrub.ts";

let folder = "";
let memory: MemoryDistrict;
let district: District;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "loket-scrub-"));
  memory = await makeMemoryDistrict();
  district = { ...memory, blobs: await openBlobFiles(folder) };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

// Failures F46.
it("a flipped byte of an entry and of a photo is found, named, wanted again, and mended by what comes", async () => {
  const tablet = await enrolTablet(district);
  const bytes = new Uint8Array(300).fill(5);
  const blob = { hash: await sha256(bytes), size: 300 };
  const [damaged, withPhoto, sound] = [await tablet.file(), await tablet.file({ blobs: [blob] }), await tablet.file()];
  const part = encodeBlobPartItem({ ...blob, offset: 0, namedBy: [withPhoto.prefix], bytes });
  const runs = await Promise.all([damaged, withPhoto, sound].map((entry) => tablet.run([entry])));
  await tablet.exchange([...runs, part]);
  expect((await scrub(district, memory.storage.database)).damages).toEqual([]);

  const { database } = memory.storage;
  const envelope = Uint8Array.from(damaged.entry.envelope, (byte, at) => (at === 40 ? byte ^ 1 : byte));
  database.prepare("update entries set envelope = ? where digest = ?").run(envelope, damaged.digest);
  const file = join(folder, toHex(blob.hash).slice(0, 2), toHex(blob.hash));
  writeFileSync(
    file,
    Uint8Array.from(readFileSync(file), (byte, at) => (at === 7 ? byte ^ 1 : byte)),
  );

  const { damages } = await scrub(district, database);
  const device = toHex(tablet.device);
  expect(damages).toEqual([
    { kind: "entry", name: toHex(damaged.digest), village: testVillage.code, device, seq: 1 },
    { kind: "blob", name: toHex(blob.hash), village: testVillage.code, device, seq: 2 },
  ]);
  expect((await readRegencyHealth(district)).scrub?.damages).toEqual(damages);

  const reply = await tablet.exchange([]);
  expect(reply.wantedEntries).toEqual([damaged.prefix]);
  expect(reply.wantedBlobs).toEqual([{ hash: blob.hash, offset: 0 }]);
  expect(receiptOf(reply, withPhoto)).toBe("held");
  const mended = await tablet.exchange([await tablet.run([damaged]), part]);
  expect([receiptOf(mended, damaged), receiptOf(mended, withPhoto)]).toEqual(["complete", "complete"]);
  expect([mended.wantedEntries, mended.wantedBlobs]).toEqual([[], []]);
  expect((await readRegencyHealth(district)).scrub?.damages).toEqual([]);
  expect((await scrub(district, database)).damages).toEqual([]);
  const row = await district.storage.transaction((tx) => tx.entries.find(damaged.digest));
  expect(row?.envelope).toEqual(damaged.entry.envelope);
});

it("is done once a week", async () => {
  const { database } = memory.storage;
  expect(await scrubWhenDue(district, database)).toBeDefined();
  expect(await scrubWhenDue(district, database)).toBeUndefined();
  memory.clock.advance(scrubEveryMs);
  expect(await scrubWhenDue(district, database)).toBeDefined();
});

it("a database whose pages are damaged is not called sound", async () => {
  const path = join(folder, "district.sqlite");
  const first = openSqliteStorage(path, "33.29");
  await first.transaction((tx) => tx.settings.set("a", "x".repeat(100_000)));
  expect(isSound(first.database)).toBe(true);
  await first.close();
  const file = openSync(path, "r+");
  writeSync(file, new Uint8Array(20_000).fill(0x5a), 0, 20_000, 8 * 4096);
  closeSync(file);
  const again = openSqliteStorage(path, "33.29");
  expect(isSound(again.database)).toBe(false);
  await again.close().catch(() => undefined);
});
