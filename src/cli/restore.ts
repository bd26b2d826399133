/** `restore`: puts a backup in place of the data while no server runs; the ledger and the keys stay. */
import { existsSync } from "node:fs";
import type { RestoreFailure } from "../server/backup/restore-backup.ts";
import { restoreBackup } from "../server/backup/restore-backup.ts";
import { readConfigFiles } from "../server/configuration/config-files.ts";
import { openFoundation } from "../server/open-district.ts";
import type { Err } from "../base/result.ts";
import { oneFile } from "./backup.ts";
import type { Command, Exit, World } from "./command.ts";
import { exits, RefusedError, UsageError } from "./command.ts";
import { placeOf, quietPlaceOf } from "./data.ts";

export const restore: Command = {
  name: "restore",
  usage: "FILE [--json]",
  summary: "Replaces database and photos by those of a backup file, without asking. The server must be stopped.",
  details: [
    "Keys and ledger stay. The ledger's epoch rises, so that every tablet offers again what the backup does not hold.",
  ].join("\n"),
  flags: {},
  run: async (typed, world) => {
    const path = oneFile(typed);
    if (!existsSync(path)) throw new UsageError(`there is no file ${path}`);
    const ledger = await openLedgerOf(world);
    try {
      const restored = await restoreBackup({ ...placeOf(world), ledger }, path);
      if (!restored.ok) return explain(world, restored);
      const { intake, epoch, blobs, isOlder, gaps } = restored.value;
      const lines = gaps.map(
        ({ village, device, log, missing }) =>
          `  ${village}  tablet ${device.slice(0, 6)}  log ${log.slice(0, 8)}  no. ${missing.map(rangeText).join(", ")}`,
      );
      const open = isOlder
        ? "This backup is older than every one that counted: tablets may have forgotten some of these. Ask the villages:"
        : "Announced and not in this backup; the tablets still have it and send it again:";
      world.print({
        json: { file: path, ...restored.value },
        text: [
          `restored up to intake ${intake} with ${blobs} photos; epoch ${epoch}. Start the server again.`,
          ...(gaps.length > 0 ? [open, ...lines] : ["Nothing that was announced is missing."]),
        ].join("\n"),
      });
      return exits.done;
    } finally {
      await ledger.close();
    }
  },
};

function rangeText([from, to]: readonly [number, number]): string {
  return from === to ? String(from) : `${from}–${to}`;
}

/** New keys would open nothing of the backup: they are never made here. */
async function openLedgerOf(world: World) {
  const place = quietPlaceOf(world);
  if (!existsSync(place.folder.keys)) {
    throw new RefusedError(
      `There are no keys in ${place.folder.keys}. Put keys and ledger back first: a backup holds neither.`,
    );
  }
  const files = readConfigFiles(place.configDir);
  const foundation = files.ok ? await openFoundation(place, files.value) : files;
  if (!foundation.ok) throw new RefusedError(`The configuration cannot be read: ${foundation.detail ?? ""}`);
  return foundation.value.ledger;
}

function explain(world: World, { code, detail = "" }: Err<RestoreFailure>): Exit {
  switch (code) {
    case "server-running":
      world.say(`A server is running on this data (process ${detail}). Stop it first; nothing was changed.`);
      return exits.refused;
    case "other-regency":
      world.say(`This backup belongs to regency ${detail}; nothing was changed.`);
      return exits.refused;
    case "backup-damaged":
      world.say(`This file is no whole backup (${detail}); nothing was changed.`);
      return exits.failed;
    default:
      return code satisfies never;
  }
}
