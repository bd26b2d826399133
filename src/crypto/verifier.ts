/** What the sync engine asks about signatures, for one regency and its pinned root. Fits `Verifier` of sync/ports.ts by shape. */
import type { Bytes } from "../base/bytes.ts";
import type { Result } from "../base/result.ts";
import type { Keyring } from "../protocol/keyring.ts";
import type { PublicKeyBytes } from "../protocol/keys.ts";
import { openKeyring, verifyByRing } from "./district-words.ts";
import { sha256 } from "./hash.ts";

export type RootedVerifier = {
  readonly regency: string;
  verifyDistrict(ring: Keyring, keyId: Bytes, input: Bytes, signature: Bytes): Promise<boolean>;
  openKeyring(signed: Bytes): Promise<Result<Keyring, "malformed" | "signature-invalid">>;
  sha256(bytes: Bytes): Promise<Bytes>;
};

/** The verifier of a regency. Superseded keys count in the ring they stand in, revoked ones never. */
export function makeVerifier(trust: { readonly regency: string; readonly rootKey: PublicKeyBytes }): RootedVerifier {
  return {
    regency: trust.regency,
    verifyDistrict: (ring, keyId, input, signature) =>
      verifyByRing(ring, keyId, input, signature, { allowSuperseded: true }),
    openKeyring: (signed) => openKeyring(signed, trust.rootKey, trust.regency),
    sha256,
  };
}
