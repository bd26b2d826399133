/** `status`: what the district holds, and of each tablet how much it has filed and how much of it is here. */
import { toHex } from "../base/bytes.ts";
import { villageCode } from "../domain/areas/areas.ts";
import type { District } from "../server/district.ts";
import type { Command } from "./command.ts";
import { exits } from "./command.ts";
import { withDistrict } from "./data.ts";

type DeviceStatus = {
  readonly device: string;
  /** Dotted code. */
  readonly village: string;
  /** Entries the tablet is known to have appended: announced heads, or what came. */
  readonly filed: number;
  readonly held: number;
};

export const status: Command = {
  name: "status",
  usage: "[--json]",
  summary: "Counts what the district holds. Works beside a running server.",
  flags: {},
  run: (_typed, world) =>
    withDistrict(world, async ({ district }) => {
      const counts = await district.storage.transaction((tx) => tx.status());
      const devices = await deviceStatus(district);
      const lines = devices.map(
        ({ device, village, filed, held }) => `  ${device}  ${village}  filed ${filed}  held ${held}`,
      );
      const { entriesHeld, cases, quarantined } = counts;
      world.print({
        json: { entriesHeld, cases, quarantined, devices },
        text: [`entries ${entriesHeld}, cases ${cases}, quarantined ${quarantined}`, ...lines].join("\n"),
      });
      return exits.done;
    }),
};

/** Every certified device in the order it enrolled. */
async function deviceStatus(district: District): Promise<readonly DeviceStatus[]> {
  const logs = new Map<string, { readonly device: string; readonly filed: number; readonly held: number }>();
  for (const { device, logId, seq } of district.ledger.state.heads()) {
    logs.set(toHex(device) + toHex(logId), { device: toHex(device), filed: seq, held: 0 });
  }
  for (const { device, logId, held, seqMax } of await district.storage.transaction((tx) => tx.entries.heldLogs())) {
    const key = toHex(device) + toHex(logId);
    logs.set(key, { device: toHex(device), filed: Math.max(seqMax, logs.get(key)?.filed ?? 0), held });
  }
  const devices = new Map<string, DeviceStatus>();
  for (const { certificate } of district.ledger.state.certificates()) {
    const device = toHex(certificate.device);
    const own = [...logs.values()].filter((log) => log.device === device);
    const sum = (count: "filed" | "held"): number => own.reduce((total, log) => total + log[count], 0);
    const village = villageCode(certificate.village) ?? String(certificate.village);
    devices.set(device, { device, village, filed: sum("filed"), held: sum("held") });
  }
  return [...devices.values()];
}
