/** Words of a case page: what a target, an event or a reason is called in the office. Pure. */
import type { CaseAction } from "../../../domain/case/allowed-actions.ts";
import type { Configuration } from "../../../domain/configuration/configuration.ts";
import { findService } from "../../../domain/configuration/configuration.ts";
import { findQuestion } from "../../../domain/form/visible-questions.ts";

export const eventWords: Readonly<Record<string, string>> = {
  received: "Masuk dari desa",
  corrected: "Perbaikan masuk dari desa",
  withdrawn: "Dibatalkan pemohon",
  accepted: "Lengkap, diproses",
  "correction-asked": "Minta perbaikan",
  "ready-for-pickup": "Siap diambil",
  "handed-over": "Sudah diserahkan",
  rejected: "Ditolak",
};

/** What cannot be taken back, said before it is done. */
export const actionConsequences: Readonly<Partial<Record<CaseAction, string>>> = {
  accept: "Sesudah ini berkas tidak bisa lagi diminta perbaikan. Desa langsung diberi tahu.",
  "ready-for-pickup": "Desa langsung diberi tahu bahwa dokumen sudah jadi. Ini tidak bisa ditarik kembali.",
  "handed-over": "Berkas ditutup dan tidak bisa dibuka lagi. Pastikan dokumen sudah diterima orangnya.",
  reject: "Berkas ditutup dan tidak bisa dibuka lagi. Desa langsung diberi tahu.",
};

const reasonWords: Readonly<Record<string, string>> = {
  "after-revocation": "dikirim setelah tablet dicabut",
  "village-right": "tablet ini bukan milik desa itu",
  "erased-application": "permohonannya sudah dihapus",
  "cannot-open": "tidak bisa dibuka",
  "content-invalid": "isinya tidak terbaca",
  "application-id": "nomornya tidak cocok dengan isinya",
  attempts: "dua kali gagal dibuka",
  contested: "nomor yang sama sudah dipakai permohonan lain",
  conflict: "ada perbaikan lain yang lebih dulu",
  "base-set-aside": "permohonan asalnya disisihkan",
  "other-village": "datang dari desa lain",
};

/** Why an entry was set aside; a newer server's reason stays as it is. */
export function reasonText(reason: string): string {
  return reasonWords[reason] ?? reason;
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
