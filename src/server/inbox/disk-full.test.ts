/** A full disk loses nothing: what was stored stays, the tablet is told in a signed reply to come later (F41). */
import { describe, expect, it } from "vitest";
import type { MemoryDistrict } from "../../../tests/support/memory-district.ts";
import { makeMemoryDistrict } from "../../../tests/support/memory-district.ts";
import type { FiledEntry, TestTablet } from "../../../tests/support/test-tablet.ts";
import { chunksOf, enrolTablet, makeTablet, readReply, receiptOf } from "../../../tests/support/test-tablet.ts";
import { concatBytes } from "../../base/bytes.ts";
import { sha256 } from "../../crypto/hash.ts";
import { encodeBlobPartItem } from "../../protocol/bundle.ts";
import { readRegencyHealth } from "../health/facts.ts";
import { readDesk } from "../quarantine/desk.ts";
import { StorageFullError } from "../storage/ports.ts";
import { readPragma } from "../storage/sqlite/node-sqlite.ts";
import { receiveBundle } from "./receive.ts";

/** SQLite itself has no page left: every error, every rollback is its own. Gives back what makes room again. */
function fillDatabase({ storage }: MemoryDistrict): () => void {
  const limit = (pages: number): void => storage.database.exec(`PRAGMA max_page_count = ${pages}`);
  limit(Number(readPragma(storage.database, "page_count")));
  return () => limit(2 ** 30);
}

/** The same district whose blob folder has no room for a byte. */
function withFullBlobs(district: MemoryDistrict): MemoryDistrict {
  const full = (): never => {
    throw new StorageFullError("planted: disk full");
  };
  return { ...district, blobs: { ...district.blobs, appendPart: async () => full() } };
}

/** …and where only the reserve is left. */
const withReserveOnly = (district: MemoryDistrict): MemoryDistrict => ({
  ...district,
  blobs: { ...district.blobs, hasRoom: async () => false },
});

async function world(): Promise<{ readonly district: MemoryDistrict; readonly tablet: TestTablet }> {
  const district = await makeMemoryDistrict();
  return { district, tablet: await enrolTablet(district) };
}

describe("a database without a page left", () => {
  it("answers with a signed later, names what it could not take, keeps what it had, and goes on when there is room", async () => {
    const { district, tablet } = await world();
    const before = await tablet.file();
    await tablet.exchange([await tablet.run([before])]);
    const makeRoom = fillDatabase(district);
    const filed: FiledEntry[] = [];
    let refused:
      | { readonly entry: FiledEntry; readonly reply: Awaited<ReturnType<TestTablet["exchange"]>> }
      | undefined;
    // The last page has room for a few rows more.
    while (!refused && filed.length < 200) {
      const entry = await tablet.file();
      filed.push(entry);
      const reply = await tablet.exchange([await tablet.run([before]), await tablet.run([entry])]);
      if (reply.problem === "storage-full") refused = { entry, reply };
      else expect(receiptOf(reply, entry)).toBe("complete");
    }
    expect(receiptOf(refused?.reply ?? (await tablet.exchange([])), before)).toBe("complete");
    expect(refused?.reply.later).toEqual([refused?.entry.prefix]);
    expect(refused?.reply.laterMs).toBeGreaterThan(0);
    expect((await readRegencyHealth(district)).entriesToday).toBe(filed.length);
    expect((await readDesk(district)).items).toEqual([]);
    makeRoom();
    const again = await tablet.exchange([await tablet.run(filed.slice(-1))]);
    expect([again.problem, filed.slice(-1).map((entry) => receiptOf(again, entry))]).toEqual([undefined, ["complete"]]);
  });
});

it("keeps an entry held and wants its blob again when only the blob found no room", async () => {
  const { district, tablet } = await world();
  const bytes = new Uint8Array(30).fill(1);
  const blob = { hash: await sha256(bytes), size: 30 };
  const entry = await tablet.file({ blobs: [blob] });
  await tablet.exchange([await tablet.run([entry])]);
  const part = encodeBlobPartItem({ ...blob, offset: 0, namedBy: [entry.prefix], bytes });
  const reply = await makeTablet({ ...tablet, district: withFullBlobs(district) }).exchange([part]);
  expect([receiptOf(reply, entry), reply.problem]).toEqual(["held", "storage-full"]);
  expect(reply.wantedBlobs).toEqual([{ hash: blob.hash, offset: 0 }]);
  expect(receiptOf(await tablet.exchange([part]), entry)).toBe("complete");
});

it("with only the reserve left reads no further than the header, takes nothing, and still tells what is held", async () => {
  const { district, tablet } = await world();
  const [before, after] = [await tablet.file(), await tablet.file()];
  await tablet.exchange([await tablet.run([before])]);
  let read = 0;
  async function* counted(): AsyncIterable<Uint8Array> {
    for await (const chunk of chunksOf([await tablet.header(), await tablet.run([after]), new Uint8Array(30_000)])) {
      read += chunk.byteLength;
      yield chunk;
    }
  }
  const received = await receiveBundle(withReserveOnly(district), counted());
  const reply = readReply(concatBytes(...received.body));
  expect([reply.problem, reply.laterMs > 0]).toEqual(["storage-full", true]);
  expect(receiptOf(reply, before)).toBe("complete");
  expect(read).toBeLessThan(3000);
  expect((await district.storage.transaction((tx) => tx.status())).entriesHeld).toBe(1);
  expect(receiptOf(await tablet.exchange([await tablet.run([after])]), after)).toBe("complete");
});
