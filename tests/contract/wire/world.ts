/** What all frozen messages are about: one tablet, one entry with one attachment, one district and its words. */
import type { Bytes } from "../../../src/base/bytes.ts";
import { utf8 } from "../../../src/base/bytes.ts";
import type { Result } from "../../../src/base/result.ts";
import { encryptBlob } from "../../../src/crypto/blobs.ts";
import { signWord, verifyWord } from "../../../src/crypto/district-words.ts";
import { applicationIdOf, entryDigest, keyId, runningHash, RUNNING_HASH_START } from "../../../src/crypto/hash.ts";
import type { SealingKey } from "../../../src/crypto/sealing.ts";
import { beginSeal } from "../../../src/crypto/sealing.ts";
import type { SigningKey } from "../../../src/crypto/signing.ts";
import { encodeCertificate } from "../../../src/protocol/certificate.ts";
import type { OwnHeader, SealedEntry, SharedHeader } from "../../../src/protocol/entry.ts";
import { encodeOwnHeader, encodeSharedHeader, envelopeAad } from "../../../src/protocol/entry.ts";
import { encodeKeyring } from "../../../src/protocol/keyring.ts";
import { configurationBytesMax } from "../../../src/protocol/endpoints.ts";
import { encodeSigned, parseSigned } from "../../../src/protocol/signed.ts";
import { encodeStand } from "../../../src/protocol/stand.ts";
import type { Scope, Tag } from "../../../src/protocol/tags.ts";
import { NO_DEVICE, tags } from "../../../src/protocol/tags.ts";
import * as fixed from "./fixed-values.ts";

export type Message = {
  readonly name: string;
  /** What today's code makes of the fixed values. */
  readonly bytes: Bytes;
  /** What a reader finds in the frozen bytes, signatures and seals checked on the way. */
  readonly read: (bytes: Bytes) => unknown;
  readonly value: unknown;
};

/** The value, or a word that no test expects. */
export const valueOf = <T>(result: Result<T>): T | string => (result.ok ? result.value : result.code);

export const scope: Scope = { regency: fixed.regency, device: fixed.device };
export const everybody: Scope = { regency: fixed.regency, device: NO_DEVICE };

export type World = Awaited<ReturnType<typeof makeWorld>>;

/** Keys, one entry and one attachment that all messages are about. */
export async function makeWorld() {
  const keys = await fixed.fixedKeys();
  const counted = {
    bytes: (length: number) => (length === 32 ? fixed.blobKey : fixed.counting(length, 0xb0)),
    fraction: () => 0,
  };
  const blob = await encryptBlob(fixed.blobClear, counted);
  const shared: SharedHeader = {
    village: fixed.village,
    signingKeyId: await keyId(keys.device.publicKey),
    logId: fixed.logId,
    sealingKeyId: await keyId(keys.sealing.publicKey),
    dictionaryId: 1,
  };
  const applicationId = await applicationIdOf(fixed.secret);
  const blobs = [{ hash: blob.hash, size: blob.bytes.byteLength }];
  const own: OwnHeader = { kind: "application", applicationId, seq: 1, priority: 1, base: undefined, blobs };
  const entry = await sealEntry(keys.sealing, shared, own);
  const digest = await entryDigest(scope, entry);
  const head = { logId: fixed.logId, seq: 1, runningHash: (await runningHash(RUNNING_HASH_START, digest)).slice(0, 8) };
  const ring = {
    number: 4,
    keys: [
      { use: "sign", state: "active", key: keys.district.publicKey, from: fixed.moment },
      { use: "sign", state: "revoked", key: keys.root.publicKey, from: 0 },
      { use: "seal", state: "active", key: keys.sealing.publicKey, from: fixed.moment },
      { use: "seal", state: "superseded", key: keys.sealingP256.publicKey, from: 0 },
    ],
    dictionaries: [{ id: 1, hash: fixed.counting(32, 0xc0) }],
  } as const;
  const words = await districtWords(keys.district, keys.root, encodeKeyring(ring), keys.device, keys.vault.publicKey);
  return { keys, blob, shared, own, entry, digest, head, ring, applicationId, ...words };
}

export async function sealEntry(key: SealingKey, shared: SharedHeader, own: OwnHeader): Promise<SealedEntry> {
  const headers = { shared: encodeSharedHeader(shared), own: encodeOwnHeader(own) };
  const aad = envelopeAad(scope, headers);
  const ephemeral = await fixed.fixedEphemeral(key.algorithm);
  const begun = await beginSeal(key.publicKey, utf8(tags.envelope), ephemeral);
  return { ...headers, envelope: await begun.finish(fixed.plaintext, aad) };
}

async function districtWords(district: SigningKey, root: SigningKey, ring: Bytes, device: SigningKey, vaultKey: Bytes) {
  const certificate = {
    device: fixed.device,
    signingKey: device.publicKey,
    vaultKey,
    village: fixed.village,
    serial: 12,
    issuedAt: fixed.moment,
  };
  const stand = { epoch: 2, intake: 40, intakeHash: fixed.counting(16, 0x40), safeThrough: 30, time: fixed.moment };
  const notices = { village: fixed.village, position: 7, hash: fixed.counting(8, 0x50) };
  const standOfVillage = { ...stand, notices };
  const sign = async (key: SigningKey, tag: Tag, body: Bytes, where: Scope = everybody): Promise<Bytes> =>
    encodeSigned(await signWord(key, tag, where, body));
  return {
    certificate,
    stand,
    signedRing: await sign(root, tags.keyring, ring),
    signedCertificate: await sign(district, tags.certificate, encodeCertificate(certificate), scope),
    signedStand: await sign(district, tags.stand, encodeStand(stand)),
    standOfVillage,
    signedStandOfVillage: await sign(district, tags.stand, encodeStand(standOfVillage)),
  };
}

/** A reader that checks a word of the district before it parses its body. */
export function readWord(
  world: World,
  tag: Tag,
  where: Scope,
  parse: (body: Bytes) => Result<unknown>,
): Message["read"] {
  return async (bytes) => {
    const signed = parseSigned(bytes, configurationBytesMax);
    if (!signed.ok) return signed.code;
    const genuine = await verifyWord(world.ring, tag, where, signed.value, { allowSuperseded: false });
    return genuine ? valueOf(parse(signed.value.body)) : "signature-invalid";
  };
}
