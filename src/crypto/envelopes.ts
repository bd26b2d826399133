/**
 * What is sealed on the wire: an entry's envelope for the district, and the named fields of a correction request for a
 * tablet's vault. Packing is protocol's, sealing is `sealing.ts`'s; what the content means is domain's.
 */
import type { Bytes } from "../base/bytes.ts";
import { utf8 } from "../base/bytes.ts";
import type { Result } from "../base/result.ts";
import type { SealedEntry } from "../protocol/entry.ts";
import { applicationSecretBytes, envelopeAad } from "../protocol/entry.ts";
import type { EnvelopeDictionary } from "../protocol/compact/compact.ts";
import { compactFormat, packCompact, readEntryFacts, unpackCompact } from "../protocol/compact/compact.ts";
import type { ContentValue } from "../protocol/envelope.ts";
import { packContent, unpackContent } from "../protocol/envelope.ts";
import type { PublicKeyBytes } from "../protocol/keys.ts";
import type { Scope } from "../protocol/tags.ts";
import { taggedBytes, tags } from "../protocol/tags.ts";
import type { OpenedSeal, SealingKey } from "./sealing.ts";
import { beginSeal, open, seal } from "./sealing.ts";

/** Why an envelope could not be read. All of them mean quarantine, never refusal (DESIGN §2). */
export type ContentProblem = "seal-broken" | "format-unknown" | "content-malformed" | "content-too-large";

const NO_DICTIONARY: Bytes = new Uint8Array(0);
const ENVELOPE_INFO = utf8(tags.envelope);
const SECRET_CONTEXT = utf8(tags.applicationSecret);
const FIELDS_INFO = utf8(tags.fields);

/** An envelope whose seal is begun: it says an application's secret before the headers, which name its hash, are made. */
export type BegunEnvelope = {
  /** An application's secret, 16 bytes: whoever can open the envelope computes it, nobody else. */
  readonly secret: Bytes;
  /**
   * The envelope of an entry, bound to both headers. Format 2 where `dictionary` has tables (and the content comes back
   * exactly from it), else format 1. Throws when it is asked a second time.
   */
  finish(parts: {
    readonly scope: Scope;
    readonly shared: Bytes;
    readonly own: Bytes;
    readonly content: ContentValue;
    readonly dictionary: EnvelopeDictionary;
  }): Promise<Bytes>;
};

/** Begins one envelope for the district. `ephemeral` is for fixed test vectors, as of `beginSeal`. */
export async function beginEnvelope(sealingKey: PublicKeyBytes, ephemeral?: CryptoKeyPair): Promise<BegunEnvelope> {
  const begun = await beginSeal(sealingKey, ENVELOPE_INFO, ephemeral);
  const secret = await deriveSecret(begun);
  return {
    secret,
    finish: (parts) => {
      const { content, dictionary, scope } = parts;
      const compact = dictionary.tables && packCompact(content, dictionary.tables, readEntryFacts(parts, secret));
      return begun.finish(compact ?? packContent(content, dictionary.bytes), envelopeAad(scope, parts));
    },
  };
}

function deriveSecret(either: Pick<OpenedSeal, "derive">): Promise<Bytes> {
  return either.derive(SECRET_CONTEXT, applicationSecretBytes);
}

/** The content of an envelope, unchecked (domain/application parses it). Failures: {@link ContentProblem}. */
export async function openContent(parts: {
  readonly scope: Scope;
  readonly entry: SealedEntry;
  readonly dictionary: EnvelopeDictionary;
  readonly sealingKey: SealingKey;
}): Promise<Result<unknown, ContentProblem>> {
  const { entry, dictionary } = parts;
  const opened = await open(parts.sealingKey, entry.envelope, envelopeAad(parts.scope, entry), ENVELOPE_INFO);
  if (!opened.ok) return opened;
  const { plaintext } = opened.value;
  return plaintext[0] === compactFormat && dictionary.tables !== undefined
    ? unpackCompact(plaintext, dictionary.tables, readEntryFacts(entry, await deriveSecret(opened.value)))
    : unpackContent(plaintext, dictionary.bytes);
}

function fieldsAad(scope: Scope, notice: Uint8Array): Bytes {
  return taggedBytes(tags.fields, scope, notice);
}

/** Named fields of notice `notice` (its 32-byte id), sealed to the vault key of the device in `scope`. */
export function sealFields(parts: {
  readonly scope: Scope;
  readonly notice: Uint8Array;
  readonly content: ContentValue;
  readonly vaultKey: PublicKeyBytes;
}): Promise<Bytes> {
  const plaintext = packContent(parts.content, NO_DICTIONARY);
  return seal(parts.vaultKey, plaintext, fieldsAad(parts.scope, parts.notice), FIELDS_INFO);
}

/** The named fields, unchecked. Failures: {@link ContentProblem}. */
export async function openFields(parts: {
  readonly scope: Scope;
  readonly notice: Uint8Array;
  readonly sealed: Bytes;
  readonly vaultKey: SealingKey;
}): Promise<Result<unknown, ContentProblem>> {
  const opened = await open(parts.vaultKey, parts.sealed, fieldsAad(parts.scope, parts.notice), FIELDS_INFO);
  return opened.ok ? unpackContent(opened.value.plaintext, NO_DICTIONARY) : opened;
}
