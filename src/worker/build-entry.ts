/**
 * From a content to frozen bytes: headers, sealing for the district's newest key, digest, signature. What was made here
 * is never made again for the same draft: a retry replays the bytes. Knows no disk.
 */
import type { Bytes } from "../base/bytes.ts";
import { equalBytes, toHex } from "../base/bytes.ts";
import { entryBlobsMax } from "../base/limits.ts";
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import { activeKey } from "../crypto/district-words.ts";
import { beginEnvelope } from "../crypto/envelopes.ts";
import { applicationIdOf, entryDigest, keyId, sha256 } from "../crypto/hash.ts";
import { signWith } from "../crypto/signing.ts";
import type {
  Attachment,
  Content,
  Correction,
  Filing,
  UnsealedFiling,
  Withdrawal,
} from "../domain/application/content.ts";
import type { Configuration } from "../domain/configuration/configuration.ts";
import type { BlobRef } from "../protocol/entry.ts";
import { encodeOwnHeader, encodeSharedHeader, priorities } from "../protocol/entry.ts";
import type { EnvelopeDictionary } from "../protocol/compact/compact.ts";
import { noDictionary, readDictionary } from "../protocol/compact/compact.ts";
import type { Keyring } from "../protocol/keyring.ts";
import { entrySignatureInput } from "../protocol/signing-inputs.ts";
import type { Place } from "../store/journal/journal.ts";
import type { Frozen } from "../store/log/append.ts";
import type { Enrolled } from "./tablet.ts";

/** An entry before it has a place in a log. */
export type Unsealed = (UnsealedApplication | UnsealedMend) & {
  readonly isUrgent: boolean;
  readonly blobs: readonly BlobRef[];
};

/** Its own seal gives it secret and application id. */
type UnsealedApplication = { readonly kind: "application"; readonly content: UnsealedFiling };

type UnsealedMend = {
  readonly kind: "correction" | "withdrawal";
  readonly content: Correction | Withdrawal;
  readonly applicationId: Bytes;
  /** Digest this one builds on. */
  readonly base: Bytes;
};

export type FrozenEntry = Frozen & { readonly applicationId: Bytes; readonly content: Content };

type Dictionary = { readonly id: number; readonly words: EnvelopeDictionary };

/** Seals and signs. Failure: `no-sealing-key`: the keyring names none that is active. */
export async function freezeEntry(
  enrolled: Enrolled,
  district: { readonly keyring: Keyring; readonly config: Configuration },
  unsealed: Unsealed,
  place: Place,
): Promise<Result<FrozenEntry, "no-sealing-key">> {
  const sealingKey = activeKey(district.keyring, "seal")?.key;
  if (!sealingKey) return err("no-sealing-key");
  // Begun anew for every place: a seal is for one envelope, and an application is named by its own.
  const begun = await beginEnvelope(sealingKey);
  const { applicationId, base, content } = await named(unsealed, begun.secret);
  const { scope, signingKey, signingKeyId, enrolment } = enrolled;
  const dictionary = await newestDictionary(district.keyring, district.config);
  const shared = encodeSharedHeader({
    village: enrolment.village,
    signingKeyId,
    logId: place.logId,
    sealingKeyId: await keyId(sealingKey),
    dictionaryId: dictionary.id,
  });
  const { kind, blobs } = unsealed;
  const priority = unsealed.isUrgent ? priorities.urgent : priorities.normal;
  const own = encodeOwnHeader({ kind, applicationId, seq: place.seq, priority, base, blobs });
  const envelope = await begun.finish({ scope, shared, own, content, dictionary: dictionary.words });
  const entry = { shared, own, envelope };
  const digest = await entryDigest(scope, entry);
  const signature = await signWith(signingKey, entrySignatureInput(scope, digest));
  return ok({ digest, entry, signature, applicationId, content });
}

/** What an entry says it is about: a new application by its secret, a mend by what it builds on. */
async function named(
  unsealed: Unsealed,
  secret: Bytes,
): Promise<Pick<FrozenEntry, "applicationId" | "content"> & { readonly base: Bytes | undefined }> {
  if (unsealed.kind !== "application") return unsealed;
  const content: Filing = { ...unsealed.content, secret };
  return { applicationId: await applicationIdOf(secret), content, base: undefined };
}

/** The blobs an entry names, each once. Failure: `too-many-photos`. */
export function blobsOf(attachments: readonly Attachment[]): Result<readonly BlobRef[], "too-many-photos"> {
  const byName = new Map(attachments.map(({ blob, size }) => [toHex(blob), { hash: blob, size }]));
  return byName.size > entryBlobsMax ? err("too-many-photos") : ok([...byName.values()]);
}

/** The newest dictionary whose hash the keyring knows: one the district can read back for sure. */
async function newestDictionary(keyring: Keyring, config: Configuration): Promise<Dictionary> {
  for (const { id, text } of config.dictionaries.toSorted((a, b) => b.id - a.id)) {
    const known = keyring.dictionaries.find((released) => released.id === id);
    if (!known) continue;
    const words = readDictionary(text);
    if (equalBytes(known.hash, await hashOf(words))) return { id, words };
  }
  return { id: 0, words: noDictionary };
}

/** Dictionaries never change once released; hashing one takes as long as sealing. */
const hashes = new WeakMap<EnvelopeDictionary, Promise<Bytes>>();

function hashOf(words: EnvelopeDictionary): Promise<Bytes> {
  const hash = hashes.get(words) ?? sha256(words.bytes);
  hashes.set(words, hash);
  return hash;
}
