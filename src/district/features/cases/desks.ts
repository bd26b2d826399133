/** The piles of the office's desk: which stages lie on each, what it is called, what a case in it waits for. Pure. */
import type { Stage } from "../../../domain/case/case-state.ts";
import { isClosed, isUndecided } from "../../../domain/case/case-state.ts";
import type { CaseList, CaseListItem } from "../../../protocol/staff/staff-api.ts";
import { ageText } from "../../age-text.ts";

export type Desk = {
  readonly key: string;
  readonly label: string;
  /** Empty = all. */
  readonly stages: readonly Stage[];
};

/** Where a morning begins: what waits for the office itself. */
export const toCheck: Desk = { key: "to-check", label: "Perlu diperiksa", stages: ["received", "corrected"] };
export const everything: Desk = { key: "all", label: "Semua", stages: [] };

export const desks: readonly Desk[] = [
  toCheck,
  { key: "correction-asked", label: "Menunggu perbaikan", stages: ["correction-asked"] },
  { key: "accepted", label: "Diproses", stages: ["accepted"] },
  { key: "ready-for-pickup", label: "Siap diambil", stages: ["ready-for-pickup"] },
  { key: "closed", label: "Selesai", stages: ["handed-over", "rejected", "withdrawn"] },
  everything,
];

/** Cases that lie on a desk. */
export function countOnDesk({ stages }: Desk, counts: CaseList["stages"]): number {
  const counted = stages.length === 0 ? Object.values(counts) : stages.map((stage) => counts[stage] ?? 0);
  return counted.reduce((all, count) => all + count, 0);
}

/** "2 surat menyusul", or undefined where no paper is missing or none can count any more. */
export function papersText({ stage, missing }: Pick<CaseListItem, "stage" | "missing">): string | undefined {
  return isUndecided(stage) && missing.length > 0 ? `${missing.length} surat menyusul` : undefined;
}

/** "menunggu 4 hari"; of a closed case how long ago it was closed. The citizen waits from the day it was received. */
export function waitText({ stage, receivedAt, changedAt }: CaseListItem, now: number): string {
  if (stage === "correction-asked") return `menunggu desa ${ageText(changedAt, now)}`;
  if (stage === "ready-for-pickup") return `siap sejak ${ageText(changedAt, now)} lalu`;
  return isClosed(stage) ? `${ageText(changedAt, now)} lalu` : `menunggu ${ageText(receivedAt, now)}`;
}
