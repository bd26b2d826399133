/** Words of a case page: what a target or an event is called in the office. Pure. */
import type { CaseAction } from "../../../domain/case/allowed-actions.ts";
import type { Stage } from "../../../domain/case/case-state.ts";
import { isUndecided } from "../../../domain/case/case-state.ts";
import type { Configuration, ReasonTemplate } from "../../../domain/configuration/configuration.ts";
import { findService, reasonTemplatesFor } from "../../../domain/configuration/configuration.ts";
import { findQuestion } from "../../../domain/form/visible-questions.ts";
import type { CaseDetail } from "../../../protocol/staff/staff-api.ts";

export const eventWords: Readonly<Record<string, string>> = {
  received: "Masuk dari desa",
  corrected: "Perbaikan masuk dari desa",
  withdrawn: "Dibatalkan pemohon",
  accepted: "Lengkap, diproses",
  "correction-asked": "Minta perbaikan",
  "ready-for-pickup": "Siap diambil",
  "handed-over": "Sudah diserahkan",
  rejected: "Ditolak",
  "decided-before-restore": "Diputuskan sebelum data dipulihkan",
  "put-back": "Isian yang dipakai sebelum data dipulihkan berlaku lagi",
};

const actionConsequences: Readonly<Partial<Record<CaseAction, string>>> = {
  accept: "Sesudah ini berkas tidak bisa lagi diminta perbaikan. Desa langsung diberi tahu.",
  "ready-for-pickup": "Desa langsung diberi tahu bahwa dokumen sudah jadi. Ini tidak bisa ditarik kembali.",
  "handed-over": "Berkas ditutup dan tidak bisa dibuka lagi. Pastikan dokumen sudah diterima orangnya.",
  reject: "Berkas ditutup dan tidak bisa dibuka lagi. Desa langsung diberi tahu.",
};

/** What stands before a paper that was not there when the application was filed: once the office has decided none can come any more. */
export const missingPaperWord = (stage: Stage): string => (isUndecided(stage) ? "Menyusul" : "Tanpa");

/** What the citizen hears of a paper that was to follow and is waited for; a regency may have no such sentence. */
const awaitedTemplate = "paper-awaited";

/** The sentences for a target; of a paper that is not there the one that fits it comes first. */
export function templatesFor(
  target: string,
  { missing }: Pick<CaseDetail, "missing">,
  config: Configuration,
): Configuration["reasonTemplates"] {
  const fitting = reasonTemplatesFor(config, kindOf(target));
  if (!missing.some((id) => target === `requirement:${id}`)) return fitting;
  return fitting.toSorted((a, b) => Number(b.id === awaitedTemplate) - Number(a.id === awaitedTemplate));
}

/** Whether a target is a field, a paper, or the application as a whole. */
export function kindOf(target: string): ReasonTemplate["target"] {
  if (target.startsWith("field:")) return "field";
  return target.startsWith("requirement:") ? "requirement" : "application";
}

/** The papers that are not there, by their names. */
export function missingPapers(
  { serviceId, missing }: Pick<CaseDetail, "serviceId" | "missing">,
  config: Configuration,
): readonly { readonly id: string; readonly name: string }[] {
  return missing.map((id) => ({ id, name: targetText(`requirement:${id}`, serviceId, config) }));
}

/** What cannot be taken back, said before it is done; of an acceptance also which papers it shuts out. */
export function consequences(action: CaseAction, papers: readonly string[]): readonly string[] {
  const shutOut =
    action === "accept" && papers.length > 0
      ? [`Belum masuk: ${papers.join(", ")}. Kalau datang sesudah ini, surat itu tidak dipakai lagi.`]
      : [];
  const words = actionConsequences[action];
  return words === undefined ? shutOut : [...shutOut, words];
}

/** "Nama anak" for "field:child.name", the document's name for "requirement:kk". */
export function targetText(target: string, serviceId: string, config: Configuration): string {
  const id = target.slice(target.indexOf(":") + 1);
  const service = findService(config, serviceId);
  if (!service) return id;
  if (id === "signature") return "Tanda tangan";
  if (target.startsWith("field:")) return findQuestion(service, id)?.label ?? id;
  return service.requirements.find((each) => each.id === id)?.name ?? id;
}
