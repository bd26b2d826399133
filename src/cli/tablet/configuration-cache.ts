/** The configuration a headless tablet keeps: the newest it could fetch, else the one it has, verified each time. */
import { join } from "node:path";
import type { Bytes } from "../../base/bytes.ts";
import { fromUtf8 } from "../../base/bytes.ts";
import type { Result } from "../../base/result.ts";
import { err } from "../../base/result.ts";
import { verifyWord } from "../../crypto/district-words.ts";
import type { Configuration } from "../../domain/configuration/configuration.ts";
import { parseConfiguration } from "../../domain/configuration/parse-configuration.ts";
import { configurationBytesMax } from "../../protocol/endpoints.ts";
import type { Keyring } from "../../protocol/keyring.ts";
import { parseSigned } from "../../protocol/signed.ts";
import { NO_DEVICE, tags } from "../../protocol/tags.ts";
import { fetchConfiguration } from "./district-client.ts";
import { readIfThere, replaceFile } from "./files.ts";

export type Trust = { readonly ring: Keyring; readonly regency: string };

/**
 * Asks the district, keeps what verifies, and falls back to what was kept. Failures: `offline` and nothing kept, a code
 * of the error table, `signature-invalid`, `config-invalid`.
 */
export async function newestConfiguration(
  server: string,
  folder: string,
  trust: Trust,
): Promise<Result<Configuration>> {
  const fetched = await fetchConfiguration(server);
  const bytes = fetched.ok ? fetched.value : readIfThere(pathOf(folder));
  if (bytes === undefined) return fetched.ok ? err("config-invalid") : fetched;
  const opened = await openConfiguration(bytes, trust);
  if (fetched.ok && opened.ok) replaceFile(pathOf(folder), bytes);
  return opened;
}

/** Version of the kept configuration; 0 = none. */
export function cachedVersion(folder: string): number {
  const bytes = readIfThere(pathOf(folder));
  const signed = bytes && parseSigned(bytes, configurationBytesMax);
  if (!signed?.ok) return 0;
  const parsed = parseConfiguration(JSON.parse(fromUtf8(signed.value.body) ?? "null"));
  return parsed.ok ? parsed.value.version : 0;
}

async function openConfiguration(bytes: Bytes, { ring, regency }: Trust): Promise<Result<Configuration>> {
  const signed = parseSigned(bytes, configurationBytesMax);
  if (!signed.ok) return signed;
  const scope = { regency, device: NO_DEVICE };
  const isGenuine = await verifyWord(ring, tags.configuration, scope, signed.value, { allowSuperseded: true });
  if (!isGenuine) return err("signature-invalid", "configuration");
  return parseConfiguration(JSON.parse(fromUtf8(signed.value.body) ?? "null"));
}

function pathOf(folder: string): string {
  return join(folder, "configuration");
}
