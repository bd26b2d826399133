/** Keys of a district that lives in memory only: for tests and the simulator, never for an office. */
import { utf8 } from "../../base/bytes.ts";
import type { Random } from "../../base/random.ts";
import { importColumnKeys } from "../../crypto/column.ts";
import { signWord } from "../../crypto/district-words.ts";
import { sha256 } from "../../crypto/hash.ts";
import { makeSealingKey } from "../../crypto/sealing.ts";
import type { SigningKey } from "../../crypto/signing.ts";
import { makeSigningKey } from "../../crypto/signing.ts";
import type { Dictionary } from "../../domain/configuration/configuration.ts";
import type { Keyring } from "../../protocol/keyring.ts";
import { encodeKeyring } from "../../protocol/keyring.ts";
import { keyAlgorithms } from "../../protocol/keys.ts";
import { encodeSigned } from "../../protocol/signed.ts";
import { NO_DEVICE, tags } from "../../protocol/tags.ts";
import type { DistrictKeys } from "./keys.ts";
import { indexSealingKeys } from "./keys.ts";

/** A root, a ring of one signing and one sealing key, and what belongs to them. */
export async function makeKeys(options: {
  readonly regency: string;
  readonly random: Random;
  readonly dictionaries?: readonly Dictionary[];
  /** The root's key pair, where the caller wants to sign later rings with it. */
  readonly root?: SigningKey;
}): Promise<DistrictKeys> {
  const root = options.root ?? (await makeSigningKey(keyAlgorithms.ed25519, { extractable: false }));
  const signing = await makeSigningKey(keyAlgorithms.ed25519, { extractable: false });
  const sealing = await makeSealingKey(keyAlgorithms.hpkeX25519, { extractable: false });
  const dictionaries = await Promise.all(
    (options.dictionaries ?? []).map(async ({ id, text }) => ({ id, hash: await sha256(utf8(text)) })),
  );
  const keyring: Keyring = {
    number: 1,
    keys: [
      { use: "sign", state: "active", key: signing.publicKey, from: 0 },
      { use: "seal", state: "active", key: sealing.publicKey, from: 0 },
    ],
    dictionaries,
  };
  const scope = { regency: options.regency, device: NO_DEVICE };
  const signed = await signWord(root, tags.keyring, scope, encodeKeyring(keyring));
  return {
    rootKey: root.publicKey,
    keyring,
    signedKeyring: encodeSigned(signed),
    signing,
    sealing: await indexSealingKeys([sealing]),
    columns: await importColumnKeys(1, new Map([[1, options.random.bytes(32)]])),
    indexKey: options.random.bytes(32),
  };
}
