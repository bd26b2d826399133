/** Seals a filing for the district and appends it to the journal. From then on it exists; sending is the engine's work. */
import { join } from "node:path";
import { assert } from "../../base/assert.ts";
import type { Bytes } from "../../base/bytes.ts";
import { toHex } from "../../base/bytes.ts";
import type { Clock } from "../../base/clock.ts";
import { entryBytesMax } from "../../base/limits.ts";
import type { Random } from "../../base/random.ts";
import { activeKey } from "../../crypto/district-words.ts";
import { encryptBlob } from "../../crypto/blobs.ts";
import { beginEnvelope } from "../../crypto/envelopes.ts";
import { applicationIdOf, entryDigest, keyId } from "../../crypto/hash.ts";
import { signWith } from "../../crypto/signing.ts";
import type { Attachment, UnsealedFiling } from "../../domain/application/content.ts";
import type { Configuration } from "../../domain/configuration/configuration.ts";
import type { BlobRef, SharedHeader } from "../../protocol/entry.ts";
import { encodeOwnHeader, encodeSharedHeader, entrySize, logIdBytes, priorities } from "../../protocol/entry.ts";
import { noDictionary, readDictionary } from "../../protocol/compact/compact.ts";
import type { Keyring } from "../../protocol/keyring.ts";
import { entrySignatureInput } from "../../protocol/signing-inputs.ts";
import { makeFolder, replaceFile } from "./files.ts";
import type { Enrolled, TabletKeys } from "./identity.ts";
import type { Journal } from "./journal.ts";

/** One start of the tablet: a log of its own with its own count. */
export type Appender = {
  /** Durable when it resolves. */
  append(filing: UnsealedFiling, draftId: Bytes): Promise<void>;
  /** Encrypts a picture and keeps it; what it gives stands in the filing. */
  keepPhoto(photo: Photo): Promise<Attachment>;
};

export type Photo = {
  readonly requirementId: string;
  readonly page: number;
  readonly mime: string;
  readonly bytes: Bytes;
  /** Pixels. */
  readonly width?: number;
  readonly height?: number;
};

export type AppenderParts = {
  readonly folder: string;
  readonly journal: Journal;
  readonly keys: TabletKeys;
  readonly enrolled: Enrolled;
  readonly ring: Keyring;
  readonly configuration: Configuration;
  readonly clock: Clock;
  readonly random: Random;
};

/** Starts a new log. Throws when the keyring has no key to seal for. */
export async function makeAppender(parts: AppenderParts): Promise<Appender> {
  const { folder, journal, keys, enrolled, clock, random } = parts;
  const scope = { regency: enrolled.regency, device: enrolled.device };
  const sealingKey = activeKey(parts.ring, "seal")?.key;
  assert(sealingKey !== undefined, "a keyring names a sealing key");
  const dictionary = parts.configuration.dictionaries.at(-1);
  const header: SharedHeader = {
    village: enrolled.village,
    signingKeyId: await keyId(keys.signing.publicKey),
    logId: random.bytes(logIdBytes),
    sealingKeyId: await keyId(sealingKey),
    dictionaryId: dictionary?.id ?? 0,
  };
  const shared = encodeSharedHeader(header);
  makeFolder(join(folder, "blobs"));
  let seq = 0;

  return {
    append: async (filing, draftId) => {
      const begun = await beginEnvelope(sealingKey);
      const own = encodeOwnHeader({
        kind: "application",
        applicationId: await applicationIdOf(begun.secret),
        seq: seq + 1,
        priority: filing.urgent === undefined ? priorities.normal : priorities.urgent,
        base: undefined,
        blobs: blobsOf(filing),
      });
      const envelope = await begun.finish({
        scope,
        shared,
        own,
        content: { ...filing, secret: begun.secret },
        dictionary: dictionary === undefined ? noDictionary : readDictionary(dictionary.text),
      });
      const entry = { shared, own, envelope };
      assert(entrySize(entry) <= entryBytesMax, "an entry stays below its limit");
      const digest = await entryDigest(scope, entry);
      const signature = await signWith(keys.signing, entrySignatureInput(scope, digest));
      journal.append({ digest, device: enrolled.device, signature, entry, draftId, appendedAt: clock.now() });
      seq += 1;
    },
    keepPhoto: async ({ requirementId, page, mime, bytes, width, height }) => {
      const blob = await encryptBlob(bytes, random);
      replaceFile(blobPath(folder, blob.hash), blob.bytes);
      return {
        requirementId,
        page,
        blob: blob.hash,
        key: blob.key,
        size: blob.bytes.byteLength,
        mime,
        ...(width === undefined ? {} : { width }),
        ...(height === undefined ? {} : { height }),
      };
    },
  };
}

/** Where the encrypted bytes of a photo lie. */
export function blobPath(folder: string, hash: Bytes): string {
  return join(folder, "blobs", toHex(hash));
}

/** Every blob once, the signature among them. */
function blobsOf({ attachments, statement }: UnsealedFiling): readonly BlobRef[] {
  const all = statement.signature === undefined ? attachments : [...attachments, statement.signature];
  return [...new Map(all.map(({ blob, size }) => [toHex(blob), { hash: blob, size }])).values()];
}
