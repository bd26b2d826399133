/** What an import came to, in sentences for a hurried clerk. Pure. */
import type { CourierResult } from "../../../protocol/staff/staff-api.ts";
import type { MessageKind } from "../../../ui/feedback/message.tsx";

export type CourierNews = { readonly kind: MessageKind; readonly title: string; readonly text: string };

type Sums = { readonly taken: number; readonly known: number; readonly later: number; readonly refused: number };

export function sumsOf({ villages }: Pick<CourierResult, "villages">): Sums {
  const sum = (pick: (each: Sums) => number): number => villages.reduce((total, each) => total + pick(each), 0);
  return {
    taken: sum((each) => each.taken),
    known: sum((each) => each.known),
    later: sum((each) => each.later),
    refused: sum((each) => each.refused),
  };
}

/** The first thing to say: how much of the file is in the office now. */
export function courierNews(result: CourierResult): CourierNews {
  const { taken, known, later, refused } = sumsOf(result);
  const here = taken + known;
  const isDamaged = result.damagedBytes + result.refusedBundles + refused > 0 || !result.isWhole;
  const count =
    result.promised === null ? `${here} permohonan diterima` : `${here} dari ${result.promised} permohonan diterima`;
  if (isDamaged)
    return {
      kind: "warning",
      title: `${result.isWhole ? "Berkas rusak di tengah" : "Berkas terpotong"}: ${count}`,
      text: "Minta desa menyimpan ke berkas sekali lagi. Yang sudah diterima tidak menjadi dobel.",
    };
  if (here === 0) return { kind: "info", title: "Tidak ada permohonan baru di berkas ini", text: "" };
  const text = taken === 0 ? "Semuanya sudah ada sebelumnya; tidak ada yang dobel." : "";
  const kind = later > 0 || result.isFull ? "warning" : result.withoutPhotos > 0 ? "info" : "success";
  return { kind, title: count, text };
}

/** What still has to happen, one line each. */
export function courierRemarks(result: CourierResult): readonly string[] {
  const { later, refused } = sumsOf(result);
  return [
    result.isFull ? "Penyimpanan di kantor penuh: sisanya belum diambil. Kosongkan dulu, lalu impor lagi." : "",
    later > 0
      ? `${later} ditunda: jatah harian tablet habis, atau tablet perlu didaftarkan ulang. Naikkan jatahnya di halaman tablet, lalu impor lagi.`
      : "",
    refused > 0 ? `${refused} rusak atau tidak bisa dipastikan asli, dan tidak diambil.` : "",
    result.quarantined > 0 ? `${result.quarantined} diterima dan perlu dilihat petugas.` : "",
    result.withoutPhotos > 0 ? `${result.withoutPhotos} diterima tanpa semua fotonya; foto menyusul.` : "",
  ].filter((line) => line !== "");
}

/** "loket-banjaran-2026-11-24.loket" → "loket-banjaran-2026-11-24.balasan" */
export function replyName(file: string): string {
  return `${file.replace(/\.loket$/i, "")}.balasan`;
}
