/**
 * The public facts of this tablet, mirrored outside the database: who it is, its keys and certificates, its district.
 * Two slots are written in turn and the newest whole one counts. Knows no private key and no OPFS.
 */
import type { Bytes } from "../base/bytes.ts";
import { concatBytes } from "../base/bytes.ts";
import type { Result } from "../base/result.ts";
import { certificateBytesMax } from "../protocol/certificate.ts";
import {
  asBytes,
  asBytesUpTo,
  asList,
  asListOf,
  asOptional,
  asText,
  asUint,
  encodeCbor,
  parseCbor,
} from "../protocol/cbor.ts";
import { logIdBytes } from "../protocol/entry.ts";
import { keyringBytesMax } from "../protocol/keyring.ts";
import type { PublicKeyBytes } from "../protocol/keys.ts";
import { deviceIdBytes, publicKeyBytesMax } from "../protocol/keys.ts";
import { standBytesMax } from "../protocol/stand.ts";
import { crc32 } from "./journal/crc32.ts";
import type { IdentityFile } from "./ports.ts";

const identityVersion = 1;
const keysMax = 256;
const logIdsMax = 4096;
const checkBytes = 4;

/** What enrolment gave. */
export type Enrolment = {
  readonly device: Bytes;
  readonly regency: string;
  readonly village: number;
  readonly rootKey: PublicKeyBytes;
  /** Signed, as they came. */
  readonly keyring: Bytes;
  readonly certificate: Bytes;
  readonly stand: Bytes;
  readonly configVersion: number;
};

export type Identity = {
  /** Origin the tablet was enrolled at. */
  readonly server: string;
  /** Every signing key this tablet ever made, the newest last; written before a key's first use. */
  readonly signingKeys: readonly PublicKeyBytes[];
  /** Logs that hold entries, oldest first. */
  readonly logIds: readonly Bytes[];
  /** Undefined until the first enrolment. */
  readonly enrolment: Enrolment | undefined;
};

type Slots = Pick<IdentityFile, "readSlots" | "writeSlot">;

/** The newest whole slot, or undefined on a new tablet. */
export async function readIdentity(file: Slots): Promise<Identity | undefined> {
  return (await newestSlot(file))?.identity;
}

/** Writes the older slot and flushes; the other one stays as it was until this has resolved. */
export async function writeIdentity(file: Slots, identity: Identity): Promise<void> {
  const newest = await newestSlot(file);
  const counter = (newest?.counter ?? 0) + 1;
  await file.writeSlot(newest?.slot === 0 ? 1 : 0, encodeSlot(counter, identity));
}

type Slot = { readonly slot: 0 | 1; readonly counter: number; readonly identity: Identity };

async function newestSlot(file: Slots): Promise<Slot | undefined> {
  const [first, second] = await file.readSlots();
  const [a, b] = [parseSlot(0, first), parseSlot(1, second)];
  if (!a || !b) return a ?? b;
  return a.counter > b.counter ? a : b;
}

function encodeSlot(counter: number, { server, signingKeys, logIds, enrolment }: Identity): Bytes {
  const body = encodeCbor([
    identityVersion,
    counter,
    server,
    signingKeys,
    logIds.slice(-logIdsMax),
    enrolment
      ? [
          enrolment.device,
          enrolment.regency,
          enrolment.village,
          enrolment.rootKey,
          enrolment.keyring,
          enrolment.certificate,
          enrolment.stand,
          enrolment.configVersion,
        ]
      : null,
  ]);
  const check = new Uint8Array(checkBytes);
  new DataView(check.buffer).setUint32(0, crc32(body));
  return concatBytes(check, body);
}

function parseSlot(slot: 0 | 1, bytes: Bytes): Slot | undefined {
  if (bytes.byteLength <= checkBytes) return undefined;
  const body = bytes.subarray(checkBytes);
  const check = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  if (check !== crc32(body)) return undefined;
  const parsed = parseBody(body);
  return parsed.ok ? { slot, ...parsed.value } : undefined;
}

function parseBody(body: Uint8Array): Result<Omit<Slot, "slot">, "malformed"> {
  return parseCbor(body, (value) => {
    const [, counter, server, signingKeys, logIds, enrolment] = asList(value, 6, "identity");
    return {
      counter: asUint(counter, Number.MAX_SAFE_INTEGER, "counter"),
      identity: {
        server: asText(server, 512, "server"),
        signingKeys: asListOf(signingKeys, keysMax, "keys", (key) => asBytesUpTo(key, publicKeyBytesMax, "key")),
        logIds: asListOf(logIds, logIdsMax, "logs", (id) => asBytes(id, logIdBytes, "log id")),
        enrolment: asOptional(enrolment, readEnrolment),
      },
    };
  });
}

function readEnrolment(value: unknown): Enrolment {
  const [device, regency, village, rootKey, keyring, certificate, stand, configVersion] = asList(value, 8, "enrolment");
  return {
    device: asBytes(device, deviceIdBytes, "device"),
    regency: asText(regency, 5, "regency"),
    village: asUint(village, 9_999_999_999, "village"),
    rootKey: asBytesUpTo(rootKey, publicKeyBytesMax, "root key"),
    keyring: asBytesUpTo(keyring, keyringBytesMax, "keyring"),
    certificate: asBytesUpTo(certificate, certificateBytesMax, "certificate"),
    stand: asBytesUpTo(stand, standBytesMax, "stand"),
    configVersion: asUint(configVersion, Number.MAX_SAFE_INTEGER, "config version"),
  };
}
