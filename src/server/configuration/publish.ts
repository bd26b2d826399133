/**
 * Gives the configuration its version and the district's signature, and keeps every version ever published: drafts and
 * entries name theirs. Knows no folder; the files were read before.
 */
import { createHash } from "node:crypto";
import type { Bytes } from "../../base/bytes.ts";
import { fromBase64Url, fromUtf8, toBase64Url, utf8 } from "../../base/bytes.ts";
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";
import type { Configuration } from "../../domain/configuration/configuration.ts";
import type { ConfigFiles } from "../../domain/configuration/read-files.ts";
import type { ClipListing } from "../../domain/speech/speech.ts";
import { makeConfiguration } from "../../domain/configuration/make-configuration.ts";
import { parseConfiguration } from "../../domain/configuration/parse-configuration.ts";
import { configurationBytesMax } from "../../protocol/endpoints.ts";
import { encodeSigned, parseSigned } from "../../protocol/signed.ts";
import { tags } from "../../protocol/tags.ts";
import type { District } from "../district.ts";
import { signAsDistrict } from "../keys/keys.ts";
import type { StorageTx } from "../storage/ports.ts";

/** What publishing needs of a district; the configuration itself is what it makes. */
export type Publisher = Omit<District, "configuration" | "blobs" | "log" | "clock" | "random">;

/** The setting that says which version is the newest, and the one that holds a version's signed bytes. */
const NEWEST = "configuration.newest";
const settingOf = (version: number): string => `configuration.${version}`;

/** After a restore versions begin anew above every version the lost days may have published. */
const VERSIONS_PER_EPOCH = 1000;

type Newest = { readonly version: number; readonly contentHash: string; readonly epoch: number };

/**
 * Publishes what the files say, and where `clips` lie, for the district's regency, unless it is what was published last: the same content keeps
 * its version, other content gets the next one. A restore may have forgotten versions that tablets know, so the first
 * publication of an epoch takes a number none of them can have had. Failure: `config-invalid` with file and field.
 */
export async function publishConfiguration(
  district: Publisher,
  files: ConfigFiles,
  clips: readonly ClipListing[] = [],
): Promise<Result<Configuration, "config-invalid">> {
  const draft = makeConfiguration(files, district.regency, 1, clips);
  if (!draft.ok) return draft;
  const contentHash = hashContent(draft.value);
  const { epoch } = district.ledger.state;
  return district.storage.transaction(async (tx) => {
    const newest = await findNewest(tx);
    if (newest?.contentHash === contentHash && newest.epoch === epoch)
      return ok({ ...draft.value, version: newest.version });
    const configuration = { ...draft.value, version: nextVersion(newest, epoch) };
    const body = utf8(JSON.stringify(configuration));
    if (body.byteLength > configurationBytesMax)
      return err("config-invalid", `larger than ${configurationBytesMax} bytes`);
    const signed = encodeSigned(await signAsDistrict(district, tags.configuration, body));
    await tx.settings.set(settingOf(configuration.version), toBase64Url(signed));
    await tx.settings.set(
      NEWEST,
      JSON.stringify({ version: configuration.version, contentHash, epoch } satisfies Newest),
    );
    return ok(configuration);
  });
}

/** The signed bytes of a published version, or undefined when there was none of that number. */
export async function findConfiguration(
  district: Pick<District, "storage">,
  version: number,
): Promise<Bytes | undefined> {
  const stored = await district.storage.transaction((tx) => tx.settings.get(settingOf(version)));
  return stored === undefined ? undefined : fromBase64Url(stored);
}

/** What was published last, or undefined when nothing ever was. Failure: `config-invalid`: the database is damaged. */
export async function newestConfiguration(
  district: Pick<District, "storage">,
): Promise<Result<Configuration, "config-invalid"> | undefined> {
  const newest = await district.storage.transaction(findNewest);
  const bytes = newest && (await findConfiguration(district, newest.version));
  if (bytes === undefined) return undefined;
  const signed = parseSigned(bytes, configurationBytesMax);
  if (!signed.ok) return err("config-invalid", signed.detail);
  return parseConfiguration(JSON.parse(fromUtf8(signed.value.body) ?? "null"));
}

function nextVersion(newest: Newest | undefined, epoch: number): number {
  if (newest === undefined || newest.epoch === epoch) return (newest?.version ?? 0) + 1;
  return Math.max(newest.version + 1, epoch * VERSIONS_PER_EPOCH + 1);
}

/** The order of fields and files is fixed by reading, so equal content has equal bytes. */
function hashContent(draft: Configuration): string {
  return createHash("sha256")
    .update(JSON.stringify({ ...draft, version: 1 }))
    .digest("hex");
}

async function findNewest(tx: StorageTx): Promise<Newest | undefined> {
  const stored = await tx.settings.get(NEWEST);
  if (stored === undefined) return undefined;
  const { version, contentHash, epoch } = JSON.parse(stored) as Record<keyof Newest, unknown>;
  return { version: Number(version), contentHash: String(contentHash), epoch: Number(epoch) };
}
