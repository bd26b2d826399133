/** `quarantine list` and `quarantine reopen`: what was set aside and why, and trying it again in a process of its own. */
import type { Bytes } from "../base/bytes.ts";
import { fromHex, toHex } from "../base/bytes.ts";
import { formatSlipCode } from "../domain/slip/slip-code.ts";
import { digestBytes } from "../protocol/entry.ts";
import { isSetAsideReason, setAsideReasons } from "../protocol/staff/set-aside.ts";
import type { District } from "../server/district.ts";
import { openReaderApart } from "../server/inbox/read-apart.ts";
import { readDesk } from "../server/quarantine/desk.ts";
import { findSetAside, reopenEntries } from "../server/quarantine/reopen.ts";
import type { Command, Typed } from "./command.ts";
import { exits, UsageError } from "./command.ts";
import { withDistrict } from "./data.ts";

export const quarantineList: Command = {
  name: "quarantine list",
  usage: "[--json]",
  summary: "Names what was set aside and why, and what waits for photos. Works beside a running server.",
  flags: {},
  run: (_typed, world) =>
    withDistrict(world, async ({ district }) => {
      const desk = await readDesk(district);
      const lines = desk.items.map(
        (item) => `  ${item.digest}  ${item.reason}  ${item.kind}  ${item.village}  ${formatSlipCode(item.slipCode)}`,
      );
      const waiting = desk.waiting.map(
        (item) => `  ${item.digest}  waits for ${item.missing} of ${item.photos} photos  ${item.village}`,
      );
      const total = desk.reasons.reduce((sum, { count }) => sum + count, 0);
      const text = [`set aside ${total}`, ...lines, `waiting for photos ${desk.waiting.length}`, ...waiting].join("\n");
      world.print({ json: desk, text });
      return exits.done;
    }),
};

export const quarantineReopen: Command = {
  name: "quarantine reopen",
  usage: "DIGEST… | --reason REASON [--json]",
  summary: "Opens again what was set aside, each entry in a process that may die of it. Works beside a running server.",
  details: `Reasons: ${setAsideReasons.join(", ")}.`,
  flags: { reason: { type: "string", value: "REASON", help: "everything that was set aside for this reason" } },
  run: (typed, world) =>
    withDistrict(world, async ({ district }, { folder, timer }) => {
      const { regency, configuration } = district;
      const digests = await chosen(district, typed);
      const reader = openReaderApart({ regency, configuration, keysFolder: folder.keys, timer });
      try {
        const { opened, still, skipped } = await reopenEntries(district, reader.read, digests);
        const left = still.map(({ digest, reason }) => ({ digest: toHex(digest), reason }));
        const lines = left.map(({ digest, reason }) => `  ${digest}  ${reason}`);
        world.print({
          json: { opened: opened.map(toHex), still: left, skipped },
          text: [`opened ${opened.length}, still set aside ${left.length}, skipped ${skipped}`, ...lines].join("\n"),
        });
        return left.length + skipped === 0 ? exits.done : exits.failed;
      } finally {
        reader.stop();
      }
    }),
};

async function chosen(district: District, typed: Typed): Promise<readonly Bytes[]> {
  const reason = typed.text("reason");
  if ((reason === undefined) === (typed.words.length === 0)) throw new UsageError("name digests or a reason");
  if (reason === undefined) return typed.words.map(readDigest);
  if (!isSetAsideReason(reason)) throw new UsageError(`there is no reason ${reason}`);
  return findSetAside(district, reason);
}

function readDigest(word: string): Bytes {
  const digest = fromHex(word);
  if (digest?.byteLength !== digestBytes) throw new UsageError(`${word} is no digest`);
  return digest;
}
