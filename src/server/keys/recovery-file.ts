/**
 * The recovery file: every key of the district under a passphrase that people keep elsewhere. Without it a burnt server
 * takes all sealed applications with it.
 */
import { scrypt } from "node:crypto";
import { constants } from "node:fs";
import { access, open } from "node:fs/promises";
import type { Bytes } from "../../base/bytes.ts";
import { concatBytes, copyBytes, utf8 } from "../../base/bytes.ts";
import type { Random } from "../../base/random.ts";
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";
import { decryptAes, encryptAes, importAesKey } from "../../crypto/aes.ts";
import { asBytesUpTo, asMap, encodeCbor, parseCbor } from "../../protocol/cbor.ts";

const saltBytes = 16;
const keyFileBytesMax = 64 * 1024;
/** About half a second and 128 MB a guess on an office machine (RFC 7914). */
const scryptCost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 } as const;
const AAD = utf8("loket/recovery-file/1");

/** Writes the file, mode 0600 and synced. Never overwrites one. */
export async function writeRecoveryFile(
  path: string,
  files: ReadonlyMap<string, Bytes>,
  passphrase: string,
  random: Random,
): Promise<void> {
  const salt = random.bytes(saltBytes);
  const sealed = await encryptAes(await deriveKey(passphrase, salt), encodeCbor(files), AAD, random);
  const file = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
  await file.writeFile(concatBytes(salt, sealed));
  await file.sync();
  await file.close();
}

/** The key files by name. Failure: `passphrase-wrong`, also for a damaged file. */
export async function readRecoveryFile(
  bytes: Bytes,
  passphrase: string,
): Promise<Result<ReadonlyMap<string, Bytes>, "passphrase-wrong">> {
  const key = await deriveKey(passphrase, copyBytes(bytes.subarray(0, saltBytes)));
  const clear = await decryptAes(key, bytes.subarray(saltBytes), AAD);
  if (!clear) return err("passphrase-wrong");
  const files = parseCbor(clear, (value) => {
    const map = new Map<string, Bytes>();
    for (const [name, content] of asMap(value, "recovery file"))
      if (typeof name === "string") map.set(name, asBytesUpTo(content, keyFileBytesMax, "key file"));
    return map;
  });
  return files.ok ? ok(files.value) : err("passphrase-wrong");
}

export async function isRecoveryFilePresent(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function deriveKey(passphrase: string, salt: Bytes): Promise<CryptoKey> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize("NFC"), salt, 32, scryptCost, (error, key) => {
      if (error) reject(error);
      else resolve(importAesKey(key));
    });
  });
}
