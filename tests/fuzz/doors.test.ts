/** Whatever bytes come in at a door: something comes of them, without a throw and without much work. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Bytes } from "../../src/base/bytes.ts";
import { concatBytes } from "../../src/base/bytes.ts";
import { makePrng } from "../simulation/prng.ts";
import { mutateBytes, mutateCbor } from "./mutate.ts";
import type { Door } from "./doors.ts";
import { doors } from "./doors.ts";

const runs = 150;
/** Of this thread alone, so that a busy machine does not count: a hundred times what the largest message takes. */
const workMsMax = 2_000;

/** Bytes from nowhere, and good messages made wrong. */
const bytesFor = ({ seeds }: Door): fc.Arbitrary<Bytes> => {
  const noise = fc.uint8Array({ maxLength: 2048 }).map((bytes) => concatBytes(bytes));
  if (seeds.length === 0) return noise;
  const mutants = fc.nat().map((seed) => {
    const chance = makePrng(seed, "mutants");
    const good = chance.pick(seeds);
    return chance.chance(0.3) ? mutateBytes(good, chance, seeds) : mutateCbor(good, chance, seeds);
  });
  return fc.oneof({ weight: 1, arbitrary: noise }, { weight: 5, arbitrary: mutants });
};

async function workOf(door: Door, bytes: Bytes): Promise<number> {
  const before = process.threadCpuUsage();
  await door.read(bytes);
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

const filled = (length: number, byte: number): Bytes => new Uint8Array(length).fill(byte);
/** Above every message but a reply. */
const much = 256 * 1024;
/** What is cheap to send and might be dear to read. */
const monsters: readonly (readonly [string, Bytes])[] = [
  ["zeros", filled(much, 0)],
  ["lists within lists", filled(much, 0x81)],
  ["maps within maps", filled(much, 0xa1)],
  ["tags within tags", filled(much, 0xc1)],
  ["empty frames", filled(much, 0x40)],
  ["frames of 24 KB", filled(much, 0x59)],
  ["a list of four thousand million", concatBytes(Uint8Array.of(0x9a, 0xff, 0xff, 0xff, 0xff), filled(much, 0))],
  ["a text of four thousand million", concatBytes(Uint8Array.of(0x7a, 0xff, 0xff, 0xff, 0xff), filled(much, 97))],
  ["a list without an end", filled(much, 0x9f)],
  ["letters", filled(much, 97)],
];

describe.each(doors().map((door) => [door.name, door] as const))("%s", (_, door) => {
  test("reads good messages without a throw", async () => {
    for (const seed of door.seeds) expect(await workOf(door, seed)).toBeLessThan(workMsMax);
  });

  test("makes something of every bytes", async () => {
    const property = fc.asyncProperty(bytesFor(door), async (bytes) => {
      expect(await workOf(door, bytes)).toBeLessThan(workMsMax);
    });
    await fc.assert(property, { numRuns: runs, seed: 1 });
  });

  test("is quickly done with what is cheap to send", async () => {
    for (const [name, bytes] of monsters) expect(await workOf(door, bytes), name).toBeLessThan(workMsMax);
  });
});
