import { expect, it } from "vitest";
import { definite } from "../base/assert.ts";
import { concatBytes, fromHex, toHex, utf8 } from "../base/bytes.ts";
import {
  applicationIdOf,
  entryDigest,
  INTAKE_HASH_START,
  intakeHash,
  keyId,
  noticeId,
  RUNNING_HASH_START,
  runningHash,
  sha256,
} from "./hash.ts";

const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

it("is SHA-256 (FIPS 180-4), also of a view into a larger buffer", async () => {
  expect(toHex(await sha256(utf8("abc")))).toBe(abc);
  expect(toHex(await sha256(utf8("xabcx").subarray(1, 4)))).toBe(abc);
});

it("ids are the beginnings of hashes, each as long as its kind", async () => {
  expect(toHex(await applicationIdOf(utf8("abc")))).toBe(abc.slice(0, 32));
  expect(toHex(await noticeId(utf8("abc")))).toBe(abc);
  expect(toHex(await keyId(utf8("abc")))).toBe(abc.slice(0, 16));
});

it("running hashes chain: order, omission and repetition all show", async () => {
  const [a, b] = [await sha256(utf8("a")), await sha256(utf8("b"))];
  const chain = async (digests: readonly Uint8Array[]): Promise<string> => {
    let hash = RUNNING_HASH_START;
    for (const digest of digests) hash = await runningHash(hash, digest);
    return toHex(hash);
  };
  expect(await chain([a])).toBe(toHex(await sha256(concatBytes(new Uint8Array(32), a))));
  const chains = [await chain([a, b]), await chain([b, a]), await chain([b]), await chain([a, a, b])];
  expect(new Set(chains).size).toBe(4);
});

it("the intake hash keeps 16 bytes at every step", async () => {
  const digest = await sha256(utf8("a"));
  const first = await intakeHash(INTAKE_HASH_START, digest);
  expect(first).toEqual((await sha256(concatBytes(new Uint8Array(16), digest))).slice(0, 16));
  expect(await intakeHash(first, digest)).toHaveLength(16);
});

it("an entry of another device or regency is another entry", async () => {
  const entry = { shared: utf8("s"), own: utf8("o"), envelope: utf8("e") };
  const device = definite(fromHex("00".repeat(16)), "hex");
  const digests = [
    await entryDigest({ regency: "33.29", device }, entry),
    await entryDigest({ regency: "33.28", device }, entry),
    await entryDigest({ regency: "33.29", device: device.map(() => 1) }, entry),
  ];
  expect(new Set(digests.map(toHex)).size).toBe(3);
});
