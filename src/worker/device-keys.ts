/**
 * The keys of this device: the signing key, and the vault's own pair until an officer makes the vault. The identity file
 * knows a signing key before its first use (DESIGN §2), so that enrolling again can certify what it signed.
 */
import { equalBytes } from "../base/bytes.ts";
import { bestSealingAlgorithm } from "../crypto/sealing.ts";
import { bestSigningAlgorithm, makeSigningKey } from "../crypto/signing.ts";
import { makeVaultKey, makeVaultPair } from "../crypto/vault.ts";
import type { Identity } from "../store/identity.ts";
import { readIdentity, writeIdentity } from "../store/identity.ts";
import type { StoredSigningKey, StoredVaultPair } from "../store/settings.ts";
import type { World } from "./world.ts";

export type DeviceKeys = { readonly signing: StoredSigningKey; readonly vault: StoredVaultPair };

/**
 * A damaged browser database takes the signing key along (failures F18: all databases of an origin share one file).
 * Such a tablet makes a new key and goes on filing; its bundles wait on the district's shelf until it is enrolled again.
 * True when it was so.
 */
export async function replaceLostKeys(world: Pick<World, "settings" | "random" | "identityFile">): Promise<boolean> {
  const identity = await readIdentity(world.identityFile);
  if (!identity?.enrolment || (await world.settings.read("signingKey"))) return false;
  await keepDeviceKeys(world, identity, (next) => writeIdentity(world.identityFile, next));
  return true;
}

/** The keys of an earlier try, or new ones, kept. `identity` is flushed through `keepIdentity` before this resolves. */
export async function keepDeviceKeys(
  world: Pick<World, "settings" | "random">,
  identity: Identity,
  keepIdentity: (identity: Identity) => Promise<void>,
): Promise<DeviceKeys> {
  const { settings, random } = world;
  const signing =
    (await settings.read("signingKey")) ?? (await makeSigningKey(await bestSigningAlgorithm(), { extractable: false }));
  const earlier = await settings.read("vaultPair");
  const newVaultKey = makeVaultKey(random);
  const vault = earlier ?? (await makeVaultPair(newVaultKey, await bestSealingAlgorithm(), random));
  await settings.write({ signingKey: signing, ...(earlier ? {} : { vaultPair: vault, newVaultKey }) });
  if (!identity.signingKeys.some((known) => equalBytes(known, signing.publicKey)))
    await keepIdentity({ ...identity, signingKeys: [...identity.signingKeys, signing.publicKey] });
  return { signing, vault };
}
