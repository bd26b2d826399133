/**
 * The regency's configuration on this tablet: fetched, verified against the keyring, kept with the version before.
 * Public data. Parsing it is the dedicated worker's; the service worker fetches and verifies only.
 */
import type { Bytes } from "../base/bytes.ts";
import { fromUtf8 } from "../base/bytes.ts";
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import { verifyWord } from "../crypto/district-words.ts";
import { configurationBytesMax, endpoints } from "../protocol/endpoints.ts";
import { parseSigned } from "../protocol/signed.ts";
import { NO_DEVICE, tags } from "../protocol/tags.ts";
import type { Enrolment } from "../store/identity.ts";
import type { Database } from "../store/ports.ts";
import { StoreFailure } from "../store/ports.ts";
import type { ConfigurationRow } from "../store/tables.ts";
import type { Tablet } from "./tablet.ts";
import { currentKeyring } from "./tablet.ts";

/** The newest and the one before: drafts of the day before an update still find theirs. */
const versionsKept = 2;

/** Versions this tablet holds, in no order. Told by their keys: the rows are hundreds of KB. */
export async function heldConfigVersions(database: Database): Promise<readonly number[]> {
  return (await database.keys("configurations")).map(Number);
}

/** Version of the newest configuration this tablet holds; 0 = none. */
export async function heldConfigVersion(database: Database): Promise<number> {
  return Math.max(0, ...(await heldConfigVersions(database)));
}

/** JSON text of a kept configuration: the newest, or the one a draft names. */
export async function configurationText(
  database: Database,
  version: number | undefined,
): Promise<Result<string, "config-missing">> {
  const rows = (await database.all("configurations")).toSorted((a, b) => b.version - a.version);
  const row = version === undefined ? rows[0] : rows.find((each) => each.version === version);
  const signed = row && parseSigned(row.signed, configurationBytesMax);
  const text = signed?.ok ? fromUtf8(signed.value.body) : undefined;
  return text === undefined ? err("config-missing", String(version ?? "newest")) : ok(text);
}

/**
 * Fetches the newest configuration and keeps it when the district has signed it. Failures: `offline`, `not-enrolled`,
 * `server`, `malformed`, `signature-invalid`. A version older than the newest kept one changes nothing.
 */
export async function fetchConfiguration(tablet: Tablet): Promise<Result<number, string>> {
  const enrolment = tablet.enrolled()?.enrolment;
  if (!enrolment) return err("not-enrolled");
  const answer = await tablet.world.http.get(endpoints.configuration);
  if (answer.kind === "offline") return err("offline");
  if (answer.status !== 200) return err("server", String(answer.status));
  const version = await keepWhenGenuine(tablet, enrolment, answer.body);
  if (version.ok) await mirror(tablet, answer.body);
  return version;
}

/**
 * After the database was lost: the configuration as the file beside the identity has it, so that forms can be filled in
 * without a network. Where there is none, or a damaged one, the next network brings it.
 */
export async function restoreConfiguration(tablet: Tablet): Promise<void> {
  const enrolment = tablet.enrolled()?.enrolment;
  if (!enrolment || (await heldConfigVersion(tablet.database)) > 0) return;
  const bytes = await tablet.world.identityFile.readConfiguration();
  if (bytes.byteLength > 0) await keepWhenGenuine(tablet, enrolment, bytes);
}

/** The copy outside the database. A full disk does without: it is for another day. */
async function mirror({ world }: Tablet, bytes: Bytes): Promise<void> {
  if (!world.canAppend) return;
  try {
    await world.identityFile.writeConfiguration(bytes);
  } catch (error) {
    if (!(error instanceof StoreFailure)) throw error;
  }
}

async function keepWhenGenuine(
  tablet: Tablet,
  enrolment: Enrolment,
  bytes: Bytes,
): Promise<Result<number, "not-enrolled" | "malformed" | "signature-invalid">> {
  const keyring = await currentKeyring(tablet, enrolment);
  if (!keyring) return err("not-enrolled");
  const signed = parseSigned(bytes, configurationBytesMax);
  if (!signed.ok) return signed;
  const scope = { regency: enrolment.regency, device: NO_DEVICE };
  if (!(await verifyWord(keyring, tags.configuration, scope, signed.value, { allowSuperseded: true })))
    return err("signature-invalid");
  const version = versionOf(signed.value.body);
  if (version === undefined) return err("malformed", "version");
  await keepConfiguration(tablet.database, { key: String(version), version, signed: bytes });
  return ok(version);
}

async function keepConfiguration(database: Database, row: ConfigurationRow): Promise<void> {
  const kept = [...(await database.all("configurations")).filter((each) => each.version !== row.version), row];
  const old = kept.toSorted((a, b) => b.version - a.version).slice(versionsKept);
  await database.transact([], () => [
    { table: "configurations", put: row },
    ...old.map((each) => ({ table: "configurations", remove: each.key }) as const),
  ]);
}

function versionOf(body: Bytes): number | undefined {
  const text = fromUtf8(body);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    const version = typeof value === "object" && value !== null && "version" in value ? value.version : undefined;
    return Number.isSafeInteger(version) ? Number(version) : undefined;
  } catch {
    return undefined;
  }
}
