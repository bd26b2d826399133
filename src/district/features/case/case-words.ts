/** Words of a case page: what a target or an event is called in the office. Pure. */
import type { CaseAction } from "../../../domain/case/allowed-actions.ts";
import type { Stage } from "../../../domain/case/case-state.ts";
import { isUndecided } from "../../../domain/case/case-state.ts";
import type { Configuration } from "../../../domain/configuration/configuration.ts";
import { findService } from "../../../domain/configuration/configuration.ts";
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

/** The papers that are not there, by their names. */
export function missingPapers(
  { serviceId, missing }: Pick<CaseDetail, "serviceId" | "missing">,
  config: Configuration,
): readonly string[] {
  return missing.map((id) => targetText(`requirement:${id}`, serviceId, config));
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
