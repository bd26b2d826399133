/** `backup`: one file with database and photos, proven entry by entry; never a key. */
import { resolve } from "node:path";
import { makeBackup, retireOthers } from "../server/backup/make-backup.ts";
import type { Command, Typed } from "./command.ts";
import { exits, UsageError } from "./command.ts";
import { withDistrict } from "./data.ts";

export const backup: Command = {
  name: "backup",
  usage: "FILE [--retire-others] [--json]",
  summary: "Writes database and photos into one file, proven entry by entry. Works beside a running server.",
  details: [
    "The file is a tar; it is read back and compared before it is recorded. Tablets may forget what is in every recorded backup that can still be restored. Keys and ledger are not in",
    "it: keep copies of them apart.",
  ].join("\n"),
  flags: {
    "retire-others": { type: "boolean", help: "say that all earlier backups will never be restored again" },
  },
  run: (typed, world) =>
    withDistrict(world, async ({ district }, { folder }) => {
      const path = oneFile(typed);
      const made = await makeBackup(district, folder, path);
      if (!made.ok) {
        world.say(`The backup does not hold what it should (${made.detail ?? ""}) and was removed.`);
        return exits.failed;
      }
      const retired = typed.isSet("retire-others") ? await retireOthers(district, made.value.id) : 0;
      const { entries, blobs, intake } = made.value;
      world.print({
        json: { file: path, ...made.value, retired },
        text: `${path}: ${entries} entries, ${blobs} photos, complete up to intake ${intake}, verified`,
      });
      return exits.done;
    }),
};

/** The one file a command is about, absolute. Throws {@link UsageError}. */
export function oneFile(typed: Typed): string {
  const [file, ...more] = typed.words;
  if (file === undefined || more.length > 0) throw new UsageError("name one FILE");
  return resolve(file);
}
