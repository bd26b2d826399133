/**
 * Who a headless tablet is: its keys, and after enrolment what the district said of it. Keys are on disk before the
 * code is first used, so that a lost answer can be asked for again with the same key.
 */
import { join } from "node:path";
import * as v from "valibot";
import type { Bytes } from "../../base/bytes.ts";
import { fromBase64Url, fromUtf8, toBase64Url, utf8 } from "../../base/bytes.ts";
import { unwrap } from "../../base/result.ts";
import type { SealingAlgorithm, SealingKey } from "../../crypto/sealing.ts";
import { exportSealingKey, importSealingKey, makeSealingKey } from "../../crypto/sealing.ts";
import type { SigningAlgorithm, SigningKey } from "../../crypto/signing.ts";
import { exportSigningKey, importSigningKey, makeSigningKey } from "../../crypto/signing.ts";
import { keyAlgorithms } from "../../protocol/keys.ts";
import { readIfThere, replaceFile } from "./files.ts";

export type TabletKeys = { readonly signing: SigningKey; readonly vault: SealingKey };

/** What enrolment brought. */
export type Enrolled = {
  /** Dotted regency code. */
  readonly regency: string;
  readonly rootKey: Bytes;
  readonly certificate: Bytes;
  readonly device: Bytes;
  /** Ten digits of the wire. */
  readonly village: number;
  /** Signed, as it came: what a lost memory begins with. Folders of before this was kept have none. */
  readonly keyring: Bytes | undefined;
};

const SIGNING: SigningAlgorithm = keyAlgorithms.ed25519;
const VAULT: SealingAlgorithm = keyAlgorithms.hpkeX25519;

const bytes = v.pipe(
  v.string(),
  v.transform((text) => fromBase64Url(text)),
  v.instance(Uint8Array<ArrayBuffer>),
);
const keysSchema = v.object({ signing: bytes, vault: bytes });
const enrolledSchema = v.object({
  regency: v.string(),
  rootKey: bytes,
  certificate: bytes,
  device: bytes,
  village: v.number(),
  keyring: v.optional(bytes),
});

/** The keys of a state folder; made and kept when there are none. */
export async function openKeys(folder: string): Promise<TabletKeys> {
  const stored = readIfThere(join(folder, "keys.json"));
  if (stored === undefined) return makeKeys(folder);
  const { signing, vault } = v.parse(keysSchema, parseJson(stored));
  return {
    signing: unwrap(await importSigningKey(SIGNING, signing)),
    vault: unwrap(await importSealingKey(VAULT, vault)),
  };
}

async function makeKeys(folder: string): Promise<TabletKeys> {
  const signing = await makeSigningKey(SIGNING, { extractable: true });
  const vault = await makeSealingKey(VAULT, { extractable: true });
  const stored = {
    signing: toBase64Url(await exportSigningKey(signing)),
    vault: toBase64Url(await exportSealingKey(vault)),
  };
  replaceFile(join(folder, "keys.json"), utf8(JSON.stringify(stored)));
  return { signing, vault };
}

/** What enrolment brought, or undefined before it. */
export function readEnrolled(folder: string): Enrolled | undefined {
  const stored = readIfThere(join(folder, "enrolled.json"));
  const enrolled = stored && v.parse(enrolledSchema, parseJson(stored));
  return enrolled && { ...enrolled, keyring: enrolled.keyring };
}

/** Durable when this returns. */
export function writeEnrolled(folder: string, enrolled: Enrolled): void {
  const { rootKey, certificate, device, keyring } = enrolled;
  const stored = {
    ...enrolled,
    rootKey: toBase64Url(rootKey),
    certificate: toBase64Url(certificate),
    device: toBase64Url(device),
    ...(keyring && { keyring: toBase64Url(keyring) }),
  };
  replaceFile(join(folder, "enrolled.json"), utf8(JSON.stringify(stored)));
}

function parseJson(stored: Bytes): unknown {
  return JSON.parse(fromUtf8(stored) ?? "");
}
