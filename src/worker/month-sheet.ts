/** The village's month: applications filed on this tablet by service, and the bytes it has used. Names nobody. */
import { err, ok } from "../base/result.ts";
import type { EntryRow } from "../store/tables.ts";
import type { LabelReader } from "./outbox.ts";
import { listEntries } from "./outbox.ts";
import type { Tablet } from "./tablet.ts";
import { monthOf, withFiled } from "./tallies.ts";
import type { VaultSession } from "./vault-session.ts";
import type { MonthSheet } from "./counter-api.ts";
import type { WorkerApi } from "./worker-api.ts";

type Counting = { readonly tablet: Tablet; readonly labels: LabelReader };

/**
 * Counts what was filed now: the label goes when the entry is safe, the sum stays. Locked, or of a correction, it counts
 * nothing.
 */
export async function countFiled({ tablet, labels }: Counting, rows: readonly EntryRow[]): Promise<void> {
  const byMonth = new Map<string, { readonly applicationId: string; readonly serviceId: string }[]>();
  for (const { kind, key, applicationId } of rows) {
    const label = kind === "application" ? await labels.read(key) : undefined;
    if (!label) continue;
    const month = monthOf(label.filedAt);
    byMonth.set(month, [...(byMonth.get(month) ?? []), { applicationId, serviceId: label.serviceId }]);
  }
  // One write a month, however many there are: the sheet is read again whenever the outbox changes.
  for (const [month, filed] of byMonth)
    await tablet.world.tallies.change(month, (before) =>
      filed.reduce((sum, each) => withFiled(sum, each.applicationId, each.serviceId), before),
    );
}

/** The call of the door. */
export function monthCalls(
  opened: Promise<Counting & { readonly vault: VaultSession }>,
): Pick<WorkerApi, "monthSheet"> {
  return {
    async monthSheet(month) {
      const parts = await opened;
      return parts.vault.officer ? ok(await readMonth(parts, month)) : err("locked");
    },
  };
}

async function readMonth(parts: Counting, month: string): Promise<MonthSheet> {
  // What was filed before there were sums, and is still known.
  await countFiled(parts, await listEntries(parts.tablet));
  const { bytes, services } = await parts.tablet.world.tallies.read(month);
  const filed = Object.entries(services).map(([serviceId, count]) => ({ serviceId, count }));
  return { bytes, filed: filed.toSorted((a, b) => b.count - a.count || a.serviceId.localeCompare(b.serviceId)) };
}
