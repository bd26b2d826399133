/** A reused seq shows though the district never sees both entries that claim it. */
import { describe, expect, it } from "vitest";
import { RUNNING_HASH_START, runningHash } from "../../crypto/hash.ts";
import type { LogHead } from "../../protocol/bundle.ts";
import { parseSharedHeader } from "../../protocol/entry.ts";
import { toHex } from "../../base/bytes.ts";
import { unwrap } from "../../base/result.ts";
import { readDevice } from "../health/facts.ts";
import { settleFork } from "./devices.ts";
import type { MemoryDistrict } from "../../../tests/support/memory-district.ts";
import { makeMemoryDistrict } from "../../../tests/support/memory-district.ts";
import type { FiledEntry, TestTablet } from "../../../tests/support/test-tablet.ts";
import { enrolTablet } from "../../../tests/support/test-tablet.ts";

/** The head of a log that holds these entries, 1, 2, 3 … */
async function headOf(entries: readonly FiledEntry[]): Promise<LogHead> {
  let hash = RUNNING_HASH_START;
  for (const { digest } of entries) hash = await runningHash(hash, digest);
  const [first] = entries;
  const { logId } = unwrap(parseSharedHeader(first?.entry.shared ?? new Uint8Array(0)));
  return { logId, seq: entries.length, runningHash: hash.slice(0, 8) };
}

const isForked = async (district: MemoryDistrict, tablet: TestTablet): Promise<boolean> =>
  (await readDevice(district, toHex(tablet.device)))?.isForked === true;

async function world() {
  const district = await makeMemoryDistrict();
  const tablet = await enrolTablet(district);
  const log = [await tablet.file(), await tablet.file(), await tablet.file()];
  // A clone goes on behind the first entry and uses the second place again.
  const cloned = [...log.slice(0, 1), await tablet.file({ seq: 2 }), await tablet.file({ seq: 3 })];
  return { district, tablet, log, cloned };
}

describe("a fork that staff have seen to", () => {
  it("is shown no more, until the log or another one of the tablet forks again", async () => {
    const { district, tablet, log, cloned } = await world();
    const heads = (entries: readonly FiledEntry[]) => headOf(entries).then((head) => ({ heads: [head] }));
    await tablet.exchange([], await heads(log));
    await tablet.exchange([], await heads(cloned));
    expect(await isForked(district, tablet)).toBe(true);
    district.clock.advance(1000);
    expect(await settleFork(district, toHex(tablet.device))).toBe(true);
    await tablet.exchange([], await heads(cloned));
    expect(await isForked(district, tablet)).toBe(false);
    district.clock.advance(1000);
    await tablet.exchange([await tablet.run(log), await tablet.run(cloned.slice(1))]);
    expect(await isForked(district, tablet)).toBe(true);
    district.clock.advance(1000);
    await settleFork(district, toHex(tablet.device));
    district.clock.advance(1000);
    const other = { logId: new Uint8Array(8).fill(5), seq: 4 };
    await tablet.exchange([], { heads: [{ ...other, runningHash: new Uint8Array(8).fill(1) }] });
    await tablet.exchange([], { heads: [{ ...other, runningHash: new Uint8Array(8).fill(2) }] });
    expect(await isForked(district, tablet)).toBe(true);
    expect(await settleFork(district, "00".repeat(16))).toBe(false);
  });
});

describe("a log that is held whole", () => {
  it("is no fork while its hash is the one that was announced, however it came", async () => {
    const { district, tablet, log } = await world();
    await tablet.exchange([], { heads: [await headOf(log)] });
    await tablet.exchange([await tablet.run(log.slice(2))]);
    await tablet.exchange([await tablet.run(log.slice(0, 2))], { heads: [await headOf(log)] });
    expect(await isForked(district, tablet)).toBe(false);
  });

  // Failures F45.
  it("is a fork when a head behind it has another hash, though the clone's reused place never came", async () => {
    const { district, tablet, log, cloned } = await world();
    await tablet.exchange([await tablet.run(log.slice(0, 2))], { heads: [await headOf(log.slice(0, 2))] });
    await tablet.exchange([await tablet.run(cloned.slice(2))], { heads: [await headOf(cloned)] });
    expect(await isForked(district, tablet)).toBe(true);
  });

  it("is a fork when one branch was announced and the other one came, in parts and later", async () => {
    const { district, tablet, log, cloned } = await world();
    await tablet.exchange([], { heads: [await headOf(log.slice(0, 2))] });
    await tablet.exchange([], { heads: [await headOf(cloned)] });
    await tablet.exchange([await tablet.run(cloned.slice(1))]);
    expect(await isForked(district, tablet)).toBe(false);
    await tablet.exchange([await tablet.run(cloned.slice(0, 1))]);
    expect(await isForked(district, tablet)).toBe(true);
  });
});
