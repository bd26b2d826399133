/**
 * The regency's configuration, parsed: for whoever makes entries. Hundreds of KB of JSON are read once per version, not
 * once per submit. Must not be reached by the service worker, which has no room for the parser.
 */
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import type { Configuration } from "../domain/configuration/configuration.ts";
import { parseConfiguration } from "../domain/configuration/parse-configuration.ts";
import type { Database } from "../store/ports.ts";
import { configurationText, heldConfigVersions } from "./configuration.ts";

/** What was parsed, by version: a version never changes, and what the database has dropped goes here too. */
const parsedOf = new WeakMap<Database, Map<number, Configuration>>();

/** The newest configuration kept, or the one a draft names. Failures: `config-missing`, `config-invalid`. */
export async function readConfiguration(
  database: Database,
  version: number | undefined,
): Promise<Result<Configuration, "config-missing" | "config-invalid">> {
  const held = await heldConfigVersions(database);
  const wanted = version ?? Math.max(...held);
  if (!held.includes(wanted)) return err("config-missing", String(version ?? "newest"));
  const parsed = parsedOf.get(database) ?? new Map<number, Configuration>();
  parsedOf.set(database, parsed);
  for (const old of parsed.keys()) if (!held.includes(old)) parsed.delete(old);
  const known = parsed.get(wanted);
  if (known) return ok(known);
  const text = await configurationText(database, wanted);
  if (!text.ok) return text;
  const fresh = parseConfiguration(JSON.parse(text.value));
  if (fresh.ok) parsed.set(wanted, fresh.value);
  return fresh;
}
