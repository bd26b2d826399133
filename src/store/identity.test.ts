import { expect, test } from "vitest";
import type { Identity } from "./identity.ts";
import { readIdentity, writeIdentity } from "./identity.ts";
import { MemoryIdentityFile, makeMemoryMedium } from "./memory/memory-disks.ts";

const first: Identity = {
  server: "https://a.example",
  signingKeys: [new Uint8Array(33)],
  logIds: [],
  enrolment: undefined,
};
const second: Identity = {
  ...first,
  logIds: [new Uint8Array(8).fill(1)],
  enrolment: {
    device: new Uint8Array(16).fill(2),
    regency: "33.29",
    village: 3329091002,
    rootKey: new Uint8Array(33),
    keyring: new Uint8Array(10),
    certificate: new Uint8Array(11),
    stand: new Uint8Array(12),
    configVersion: 3,
  },
};

test("a new tablet has no identity; the last one written is the one read", async () => {
  const file = new MemoryIdentityFile(makeMemoryMedium());
  expect(await readIdentity(file)).toBeUndefined();
  for (const identity of [first, second, first, second]) {
    await writeIdentity(file, identity);
    expect(await readIdentity(file)).toEqual(identity);
  }
});

test("a write torn at any byte leaves the identity before it", async () => {
  const whole = makeMemoryMedium();
  for (const identity of [first, second]) await writeIdentity(new MemoryIdentityFile(whole), identity);
  const length = whole.identity[1].byteLength;
  for (let torn = 0; torn <= length; torn += 1) {
    const medium = makeMemoryMedium();
    await writeIdentity(new MemoryIdentityFile(medium), first);
    const tearing = new MemoryIdentityFile(medium, (step) =>
      step === "identity.write" ? Promise.resolve({ torn }) : undefined,
    );
    await writeIdentity(tearing, second);
    const read = await readIdentity(new MemoryIdentityFile(medium));
    expect(read, `torn after ${torn} of ${length} bytes`).toEqual(torn === length ? second : first);
  }
});
