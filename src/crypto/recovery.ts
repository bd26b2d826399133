/**
 * Recovery of a vault whose officers are gone: a random code wraps the vault key, and the code itself is sealed to the
 * district when the vault is made. Staff read it out once, over the telephone if need be (DESIGN §6).
 */
import type { Bytes } from "../base/bytes.ts";
import { fromUtf8, utf8 } from "../base/bytes.ts";
import { crockfordCheck, isCrockford, makeCode, normaliseCrockford } from "../base/ids.ts";
import type { Random } from "../base/random.ts";
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import { encodeCbor } from "../protocol/cbor.ts";
import type { PublicKeyBytes } from "../protocol/keys.ts";
import type { Scope } from "../protocol/tags.ts";
import { taggedBytes, tags } from "../protocol/tags.ts";
import { sha256 } from "./hash.ts";
import type { SealingKey } from "./sealing.ts";
import { open, seal } from "./sealing.ts";
import type { VaultKey, VaultPlace } from "./vault.ts";
import { openFromVault, sealToVault } from "./vault.ts";

/** 25 characters of 5 bits: 125 random bits need no slow derivation. A check character follows. */
const codeLength = 25;
const codeRandomBytes = 16;
const PLACE: VaultPlace = { purpose: "recovery", id: "" };
const INFO = utf8(tags.recovery);

export type Recovery = {
  /** The vault key under the code; stays on the tablet. */
  readonly wrapped: Bytes;
  /** The code, sealed to the district; for the district only. */
  readonly sealed: Bytes;
};

async function keyOfCode(code: string): Promise<Bytes> {
  return sha256(encodeCbor([tags.recovery, code]));
}

/** Makes both halves. The code itself is forgotten here; `scope` names regency and device. */
export async function makeRecovery(
  vaultKey: VaultKey,
  districtSealingKey: PublicKeyBytes,
  scope: Scope,
  random: Random,
): Promise<Recovery> {
  const code = makeCode(random.bytes(codeRandomBytes), codeLength);
  const wrapped = await sealToVault(await keyOfCode(code), PLACE, vaultKey, random);
  const sealed = await seal(districtSealingKey, utf8(code), taggedBytes(tags.recovery, scope), INFO);
  return { wrapped, sealed };
}

/** District side: the code to read out. Failure: `seal-broken` (another key, another tablet, changed). */
export async function openRecovery(
  sealed: Bytes,
  districtSealingKey: SealingKey,
  scope: Scope,
): Promise<Result<string, "seal-broken">> {
  const opened = await open(districtSealingKey, sealed, taggedBytes(tags.recovery, scope), INFO);
  if (!opened.ok) return opened;
  const code = fromUtf8(opened.value);
  return code === undefined ? err("seal-broken") : ok(code);
}

/** Tablet side: the vault key of a code that was typed. Failures: `code-malformed` (a slip of the finger), `code-wrong`. */
export async function recoverVaultKey(
  wrapped: Bytes,
  typed: string,
): Promise<Result<VaultKey, "code-malformed" | "code-wrong">> {
  const code = normaliseCrockford(typed);
  const body = code.slice(0, codeLength);
  if (code.length !== codeLength + 1 || !isCrockford(body) || crockfordCheck(body) !== code.slice(codeLength))
    return err("code-malformed");
  const vaultKey = await openFromVault(await keyOfCode(code), PLACE, wrapped);
  return vaultKey.ok ? vaultKey : err("code-wrong");
}
