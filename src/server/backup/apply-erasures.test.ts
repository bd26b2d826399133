/** What was erased stays erased, whichever backup is put back and whoever put it back. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openRealDistrict, realClock } from "../../../tests/support/real-district.ts";
import { testRegency } from "../../../tests/support/memory-district.ts";
import type { FiledEntry, TestTablet } from "../../../tests/support/test-tablet.ts";
import { enrolTablet, makeFiling, makeTablet, receiptOf } from "../../../tests/support/test-tablet.ts";
import { unwrap } from "../../base/result.ts";
import { applicationIdOf, sha256 } from "../../crypto/hash.ts";
import { encodeBlobPartItem, encodeOffersItem } from "../../protocol/bundle.ts";
import { openDataFolder } from "../data-folder.ts";
import type { OpenedDistrict } from "../open-district.ts";
import { openPending } from "../inbox/open.ts";
import { makeBackup } from "./make-backup.ts";
import { restoreBackup } from "./restore-backup.ts";

let path: string;
let opened: OpenedDistrict;
let tablet: TestTablet;

const archive = (): string => join(path, "backup.loket");
const folder = () => openDataFolder(path);

beforeEach(async () => {
  path = mkdtempSync(join(tmpdir(), "loket-erased-"));
  opened = await openRealDistrict(path);
  tablet = await enrolTablet(opened.district);
});

afterEach(async () => {
  await opened.close();
  rmSync(path, { recursive: true, force: true });
});

async function reopen(): Promise<void> {
  await opened.close();
  opened = await openRealDistrict(path);
  tablet = makeTablet({ ...tablet, district: opened.district });
}

/** An opened application with one photo of its own and one that `shared` names too. */
async function file(fill: number, shared: Uint8Array<ArrayBuffer>): Promise<FiledEntry> {
  const secret = new Uint8Array(16).fill(fill);
  const content = makeFiling(secret, { answers: { "applicant.name": `Siti ${fill}` } });
  const photos = [new Uint8Array(300).fill(fill), shared];
  const blobs = await Promise.all(
    photos.map(async (bytes) => ({ bytes, ref: { hash: await sha256(bytes), size: bytes.byteLength } })),
  );
  const entry = await tablet.file({
    content,
    applicationId: await applicationIdOf(secret),
    blobs: blobs.map(({ ref }) => ref),
  });
  const parts = blobs.map(({ ref, bytes }) =>
    encodeBlobPartItem({ ...ref, offset: 0, namedBy: [entry.prefix], bytes }),
  );
  await tablet.exchange([await tablet.run([entry]), ...parts]);
  await openPending(opened.district, 10);
  return entry;
}

const erase = (entry: FiledEntry): Promise<void> =>
  opened.district.ledger.append({
    kind: "erased",
    digests: [entry.prefix],
    applicationIds: [entry.applicationId],
    at: 1,
  });

/** What is here of an entry: its row, its case, and how many photos lie in the store at all. */
async function left(entry: FiledEntry) {
  const { storage, blobs } = opened.district;
  const photos: Uint8Array[] = [];
  for await (const hash of blobs.list()) photos.push(hash);
  return storage.transaction(async (tx) => {
    const row = await tx.entries.find(entry.digest);
    return {
      state: row?.state,
      envelope: row?.envelope.byteLength,
      isCase: (await tx.cases.find(entry.applicationId)) !== undefined,
      isOpened: (await tx.cases.findOpened(entry.digest)) !== undefined,
      photos: photos.length,
    };
  });
}

const gone = { state: "erased", envelope: 0, isCase: false, isOpened: false, photos: 2 };

async function restore(): Promise<void> {
  await opened.close();
  const again = await openRealDistrict(path);
  const { ledger } = again.district;
  await again.storage.close();
  unwrap(await restoreBackup({ regency: testRegency, folder: folder(), ledger, clock: realClock() }, archive()));
  await ledger.close();
  opened = await openRealDistrict(path);
  tablet = makeTablet({ ...tablet, district: opened.district });
}

describe("an erased application", () => {
  it("is a stub after the next start, its photos gone; its neighbour keeps everything", async () => {
    const shared = new Uint8Array(200).fill(99);
    const [erased, neighbour] = [await file(1, shared), await file(2, shared)];
    await erase(erased);
    await reopen();
    expect(await left(erased)).toEqual(gone);
    expect(await left(neighbour)).toMatchObject({ state: "complete", isCase: true, isOpened: true });
    const reply = await tablet.exchange([encodeOffersItem([erased.digest, neighbour.digest])]);
    expect([erased, neighbour].map((entry) => receiptOf(reply, entry))).toEqual(["erased", "complete"]);
  });

  it("does not come back with a backup of before", async () => {
    const shared = new Uint8Array(200).fill(99);
    const [erased] = [await file(1, shared), await file(2, shared)];
    unwrap(await makeBackup(opened.district, folder(), archive()));
    await erase(erased);
    await reopen();
    await restore();
    expect(await left(erased)).toEqual(gone);
  });

  it("does not come back with a database that was put back with no word to anybody", async () => {
    const shared = new Uint8Array(200).fill(99);
    const [erased] = [await file(1, shared), await file(2, shared)];
    await reopen();
    await opened.close();
    const before = join(path, "before.sqlite");
    copyFileSync(folder().database, before);
    opened = await openRealDistrict(path);
    await erase(erased);
    await reopen();
    await opened.close();
    expect(readFileSync(before).byteLength).toBeGreaterThan(0);
    copyFileSync(before, folder().database);
    opened = await openRealDistrict(path);
    expect(await left(erased)).toEqual(gone);
  });
});
