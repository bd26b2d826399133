/**
 * The district's private keys as the rest of the server may use them, and the keyring that names their public parts.
 * Where they lie on disk is `key-files.ts`'s business; no private key ever enters the database or its backup.
 */
import { definite } from "../../base/assert.ts";
import type { Bytes } from "../../base/bytes.ts";
import { toHex } from "../../base/bytes.ts";
import type { ColumnKeys } from "../../crypto/column.ts";
import { signWord } from "../../crypto/district-words.ts";
import { keyId } from "../../crypto/hash.ts";
import type { SealingKey } from "../../crypto/sealing.ts";
import type { SigningKey } from "../../crypto/signing.ts";
import type { Keyring } from "../../protocol/keyring.ts";
import type { PublicKeyBytes } from "../../protocol/keys.ts";
import type { SignedBytes } from "../../protocol/signed.ts";
import type { Tag } from "../../protocol/tags.ts";
import { NO_DEVICE } from "../../protocol/tags.ts";

export type DistrictKeys = {
  /** Pinned by every tablet at enrolment. */
  readonly rootKey: PublicKeyBytes;
  readonly keyring: Keyring;
  /** The keyring as the root signed it. */
  readonly signedKeyring: Bytes;
  readonly signing: SigningKey;
  /** Every sealing key that still opens, by hex key id; old ones stay (DESIGN §6). */
  readonly sealing: ReadonlyMap<string, SealingKey>;
  readonly columns: ColumnKeys;
  /** 32 bytes: for blind indexes and hashes of codes. */
  readonly indexKey: Bytes;
};

/** The district's word under `tag`; `device` when it is about one. */
export function signAsDistrict(
  district: { readonly regency: string; readonly keys: DistrictKeys },
  tag: Tag,
  body: Bytes,
  device: Bytes = NO_DEVICE,
): Promise<SignedBytes> {
  return signWord(district.keys.signing, tag, { regency: district.regency, device }, body);
}

/** The sealing key an envelope was made for, or undefined when this district never had it. */
export function findSealingKey(keys: Pick<DistrictKeys, "sealing">, id: Bytes): SealingKey | undefined {
  return keys.sealing.get(toHex(id));
}

/** The sealing keys by their id, for building {@link DistrictKeys}. */
export async function indexSealingKeys(list: readonly SealingKey[]): Promise<ReadonlyMap<string, SealingKey>> {
  const pairs = await Promise.all(list.map(async (key) => [toHex(await keyId(key.publicKey)), key] as const));
  return new Map(pairs);
}

/** The active sealing key's id, for tests and the headless tablet. */
export function firstSealingKey(keys: DistrictKeys): SealingKey {
  return definite([...keys.sealing.values()].at(-1), "a district has a sealing key");
}
