/**
 * The district's signed words and who may speak them: the root signs keyrings, keys of a keyring sign everything else.
 * A superseded key still counts where the caller allows it, a revoked key never (DESIGN §6). Knows no clock, no store.
 */
import type { Bytes } from "../base/bytes.ts";
import { equalBytes, toHex } from "../base/bytes.ts";
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import type { Certificate } from "../protocol/certificate.ts";
import { certificateBytesMax, parseCertificate } from "../protocol/certificate.ts";
import type { Keyring, KeyringKey, KeyUse } from "../protocol/keyring.ts";
import { keyringBytesMax, parseKeyring } from "../protocol/keyring.ts";
import type { PublicKeyBytes } from "../protocol/keys.ts";
import type { SignedBytes } from "../protocol/signed.ts";
import { parseSigned, signedInput } from "../protocol/signed.ts";
import type { Scope, Tag } from "../protocol/tags.ts";
import { NO_DEVICE, tags } from "../protocol/tags.ts";
import { keyId } from "./hash.ts";
import type { SigningKey } from "./signing.ts";
import { signWith, verifyWith } from "./signing.ts";

/** `body` with the signature of `key` under `tag`. */
export async function signWord(key: SigningKey, tag: Tag, scope: Scope, body: Bytes): Promise<SignedBytes> {
  const signature = await signWith(key, signedInput(tag, scope, { body }));
  return { body, keyId: await keyId(key.publicKey), signature };
}

/** The keyring, when the pinned root signed it for this regency. Whether its number has risen is the caller's to check. */
export async function openKeyring(
  bytes: Bytes,
  rootKey: PublicKeyBytes,
  regency: string,
): Promise<Result<Keyring, "malformed" | "signature-invalid">> {
  const signed = parseSigned(bytes, keyringBytesMax);
  if (!signed.ok) return signed;
  const input = signedInput(tags.keyring, { regency, device: NO_DEVICE }, signed.value);
  const byRoot = equalBytes(signed.value.keyId, await keyId(rootKey));
  if (!byRoot || !(await verifyWith(rootKey, input, signed.value.signature))) return err("signature-invalid");
  return parseKeyring(signed.value.body);
}

/** True when the key of that id in `ring` signs, is not revoked, and made `signature` over `input` (already tagged). */
export async function verifyByRing(
  ring: Keyring,
  id: Uint8Array,
  input: Uint8Array,
  signature: Uint8Array,
  options: { readonly allowSuperseded: boolean },
): Promise<boolean> {
  const key = (await signersOf(ring)).get(toHex(id));
  if (!key) return false;
  const counts = key.state === "active" || (key.state === "superseded" && options.allowSuperseded);
  return counts && (await verifyWith(key.key, input, signature));
}

/** True when `signed` is the district's word under `tag` for this scope. */
export function verifyWord(
  ring: Keyring,
  tag: Tag,
  scope: Scope,
  signed: SignedBytes,
  options: { readonly allowSuperseded: boolean },
): Promise<boolean> {
  return verifyByRing(ring, signed.keyId, signedInput(tag, scope, signed), signed.signature, options);
}

/**
 * The certificate, when a key of `ring` signed it for its own device. Superseded keys count: a certificate outlives
 * the key it was signed with; revoking a device is the ledger's word, not the signature's.
 */
export async function openCertificate(
  bytes: Bytes,
  ring: Keyring,
  regency: string,
): Promise<Result<Certificate, "malformed" | "signature-invalid">> {
  const signed = parseSigned(bytes, certificateBytesMax);
  if (!signed.ok) return signed;
  const certificate = parseCertificate(signed.value.body);
  if (!certificate.ok) return certificate;
  const scope = { regency, device: certificate.value.device };
  const genuine = await verifyWord(ring, tags.certificate, scope, signed.value, { allowSuperseded: true });
  return genuine ? ok(certificate.value) : err("signature-invalid");
}

/** True for a signing key that stands in the ring as revoked. */
export async function isRevokedKey(ring: Keyring, id: Uint8Array): Promise<boolean> {
  return (await signersOf(ring)).get(toHex(id))?.state === "revoked";
}

/** The key to sign with, or to seal for, today: of the active ones the newest. Undefined when there is none. */
export function activeKey(ring: Keyring, use: KeyUse): KeyringKey | undefined {
  const usable = ring.keys.filter((key) => key.use === use && key.state === "active");
  return usable.reduce<KeyringKey | undefined>((best, key) => (best && best.from >= key.from ? best : key), undefined);
}

/** Signing keys by hex key id. A ring is a value that never changes, so its ids are counted out once. */
const signersByRing = new WeakMap<Keyring, Promise<ReadonlyMap<string, KeyringKey>>>();

function signersOf(ring: Keyring): Promise<ReadonlyMap<string, KeyringKey>> {
  const known = signersByRing.get(ring);
  if (known) return known;
  const fresh = indexSigners(ring);
  signersByRing.set(ring, fresh);
  return fresh;
}

/** Should a ring name a key twice, the worse state counts: never trusted by mistake. */
async function indexSigners(ring: Keyring): Promise<ReadonlyMap<string, KeyringKey>> {
  const badness = { active: 0, superseded: 1, revoked: 2 } as const;
  const byId = new Map<string, KeyringKey>();
  for (const key of ring.keys) {
    if (key.use !== "sign") continue;
    const id = toHex(await keyId(key.key));
    const other = byId.get(id);
    if (!other || badness[key.state] > badness[other.state]) byId.set(id, key);
  }
  return byId;
}
