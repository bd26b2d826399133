/** What a stage means, in the words of the citizen and of the office. */
import type { Stage } from "./case-state.ts";

export type StageText = {
  /** One or two words, for lists and the stage strip. */
  readonly label: string;
  /** What it means for the citizen. */
  readonly sentence: string;
  /** What to do now; undefined = nothing, just wait. */
  readonly toDo?: string;
};

const STAGE_TEXTS: Readonly<Record<Stage, StageText>> = {
  received: { label: "Diterima", sentence: "Berkas sudah sampai di Dindukcapil dan menunggu diperiksa." },
  "correction-asked": {
    label: "Perlu perbaikan",
    sentence: "Ada yang perlu diperbaiki di berkas ini.",
    toDo: "Datang ke balai desa. Petugas akan menunjukkan yang perlu diperbaiki.",
  },
  corrected: { label: "Sudah diperbaiki", sentence: "Perbaikan sudah sampai di Dindukcapil dan menunggu diperiksa." },
  accepted: { label: "Diproses", sentence: "Berkas sudah lengkap dan sedang dibuatkan dokumennya." },
  "ready-for-pickup": {
    label: "Siap diambil",
    sentence: "Dokumen sudah jadi.",
    toDo: "Ambil dokumennya dengan membawa kertas bukti. Gratis.",
  },
  "handed-over": { label: "Selesai", sentence: "Dokumen sudah diserahkan." },
  rejected: {
    label: "Tidak bisa diproses",
    sentence: "Permohonan ini tidak bisa diproses.",
    toDo: "Datang ke balai desa. Petugas akan menjelaskan sebabnya.",
  },
  withdrawn: { label: "Dibatalkan", sentence: "Permohonan ini sudah dibatalkan oleh pemohon." },
};

/** Everything that is said of any stage. */
export const stageSentences: readonly string[] = Object.values(STAGE_TEXTS).flatMap(({ label, sentence, toDo }) =>
  toDo === undefined ? [label, sentence] : [label, sentence, toDo],
);

/** The words for a stage. */
export function stageText(stage: Stage): StageText {
  return STAGE_TEXTS[stage];
}

/** True for a stage this version knows; a newer district may send one it does not. */
export function isStage(text: string): text is Stage {
  return Object.hasOwn(STAGE_TEXTS, text);
}
