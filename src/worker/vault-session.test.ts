/** What a PIN needs may be missing for a while: that is said, costs no try, and heals by itself. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { unwrap } from "../base/result.ts";
import { keyAlgorithms } from "../protocol/keys.ts";
import { makeVaultKey, makeVaultPair } from "../crypto/vault.ts";
import { StoreFailure } from "../store/ports.ts";
import { memorySettings } from "../store/settings.ts";
import type { Settings } from "../store/settings.ts";
import { systemClock, systemRandom } from "./open-sync.ts";
import { VaultSession } from "./vault-session.ts";

const pin = "281946";

async function newSession(): Promise<VaultSession> {
  const { settings } = await fillableSettings();
  return new VaultSession({ settings, clock: systemClock, random: systemRandom });
}

/** As in a browser that never kept the chunk and has no network. */
function cutArgon2(): void {
  vi.doMock("hash-wasm", () => {
    throw new TypeError("Failed to fetch dynamically imported module");
  });
}

afterEach(() => {
  vi.doUnmock("hash-wasm");
});

describe("a PIN whose check cannot be fetched", () => {
  it("is refused in words, is not counted as wrong, and is taken once the network is back", async () => {
    const session = await newSession();
    const { id } = unwrap(await session.createOfficer("Bu Rini", pin));
    session.lock();
    cutArgon2();
    for (let tries = 0; tries < 9; tries += 1)
      expect(await session.unlock(id, pin)).toEqual({ ok: false, code: "pin-check-missing" });
    expect(await session.waitMs()).toBe(0);
    expect(session.officer).toBeUndefined();
    vi.doUnmock("hash-wasm");
    expect(await session.unlock(id, pin)).toMatchObject({ ok: true });
  });

  it("makes no officer and no vault", async () => {
    const session = await newSession();
    cutArgon2();
    expect(await session.createOfficer("Bu Rini", pin)).toEqual({ ok: false, code: "pin-check-missing" });
    vi.doUnmock("hash-wasm");
    expect(await session.officers()).toEqual([]);
    expect(await session.createOfficer("Bu Rini", pin)).toMatchObject({ ok: true });
  });
});

/** Failures F14. */
describe("a PIN that a full disk cannot count", () => {
  it("is not tried, says so, and is taken once there is room again", async () => {
    const { settings, fill, empty } = await fillableSettings();
    const session = new VaultSession({ settings, clock: systemClock, random: systemRandom });
    const { id } = unwrap(await session.createOfficer("Bu Rini", pin));
    session.lock();
    fill();
    expect(await session.unlock(id, pin)).toEqual({ ok: false, code: "storage-full" });
    expect(session.officer).toBeUndefined();
    empty();
    expect(await session.unlock(id, pin)).toMatchObject({ ok: true });
  });

  it("makes no officer who would be gone after the next start", async () => {
    const { settings, fill } = await fillableSettings();
    const session = new VaultSession({ settings, clock: systemClock, random: systemRandom });
    fill();
    expect(await session.createOfficer("Bu Rini", pin)).toEqual({ ok: false, code: "storage-full" });
    expect(session.officer).toBeUndefined();
    expect(await session.officers()).toEqual([]);
  });

  it("opens all the same when the disk got full after it was counted", async () => {
    const { settings, fillAfterWrites } = await fillableSettings();
    const session = new VaultSession({ settings, clock: systemClock, random: systemRandom });
    const { id } = unwrap(await session.createOfficer("Bu Rini", pin));
    session.lock();
    fillAfterWrites(1);
    expect(await session.unlock(id, pin)).toMatchObject({ ok: true });
  });
});

/** Settings of a tablet without officers whose disk can get full. */
async function fillableSettings() {
  const inner = memorySettings();
  const newVaultKey = makeVaultKey(systemRandom);
  const vaultPair = await makeVaultPair(newVaultKey, keyAlgorithms.hpkeX25519, systemRandom);
  await inner.write({ newVaultKey, vaultPair });
  let writesLeft = Number.POSITIVE_INFINITY;
  const settings: Settings = {
    ...inner,
    write: (values) => {
      if (writesLeft === 0) return Promise.reject(new StoreFailure("storage-full", "settings"));
      writesLeft -= 1;
      return inner.write(values);
    },
  };
  const fillAfterWrites = (writes: number): void => {
    writesLeft = writes;
  };
  return {
    settings,
    fillAfterWrites,
    fill: () => fillAfterWrites(0),
    empty: () => fillAfterWrites(Number.POSITIVE_INFINITY),
  };
}
