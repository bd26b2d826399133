/** Which blobs may go: named by nothing, and older than every backup that may come back. */
import { mkdtempSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { MemoryDistrict } from "../../../tests/support/memory-district.ts";
import { makeMemoryDistrict } from "../../../tests/support/memory-district.ts";
import { enrolTablet, receiptOf } from "../../../tests/support/test-tablet.ts";
import type { Bytes } from "../../base/bytes.ts";
import { toHex } from "../../base/bytes.ts";
import { sha256 } from "../../crypto/hash.ts";
import { encodeBlobPartItem } from "../../protocol/bundle.ts";
import type { District } from "../district.ts";
import { openBlobFiles } from "../storage/blob-files.ts";
import { sweepBlobs } from "./sweep-blobs.ts";

let folder = "";
let memory: MemoryDistrict;
let district: District;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "loket-sweep-"));
  memory = await makeMemoryDistrict();
  district = { ...memory, blobs: await openBlobFiles(folder) };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Puts a blob there that was stored at `at`, as one whose entry is gone. */
async function orphan(fill: number, at: number): Promise<Bytes> {
  const bytes = new Uint8Array(10).fill(fill);
  const hash = await sha256(bytes);
  await district.blobs.appendPart(hash, 1, 0, bytes);
  await district.blobs.finish(hash, 1);
  await district.storage.transaction((tx) => tx.blobs.insert({ hash, size: 10, storedAt: at }));
  utimesSync(join(folder, toHex(hash).slice(0, 2), toHex(hash)), at / 1000, at / 1000);
  return hash;
}

const keep = (id: string, takenAt: number, restorable: 0 | 1 = 1) =>
  district.storage.transaction((tx) => tx.backups.put({ id, intake: 0, takenAt, verifiedAt: 0, restorable }));

it("removes what is older than the oldest kept backup, verified or not, and keeps what is younger", async () => {
  const [old, young] = [await orphan(1, 1_000_000), await orphan(2, 3_000_000)];
  expect(await sweepBlobs(district)).toBe(0);
  await keep("retired", 500_000, 0);
  await keep("oldest", 2_000_000);
  await keep("newest", 9_000_000);
  expect(await sweepBlobs(district)).toBe(1);
  expect([await district.blobs.has(old), await district.blobs.has(young)]).toEqual([false, true]);
  expect(await district.storage.transaction((tx) => tx.blobs.findComplete([old, young]))).toEqual([young]);
});

it("never removes what an entry names, however old, nor what comes to be named while it looks", async () => {
  const tablet = await enrolTablet(district);
  const bytes = new Uint8Array(30).fill(1);
  const blob = { hash: await sha256(bytes), size: 30 };
  const entry = await tablet.file({ blobs: [blob] });
  const part = encodeBlobPartItem({ ...blob, offset: 0, namedBy: [entry.prefix], bytes });
  expect(receiptOf(await tablet.exchange([await tablet.run([entry]), part]), entry)).toBe("complete");
  utimesSync(join(folder, toHex(blob.hash).slice(0, 2), toHex(blob.hash)), 1, 1);
  const late = await orphan(3, 1_000);
  await keep("oldest", 2_000_000);
  let looks = 0;
  const naming: District = {
    ...district,
    storage: {
      ...memory.storage,
      transaction: async (work) => {
        const done = await memory.storage.transaction(work);
        looks += 1;
        // Between forgetting the row and removing the file an entry arrives that names it.
        if (looks === 3)
          await tablet.exchange([await tablet.run([await tablet.file({ blobs: [{ hash: late, size: 10 }] })])]);
        return done;
      },
    },
  };
  const order = [toHex(blob.hash), toHex(late)].toSorted();
  if (order[0] === toHex(late)) looks = 1;
  expect(await sweepBlobs(naming)).toBe(0);
  expect([await district.blobs.has(blob.hash), await district.blobs.has(late)]).toEqual([true, true]);
});
