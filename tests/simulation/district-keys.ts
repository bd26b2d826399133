/** The office's keys over the years: a new signing or sealing key by a new ring, the old ones superseded. Signs no word itself. */
import { signWord } from "../../src/crypto/district-words.ts";
import { makeSealingKey } from "../../src/crypto/sealing.ts";
import type { SigningKey } from "../../src/crypto/signing.ts";
import { makeSigningKey } from "../../src/crypto/signing.ts";
import type { Keyring, KeyUse } from "../../src/protocol/keyring.ts";
import { encodeKeyring } from "../../src/protocol/keyring.ts";
import { keyAlgorithms } from "../../src/protocol/keys.ts";
import { encodeSigned } from "../../src/protocol/signed.ts";
import { NO_DEVICE, tags } from "../../src/protocol/tags.ts";
import type { DistrictKeys } from "../../src/server/keys/keys.ts";
import { indexSealingKeys } from "../../src/server/keys/keys.ts";

/** The keys with a new one of this use, in a ring that the root has signed. Old sealing keys go on opening (DESIGN §6). */
export async function rotateKeys(
  keys: DistrictKeys,
  root: SigningKey,
  regency: string,
  use: KeyUse,
  from: number,
): Promise<DistrictKeys> {
  const signing = use === "sign" ? await makeSigningKey(keyAlgorithms.ed25519, { extractable: false }) : keys.signing;
  const sealing = use === "seal" ? [await makeSealingKey(keyAlgorithms.hpkeX25519, { extractable: false })] : [];
  const fresh = sealing[0]?.publicKey ?? signing.publicKey;
  const keyring: Keyring = {
    ...keys.keyring,
    number: keys.keyring.number + 1,
    keys: [
      ...keys.keyring.keys.map((key) => (key.use === use ? { ...key, state: "superseded" as const } : key)),
      { use, state: "active", key: fresh, from },
    ],
  };
  const signed = await signWord(root, tags.keyring, { regency, device: NO_DEVICE }, encodeKeyring(keyring));
  return {
    ...keys,
    keyring,
    signedKeyring: encodeSigned(signed),
    signing,
    sealing: new Map([...keys.sealing, ...(await indexSealingKeys(sealing))]),
  };
}
