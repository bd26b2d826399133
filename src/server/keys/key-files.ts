/**
 * Where the district's private keys lie: one file each, mode 0600, in a folder of their own that no backup touches. Makes
 * them at the first start; two servers starting at once end with the same keys.
 */
import { constants } from "node:fs";
import { chmod, link, mkdir, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { assert, definite } from "../../base/assert.ts";
import type { Bytes } from "../../base/bytes.ts";
import { concatBytes, copyBytes, equalBytes, toHex, utf8 } from "../../base/bytes.ts";
import type { Random } from "../../base/random.ts";
import { unwrap } from "../../base/result.ts";
import { importColumnKeys } from "../../crypto/column.ts";
import { activeKey, openKeyring, signWord } from "../../crypto/district-words.ts";
import { sha256 } from "../../crypto/hash.ts";
import type { SealingKey } from "../../crypto/sealing.ts";
import { exportSealingKey, importSealingKey, makeSealingKey } from "../../crypto/sealing.ts";
import type { SigningKey } from "../../crypto/signing.ts";
import { exportSigningKey, importSigningKey, makeSigningKey } from "../../crypto/signing.ts";
import type { Dictionary } from "../../domain/configuration/configuration.ts";
import type { Keyring } from "../../protocol/keyring.ts";
import { encodeKeyring } from "../../protocol/keyring.ts";
import { keyAlgorithms } from "../../protocol/keys.ts";
import { encodeSigned } from "../../protocol/signed.ts";
import { NO_DEVICE, tags } from "../../protocol/tags.ts";
import type { DistrictKeys } from "./keys.ts";
import { indexSealingKeys } from "./keys.ts";
import { isRecoveryFilePresent, writeRecoveryFile } from "./recovery-file.ts";

export type KeyOptions = {
  readonly folder: string;
  readonly regency: string;
  /** Released dictionaries, whose hashes the keyring names. */
  readonly dictionaries: readonly Dictionary[];
  readonly random: Random;
  /** District time, milliseconds. */
  readonly now: number;
  /** Words that open the recovery file; without them none is written and people are warned. */
  readonly recoveryPassphrase: string | undefined;
};

/** A warning stays until its cause is gone. Codes; the edge has the words. */
export type KeyWarning = "no-recovery-file" | "dictionaries-not-in-keyring";

export type OpenedKeys = {
  readonly keys: DistrictKeys;
  /** True at the very first start. */
  readonly made: boolean;
  readonly warnings: readonly KeyWarning[];
};

const names = {
  root: "root.key",
  signing: "signing-1.key",
  sealing: "sealing-1.key",
  column: "column-1.key",
  index: "index.key",
} as const;
const keyringName = (number: number): string => `keyring-${number}.cbor`;
const recoveryName = "recovery.loket";

/** Loads the keys of `folder`, or makes them. Throws when a file cannot be read as what its name says. */
export async function openKeys(options: KeyOptions): Promise<OpenedKeys> {
  const { folder, random } = options;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const root = await readSigningKey(await readOrMake(options, names.root, makeSigningBytes));
  const signing = await readSigningKey(await readOrMake(options, names.signing, makeSigningBytes));
  const sealing = await readSealingKey(await readOrMake(options, names.sealing, makeSealingBytes));
  const column = await readOrMake(options, names.column, async () => random.bytes(32));
  const indexKey = await readOrMake(options, names.index, async () => random.bytes(32));
  const made = (await findFile(folder, keyringName(1))) === undefined;
  const signed = await newestKeyring(options, root, signing, sealing);
  const keyring = unwrap(await openKeyring(signed, root.publicKey, options.regency));
  const active = definite(activeKey(keyring, "sign"), "the keyring names a signing key");
  assert(equalBytes(active.key, signing.publicKey), "the keyring names the signing key of this folder");
  const keys: DistrictKeys = {
    rootKey: root.publicKey,
    keyring,
    signedKeyring: signed,
    signing,
    sealing: await indexSealingKeys([sealing]),
    columns: await importColumnKeys(1, new Map([[1, column]])),
    indexKey,
  };
  const recoveryPath = join(folder, recoveryName);
  if (options.recoveryPassphrase !== undefined && !(await isRecoveryFilePresent(recoveryPath)))
    await writeRecoveryFile(recoveryPath, await everyFile(folder), options.recoveryPassphrase, random);
  const warnings: KeyWarning[] = (await isRecoveryFilePresent(recoveryPath)) ? [] : ["no-recovery-file"];
  return { keys, made, warnings };
}

/** The sealing keys of `folder` and nothing else, for a process that only opens. Throws when there are none. */
export async function readSealingKeys(folder: string): Promise<DistrictKeys["sealing"]> {
  const bytes = definite(await findFile(folder, names.sealing), "a sealing key file");
  return indexSealingKeys([await readSealingKey(bytes)]);
}

/** The ring with the highest number; a new one when a dictionary was released that it does not name. */
async function newestKeyring(
  options: KeyOptions,
  root: SigningKey,
  signing: SigningKey,
  sealing: SealingKey,
): Promise<Bytes> {
  const dictionaries: { id: number; hash: Bytes }[] = [];
  for (const { id, text } of options.dictionaries) dictionaries.push({ id, hash: await sha256(utf8(text)) });
  let number = 1;
  while ((await findFile(options.folder, keyringName(number + 1))) !== undefined) number += 1;
  const found = await findFile(options.folder, keyringName(number));
  const known = found && unwrap(await openKeyring(found, root.publicKey, options.regency));
  if (found && known && dictionaries.every((dictionary) => isNamed(known, dictionary))) return found;
  const ring: Keyring = known
    ? { ...known, number: number + 1, dictionaries: mergeDictionaries(known.dictionaries, dictionaries) }
    : {
        number,
        keys: [
          { use: "sign", state: "active", key: signing.publicKey, from: options.now },
          { use: "seal", state: "active", key: sealing.publicKey, from: options.now },
        ],
        dictionaries,
      };
  const scope = { regency: options.regency, device: NO_DEVICE };
  const signed = encodeSigned(await signWord(root, tags.keyring, scope, encodeKeyring(ring)));
  return readOrMake(options, keyringName(ring.number), async () => signed);
}

type NamedDictionary = Keyring["dictionaries"][number];

function isNamed(ring: Keyring, { id, hash }: NamedDictionary): boolean {
  return ring.dictionaries.some((known) => known.id === id && equalBytes(known.hash, hash));
}

/** A released dictionary keeps its number and its hash for good: another text under an old number is a mistake of ours. */
function mergeDictionaries(
  known: readonly NamedDictionary[],
  fresh: readonly NamedDictionary[],
): readonly NamedDictionary[] {
  for (const { id, hash } of fresh) {
    const same = known.find((dictionary) => dictionary.id === id);
    assert(same === undefined || equalBytes(same.hash, hash), "a released dictionary never changes");
  }
  return [...known, ...fresh.filter(({ id }) => known.every((dictionary) => dictionary.id !== id))];
}

async function makeSigningBytes(): Promise<Bytes> {
  const key = await makeSigningKey(keyAlgorithms.ed25519, { extractable: true });
  return concatBytes(Uint8Array.of(key.algorithm), await exportSigningKey(key));
}

async function makeSealingBytes(): Promise<Bytes> {
  const key = await makeSealingKey(keyAlgorithms.hpkeX25519, { extractable: true });
  return concatBytes(Uint8Array.of(key.algorithm), await exportSealingKey(key));
}

async function readSigningKey(bytes: Bytes): Promise<SigningKey> {
  const algorithm = bytes[0];
  assert(algorithm === keyAlgorithms.ed25519 || algorithm === keyAlgorithms.ecdsaP256, "a signing key file");
  return unwrap(await importSigningKey(algorithm, bytes.subarray(1)));
}

async function readSealingKey(bytes: Bytes): Promise<SealingKey> {
  const algorithm = bytes[0];
  assert(algorithm === keyAlgorithms.hpkeX25519 || algorithm === keyAlgorithms.hpkeP256, "a sealing key file");
  return unwrap(await importSealingKey(algorithm, bytes.subarray(1)));
}

/** Written beside and linked into place: whoever is first wins, and nobody ever reads half a key. */
async function readOrMake(
  { folder, random }: Pick<KeyOptions, "folder" | "random">,
  name: string,
  make: () => Promise<Bytes>,
): Promise<Bytes> {
  const found = await findFile(folder, name);
  if (found) return found;
  const made = await make();
  const beside = join(folder, `.${name}.${toHex(random.bytes(8))}`);
  const file = await open(beside, constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC, 0o600);
  await file.writeFile(made);
  await file.sync();
  await file.close();
  try {
    await link(beside, join(folder, name));
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  await rm(beside, { force: true });
  const directory = await open(folder, constants.O_RDONLY);
  await directory.sync();
  await directory.close();
  return definite(await findFile(folder, name), "a key file that was just made");
}

async function findFile(folder: string, name: string): Promise<Bytes | undefined> {
  try {
    return copyBytes(await readFile(join(folder, name)));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

async function everyFile(folder: string): Promise<ReadonlyMap<string, Bytes>> {
  const files = new Map<string, Bytes>();
  for (const name of Object.values(names)) files.set(name, definite(await findFile(folder, name), "a key file"));
  for (let number = 1; ; number += 1) {
    const ring = await findFile(folder, keyringName(number));
    if (!ring) return files;
    files.set(keyringName(number), ring);
  }
}
