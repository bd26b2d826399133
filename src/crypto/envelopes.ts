/**
 * What is sealed on the wire: an entry's envelope for the district, and the named fields of a correction request for a
 * tablet's vault. Packing is protocol's, sealing is `sealing.ts`'s; what the content means is domain's.
 */
import type { Bytes } from "../base/bytes.ts";
import { utf8 } from "../base/bytes.ts";
import type { Result } from "../base/result.ts";
import type { SealedEntry } from "../protocol/entry.ts";
import { envelopeAad } from "../protocol/entry.ts";
import type { EnvelopeDictionary } from "../protocol/compact/compact.ts";
import { compactFormat, packCompact, readHeaderFacts, unpackCompact } from "../protocol/compact/compact.ts";
import type { ContentValue } from "../protocol/envelope.ts";
import { packContent, unpackContent } from "../protocol/envelope.ts";
import type { PublicKeyBytes } from "../protocol/keys.ts";
import type { Scope } from "../protocol/tags.ts";
import { taggedBytes, tags } from "../protocol/tags.ts";
import type { SealingKey } from "./sealing.ts";
import { open, seal } from "./sealing.ts";

/** Why an envelope could not be read. All of them mean quarantine, never refusal (DESIGN §2). */
export type ContentProblem = "seal-broken" | "format-unknown" | "content-malformed" | "content-too-large";

const NO_DICTIONARY: Bytes = new Uint8Array(0);
const ENVELOPE_INFO = utf8(tags.envelope);
const FIELDS_INFO = utf8(tags.fields);

/**
 * The envelope of an entry, sealed for the district, bound to both headers. Format 2 where `dictionary` has tables (and
 * the content comes back exactly from it), else format 1.
 */
export function sealContent(parts: {
  readonly scope: Scope;
  readonly shared: Bytes;
  readonly own: Bytes;
  readonly content: ContentValue;
  readonly dictionary: EnvelopeDictionary;
  readonly sealingKey: PublicKeyBytes;
}): Promise<Bytes> {
  const { content, dictionary } = parts;
  const compact = dictionary.tables && packCompact(content, dictionary.tables, readHeaderFacts(parts));
  const plaintext = compact ?? packContent(content, dictionary.bytes);
  return seal(parts.sealingKey, plaintext, envelopeAad(parts.scope, parts), ENVELOPE_INFO);
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
  return opened.value[0] === compactFormat && dictionary.tables !== undefined
    ? unpackCompact(opened.value, dictionary.tables, readHeaderFacts(entry))
    : unpackContent(opened.value, dictionary.bytes);
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
  return opened.ok ? unpackContent(opened.value, NO_DICTIONARY) : opened;
}
