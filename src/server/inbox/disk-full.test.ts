/** A full disk loses nothing: what was stored stays, the tablet is told in a signed reply to come later (F41). */
import { expect, it } from "vitest";
import { sha256 } from "../../crypto/hash.ts";
import { encodeBlobPartItem } from "../../protocol/bundle.ts";
import type { MemoryDistrict } from "../../../tests/support/memory-district.ts";
import { makeMemoryDistrict } from "../../../tests/support/memory-district.ts";
import { enrolTablet, makeTablet, receiptOf } from "../../../tests/support/test-tablet.ts";
import { StorageFullError } from "../storage/ports.ts";

/** The same district on a disk where no row and no byte can be added any more. */
function withFullDisk(district: MemoryDistrict): MemoryDistrict {
  const full = (): never => {
    throw new StorageFullError("planted: disk full");
  };
  return {
    ...district,
    storage: {
      ...district.storage,
      transaction: (work) =>
        district.storage.transaction((tx) =>
          work({
            ...tx,
            entries: {
              ...tx.entries,
              insert: async (rows) => (rows.length > 0 ? full() : undefined),
              change: async () => full(),
            },
            devices: { ...tx.devices, put: async () => full() },
            budgets: { ...tx.budgets, put: async () => full() },
            blobs: { ...tx.blobs, insert: async () => full() },
          }),
        ),
    },
    blobs: { ...district.blobs, appendPart: async () => full() },
    ledger: { ...district.ledger, appendOnce: async () => full() },
  };
}

it("answers with a signed later, names what it could not take, and keeps what it had", async () => {
  const district = await makeMemoryDistrict();
  const tablet = await enrolTablet(district);
  const [before, after] = [await tablet.file(), await tablet.file()];
  await tablet.exchange([await tablet.run([before])]);
  const cramped = makeTablet({ ...tablet, district: withFullDisk(district) });
  const heads = [{ logId: new Uint8Array(8), seq: 2, runningHash: new Uint8Array(8) }];
  const reply = await cramped.exchange([await tablet.run([before]), await tablet.run([after])], { heads });
  expect([receiptOf(reply, before), receiptOf(reply, after)]).toEqual(["complete", undefined]);
  expect(reply.later).toEqual([after.prefix]);
  expect([reply.laterMs > 0, reply.problem]).toEqual([true, "storage-full"]);
  expect(receiptOf(await tablet.exchange([await tablet.run([after])]), after)).toBe("complete");
});

it("keeps an entry held and wants its blob again when only the blob found no room", async () => {
  const district = await makeMemoryDistrict();
  const tablet = await enrolTablet(district);
  const bytes = new Uint8Array(30).fill(1);
  const blob = { hash: await sha256(bytes), size: 30 };
  const entry = await tablet.file({ blobs: [blob] });
  await tablet.exchange([await tablet.run([entry])]);
  const part = encodeBlobPartItem({ ...blob, offset: 0, namedBy: [entry.prefix], bytes });
  const reply = await makeTablet({ ...tablet, district: withFullDisk(district) }).exchange([part]);
  expect([receiptOf(reply, entry), reply.problem]).toEqual(["held", "storage-full"]);
  expect(reply.wantedBlobs).toEqual([{ hash: blob.hash, offset: 0 }]);
  expect(receiptOf(await tablet.exchange([part]), entry)).toBe("complete");
});
