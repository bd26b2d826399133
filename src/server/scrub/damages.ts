/**
 * The list of what was found damaged on the server's own disk and has not come back: kept with the data, shown to people,
 * wanted again from the tablets that still hold it (failures.md F46).
 */
import * as v from "valibot";
import type { Bytes } from "../../base/bytes.ts";
import { fromHex, toHex } from "../../base/bytes.ts";
import { damagesMax } from "../../base/limits.ts";
import type { ScrubReport } from "../../protocol/staff/staff-api.ts";
import type { ProvenEntry } from "../inbox/verify-run.ts";
import type { StorageTx } from "../storage/ports.ts";

const setting = "scrub.report";

const reportSchema = v.object({
  at: v.number(),
  isDatabaseSound: v.boolean(),
  damages: v.array(
    v.object({
      kind: v.picklist(["entry", "blob"]),
      /** Hex of the digest, or of the blob's hash. */
      name: v.string(),
      village: v.string(),
      device: v.string(),
      seq: v.number(),
    }),
  ),
}) satisfies v.GenericSchema<unknown, ScrubReport>;

/** What the last scrub found, without what has come back since; undefined before the first. */
export async function readScrubReport(tx: StorageTx): Promise<ScrubReport | undefined> {
  const stored = await tx.settings.get(setting);
  const report = v.safeParse(reportSchema, stored === undefined ? undefined : JSON.parse(stored));
  if (!report.success) return undefined;
  const blobs = report.output.damages.filter(({ kind }) => kind === "blob").map(({ name }) => fromHex(name));
  const back = new Set((await tx.blobs.findComplete(blobs.filter((hash) => hash !== undefined))).map(toHex));
  return { ...report.output, damages: report.output.damages.filter(({ name }) => !back.has(name)) };
}

export async function writeScrubReport(tx: StorageTx, report: ScrubReport): Promise<void> {
  await tx.settings.set(setting, JSON.stringify({ ...report, damages: report.damages.slice(0, damagesMax) }));
}

/** Digests of damaged entries that a device filed: it is asked for them again, whatever receipt it has. */
export async function findWantedAgain(tx: StorageTx, device: Bytes): Promise<readonly Bytes[]> {
  const own = toHex(device);
  const damages = (await readScrubReport(tx))?.damages ?? [];
  return damages
    .filter((damage) => damage.kind === "entry" && damage.device === own)
    .map(({ name }) => fromHex(name))
    .filter((digest) => digest !== undefined);
}

/** Puts the proven bytes of entries that lie here damaged in their place. Anything else is passed over. */
export async function mendEntries(tx: StorageTx, entries: readonly ProvenEntry[]): Promise<void> {
  const report = await readScrubReport(tx);
  const damaged = new Set(report?.damages.map(({ name }) => name));
  const back = entries.filter(({ digest }) => damaged.has(toHex(digest)));
  if (!report || back.length === 0) return;
  for (const { digest, entry } of back) await tx.entries.change(digest, { ...entry });
  const mended = new Set(back.map(({ digest }) => toHex(digest)));
  await writeScrubReport(tx, { ...report, damages: report.damages.filter(({ name }) => !mended.has(name)) });
}
