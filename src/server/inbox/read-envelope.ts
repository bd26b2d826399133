/** From sealed bytes to checked content. Every failure is a reason to set the entry aside, never to refuse it. */
import type { Bytes } from "../../base/bytes.ts";
import { equalBytes, utf8 } from "../../base/bytes.ts";
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";
import { openContent } from "../../crypto/envelopes.ts";
import { applicationIdOf } from "../../crypto/hash.ts";
import type { Content } from "../../domain/application/content.ts";
import { parseContent } from "../../domain/application/parse-content.ts";
import { findDictionary } from "../../domain/configuration/configuration.ts";
import { parseSharedHeader } from "../../protocol/entry.ts";
import type { District } from "../district.ts";
import { findSealingKey } from "../keys/keys.ts";
import type { EntryRow } from "../storage/rows.ts";

const NO_DICTIONARY: Bytes = new Uint8Array(0);

/**
 * Failures: `cannot-open` (no key, no dictionary, broken or unknown envelope), `content-invalid`, `application-id` (the
 * secret inside does not make the id outside: somebody else's id, DESIGN §2).
 */
export async function readEnvelope(
  district: District,
  entry: EntryRow,
): Promise<Result<Content, "cannot-open" | "content-invalid" | "application-id">> {
  const shared = parseSharedHeader(entry.shared);
  const sealingKey = shared.ok ? findSealingKey(district.keys, shared.value.sealingKeyId) : undefined;
  const dictionary = shared.ok ? dictionaryOf(district, shared.value.dictionaryId) : undefined;
  if (!sealingKey || !dictionary) return err("cannot-open");
  const scope = { regency: district.regency, device: entry.device };
  const opened = await openContent({ scope, entry, dictionary, sealingKey });
  if (!opened.ok) return err("cannot-open", opened.code);
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
function dictionaryOf(district: District, id: number): Bytes | undefined {
  if (id === 0) return NO_DICTIONARY;
  const dictionary = findDictionary(district.configuration, id);
  return dictionary && utf8(dictionary.text);
}
