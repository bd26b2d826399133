/** From sealed bytes to checked content. Every failure is a reason to set the entry aside, never to refuse it. */
import { equalBytes } from "../../base/bytes.ts";
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";
import { openContent } from "../../crypto/envelopes.ts";
import { applicationIdOf } from "../../crypto/hash.ts";
import type { Content } from "../../domain/application/content.ts";
import { parseContent } from "../../domain/application/parse-content.ts";
import { findDictionary } from "../../domain/configuration/configuration.ts";
import type { EnvelopeDictionary } from "../../protocol/compact/compact.ts";
import { noDictionary, readDictionary } from "../../protocol/compact/compact.ts";
import { parseSharedHeader } from "../../protocol/entry.ts";
import type { District } from "../district.ts";
import type { DistrictKeys } from "../keys/keys.ts";
import { findSealingKey } from "../keys/keys.ts";
import type { EntryRow } from "../storage/rows.ts";

/** Why a read failed. Each is a reason of its own, because each asks something else of the people who look. */
export const readFailures = [
  "cannot-open",
  "key-unknown",
  "dictionary-unknown",
  "format-unknown",
  "content-invalid",
  "application-id",
] as const;
export type ReadFailure = (typeof readFailures)[number];

/** What reading an envelope takes of a district: nothing that could write or sign. */
export type EnvelopeKeeper = Pick<District, "regency" | "configuration"> & {
  readonly keys: Pick<DistrictKeys, "sealing">;
};
export type SealedRow = Pick<EntryRow, "device" | "kind" | "applicationId" | "shared" | "own" | "envelope">;

/** Reads one entry's envelope, wherever that is done. Rejects when whoever reads has died of it. */
export type ReadEnvelope = (entry: SealedRow) => Promise<Result<Content, ReadFailure>>;

/**
 * Failures: `cannot-open` (a broken envelope), `key-unknown`, `dictionary-unknown`, `format-unknown` (this district does
 * not have them, or not yet), `content-invalid`, `application-id` (the secret inside does not make the id outside:
 * somebody else's id, DESIGN §2).
 */
export async function readEnvelope(district: EnvelopeKeeper, entry: SealedRow): Promise<Result<Content, ReadFailure>> {
  const shared = parseSharedHeader(entry.shared);
  if (!shared.ok) return err("cannot-open");
  const sealingKey = findSealingKey(district.keys, shared.value.sealingKeyId);
  if (!sealingKey) return err("key-unknown");
  const dictionary = dictionaryOf(district, shared.value.dictionaryId);
  if (!dictionary) return err("dictionary-unknown");
  const scope = { regency: district.regency, device: entry.device };
  const opened = await openContent({ scope, entry, dictionary, sealingKey });
  if (!opened.ok) return err(opened.code === "format-unknown" ? "format-unknown" : "cannot-open", opened.code);
  const content = parseContent(opened.value);
  if (!content.ok) return content;
  if (content.value.kind !== entry.kind) return err("content-invalid", "kind");
  if (content.value.kind === "application") {
    const id = await applicationIdOf(content.value.secret);
    if (!equalBytes(id, entry.applicationId)) return err("application-id");
  }
  return ok(content.value);
}

/** Old dictionaries stay known; 0 is none. */
function dictionaryOf(district: EnvelopeKeeper, id: number): EnvelopeDictionary | undefined {
  if (id === 0) return noDictionary;
  const dictionary = findDictionary(district.configuration, id);
  return dictionary && readDictionary(dictionary.text);
}
