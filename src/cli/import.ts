/** `import`: takes in a courier file beside a running server and writes the reply to carry home. */
import { createReadStream, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { villageCode } from "../domain/areas/areas.ts";
import type { ImportedCourier } from "../server/courier/import-courier.ts";
import { importCourier } from "../server/courier/import-courier.ts";
import { oneFile } from "./backup.ts";
import type { Command } from "./command.ts";
import { exits } from "./command.ts";
import { withDistrict } from "./data.ts";

export const importFile: Command = {
  name: "import",
  usage: "FILE [--reply OUT] [--json]",
  summary: "Takes in a courier file a village has brought. Works beside a running server.",
  details: [
    "The file is read as it comes; what is damaged is passed over and counted, and the same file twice doubles nothing.",
    "What it brought is opened by the server, running or at its next start.",
    "OUT is the reply to carry back to the tablet; without --reply it is written beside FILE.",
  ].join("\n"),
  flags: {
    reply: { type: "string", value: "OUT", help: "where the reply goes; otherwise FILE with .balasan behind it" },
  },
  run: (typed, world) =>
    withDistrict(world, async ({ district }) => {
      const file = oneFile(typed);
      const imported = await importCourier(district, createReadStream(file));
      if (!imported.ok) {
        world.say(`${file} is no courier file.`);
        return exits.failed;
      }
      const { reply, frames, fates, ...facts } = imported.value;
      const out = resolve(typed.text("reply") ?? replyName(file));
      if (reply) writeFileSync(out, reply);
      const villages = [...fates].map(([village, each]) => ({
        village: villageCode(village) ?? String(village),
        ...Object.fromEntries(each),
      }));
      const answered = reply ? { reply: out, frames: frames ?? [] } : {};
      world.print({ json: { file, villages, ...facts, ...answered }, text: textOf(imported.value, out) });
      return exits.done;
    }),
};

/** "loket-banjaran-2026-11-24.balasan" beside the file it answers. */
function replyName(file: string): string {
  return `${file.replace(/\.loket$/, "")}.balasan`;
}

function textOf(
  { fates, promised, reply, damagedBytes, isWhole, refusedBundles, withoutPhotos }: ImportedCourier,
  out: string,
): string {
  const lines = [...fates].map(([village, each]) => {
    const words = [...each].filter(([, count]) => count > 0).map(([fate, count]) => `${count} ${fate}`);
    return `${villageCode(village) ?? "unknown village"}: ${words.join(", ")}`;
  });
  if (withoutPhotos > 0) lines.push(`${withoutPhotos} still without photos`);
  if (damagedBytes > 0 || !isWhole || refusedBundles > 0)
    lines.push(`damaged: ${damagedBytes} bytes${isWhole ? "" : ", cut"}; the file promised ${promised ?? "?"} entries`);
  if (reply) lines.push(`reply: ${out}`);
  return lines.join("\n");
}
