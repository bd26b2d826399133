/** What a PIN needs may be missing for a while: that is said, costs no try, and heals by itself. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { unwrap } from "../base/result.ts";
import { keyAlgorithms } from "../protocol/keys.ts";
import { makeVaultKey, makeVaultPair } from "../crypto/vault.ts";
import { memorySettings } from "../store/settings.ts";
import { systemClock, systemRandom } from "./open-sync.ts";
import { VaultSession } from "./vault-session.ts";

const pin = "281946";

async function newSession(): Promise<VaultSession> {
  const settings = memorySettings();
  const newVaultKey = makeVaultKey(systemRandom);
  const vaultPair = await makeVaultPair(newVaultKey, keyAlgorithms.hpkeX25519, systemRandom);
  await settings.write({ newVaultKey, vaultPair });
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
