/** "Kabari warga": whose application has news that nobody has brought them yet. Read from what the outbox shows. */
import { computed } from "@preact/signals";
import type { OutboxItem } from "../../worker/worker-api.ts";
import { outbox } from "./tablet.ts";

/** Sorts behind every RT. */
const noRt = "999";
/** Stages a citizen must hear of: come and collect, come and mend, it was refused. */
const worthTelling: ReadonlySet<string> = new Set(["ready-for-pickup", "correction-asked", "rejected"]);

export type News = {
  readonly applicationId: string;
  readonly slipCode: string;
  readonly serviceId: string;
  readonly name: string;
  readonly stage: string;
  readonly phone: string | undefined;
  /** "003" */
  readonly rt: string | undefined;
  readonly isTold: boolean;
};

/** One per application, those not told first, then by RT and name. Corrections know less than what was filed: an older entry fills in. */
export function newsOf(items: readonly OutboxItem[]): readonly News[] {
  const all = new Map<string, OutboxItem[]>();
  for (const item of items) all.set(item.applicationId, [...(all.get(item.applicationId) ?? []), item]);
  const list = [...all.values()].flatMap((entries): News[] => {
    const [newest] = entries;
    const labels = entries.flatMap(({ label }) => label ?? []);
    const [label] = labels;
    if (!newest || !label || newest.kind === "withdrawal" || !worthTelling.has(newest.stage ?? "")) return [];
    const stage = newest.stage ?? "";
    return [
      {
        applicationId: newest.applicationId,
        slipCode: newest.slipCode,
        serviceId: label.serviceId,
        name: labels.find(({ name }) => name !== "")?.name ?? newest.slipCode,
        stage,
        phone: labels.find(({ phone }) => phone !== undefined)?.phone,
        rt: labels.find(({ rt }) => rt !== undefined)?.rt,
        isTold: label.toldStage === stage,
      },
    ];
  });
  return list.toSorted(
    (a, b) =>
      Number(a.isTold) - Number(b.isTold) || (a.rt ?? noRt).localeCompare(b.rt ?? noRt) || a.name.localeCompare(b.name),
  );
}

export const news = computed(() => newsOf(outbox.value));
export const untold = computed(() => news.value.filter(({ isTold }) => !isTold).length);
