/**
 * The district is killed at every single step of taking in and opening one bundle. Whenever that was: after a restart
 * and one more exchange the entry is held once, complete once, opened once, and no reply ever said more than was true.
 */
import { describe, expect, it } from "vitest";
import { concatBytes } from "../../base/bytes.ts";
import { openLeaseMs } from "../../base/limits.ts";
import { sha256 } from "../../crypto/hash.ts";
import { encodeBlobPartItem } from "../../protocol/bundle.ts";
import type { MemoryDistrict } from "../../../tests/support/memory-district.ts";
import { makeMemoryDistrict } from "../../../tests/support/memory-district.ts";
import {
  chunksOf,
  enrolTablet,
  makeTablet,
  readReply,
  receiptOf,
  standOf,
} from "../../../tests/support/test-tablet.ts";
import type { BlobStore, Storage } from "../storage/ports.ts";
import { openPending } from "./open.ts";
import { receiveBundle } from "./receive.ts";

/** Counts every call into storage, blobs and ledger, and dies at the one it is told. */
function mortal(
  district: MemoryDistrict,
  dieAt: number,
): { readonly district: MemoryDistrict; readonly steps: () => number } {
  let steps = 0;
  const step = (): void => {
    steps += 1;
    if (steps >= dieAt) throw new Error("planted: killed");
  };
  const storage: MemoryDistrict["storage"] = {
    ...district.storage,
    transaction: (work) => {
      step();
      return district.storage.transaction(async (tx) => {
        const value = await work(tx);
        step();
        return value;
      });
    },
  } satisfies Storage;
  const blobs: MemoryDistrict["blobs"] = {
    ...district.blobs,
    appendPart: async (...part) => {
      step();
      return district.blobs.appendPart(...part);
    },
    finish: async (...whole) => {
      step();
      const done = await district.blobs.finish(...whole);
      step();
      return done;
    },
  } satisfies BlobStore & { crash(): void };
  const ledger: MemoryDistrict["ledger"] = {
    ...district.ledger,
    appendOnce: async (decide) => {
      step();
      const value = await district.ledger.appendOnce(decide);
      step();
      return value;
    },
  };
  return { district: { ...district, storage, blobs, ledger }, steps: () => steps };
}

async function makeStory() {
  const district = await makeMemoryDistrict();
  const tablet = await enrolTablet(district);
  const bytes = new Uint8Array(300).fill(5);
  const blob = { hash: await sha256(bytes), size: 300 };
  const entry = await tablet.file({ blobs: [blob] });
  const items = [
    await tablet.header({ heads: [{ logId: new Uint8Array(8), seq: 1, runningHash: new Uint8Array(8) }] }),
    await tablet.run([entry]),
    encodeBlobPartItem({ ...blob, offset: 0, namedBy: [entry.prefix], bytes: bytes.slice(0, 200) }),
    encodeBlobPartItem({ ...blob, offset: 200, namedBy: [entry.prefix], bytes: bytes.slice(200) }),
  ];
  return { district, tablet, entry, items };
}

/** One exchange and one round of opening. */
async function live(district: MemoryDistrict, items: Awaited<ReturnType<typeof makeStory>>["items"]) {
  const received = await receiveBundle(district, chunksOf(items));
  await openPending(district, 10);
  return readReply(concatBytes(...received.body));
}

/** Steps of the whole story when nobody dies. */
const { district: whole, items: wholeItems } = await makeStory();
const counted = mortal(whole, Number.POSITIVE_INFINITY);
await live(counted.district, wholeItems);
const moments = Array.from({ length: counted.steps() }, (_, at) => at + 1);

describe("a district that is killed", () => {
  it("has more than a dozen moments to die in", () => {
    expect(moments.length).toBeGreaterThan(12);
  });

  // Failures F42.
  it.each(moments)("at step %i loses nothing and doubles nothing", async (moment) => {
    const { district, tablet, entry, items } = await makeStory();
    await live(mortal(district, moment).district, items).catch(() => undefined);
    await district.storage.crash();
    district.blobs.crash();
    const { keys, storage, blobs, ledgerFile, clock } = district;
    const restarted = await makeMemoryDistrict({ keys, storage, blobs, ledgerFile, clock });
    clock.advance(openLeaseMs);
    const again = makeTablet({ ...tablet, district: restarted });
    const reply = await live(restarted, items);
    expect(["complete", "held"]).toContain(receiptOf(reply, entry));
    const last = await again.exchange([]);
    expect(last.wantedBlobs).toEqual([]);
    expect(standOf(last).intake).toBe(1);
    const row = await storage.transaction((tx) => tx.entries.find(entry.digest));
    expect([row?.state, row?.intake, row?.standing]).toEqual(["complete", 1, "opened"]);
    expect(await storage.transaction((tx) => tx.status())).toMatchObject({ entriesHeld: 1, cases: 1, quarantined: 0 });
    expect(restarted.ledger.state.findHead(tablet.device, new Uint8Array(8))?.seq).toBe(1);
  });
});
