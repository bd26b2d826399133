/** What the courier screen says: in sentences that never call received what nobody has receipted. Pure. */
import type { MessageKind } from "../../../ui/feedback/message.tsx";
import type { RelayedFile, ReplyTaken, SavedFile } from "../../../worker/worker-api.ts";
import type { SavedWhere } from "../../platform/save-file.ts";

export type News = { readonly kind: MessageKind; readonly title?: string; readonly text: string };

/** What there is to carry, and how. */
export function toCarry(waiting: number): readonly string[] {
  if (waiting === 0) return ["Tidak ada yang menunggu. Tidak ada yang perlu dibawa."];
  return [
    `${waiting} belum diterima. Simpan ke berkas, salin ke flashdisk, lalu serahkan ke Dindukcapil.`,
    "Isinya tersegel: hanya Dindukcapil yang bisa membaca. Kalau ada sinyal, tablet tetap mengirim sendiri.",
  ];
}

/** After saving. The file is no delivery: it may lie in a drawer. */
export function savedNews({ name, entries, unreadable }: SavedFile, where: SavedWhere): News {
  if (where === "cancelled") return { kind: "warning", text: "Batal disimpan. Tidak ada yang hilang." };
  const place =
    where === "downloads" ? "Ada di folder Unduhan (Download) tablet ini." : "Ada di tempat yang dipilih tadi.";
  const missing = unreadable > 0 ? ` ${unreadable} bagian tidak bisa dibaca dari tablet dan tidak ikut.` : "";
  return {
    kind: unreadable > 0 ? "warning" : "info",
    title: name,
    text: `${entries} permohonan tersimpan di berkas ini. ${place}${missing} Belum terkirim: menunggu jawaban Dindukcapil.`,
  };
}

/** After another tablet's file was sent from here. */
export function relayNews({ name, isWhole }: RelayedFile, where: SavedWhere): News {
  const kept =
    where === "cancelled"
      ? "Jawabannya batal disimpan: kirim sekali lagi untuk mendapatkannya."
      : "Berkas jawaban ini bawa kembali ke tablet itu.";
  if (!isWhole)
    return { kind: "warning", title: name, text: `Sambungan putus: baru sebagian terkirim. ${kept} Coba lagi nanti.` };
  return {
    kind: where === "cancelled" ? "warning" : "success",
    title: name,
    text: `Sudah sampai di Dindukcapil. ${kept}`,
  };
}

/** While more QR codes of one answer are to come. */
export function nextFrame({ seen, count }: { readonly seen: number; readonly count: number }): string {
  return `${seen} dari ${count} QR sudah terbaca. Tunjukkan QR berikutnya.`;
}

/** After the answer came in. */
export function answerNews({ received, later, damaged }: ReplyTaken): News {
  const rest = [
    later > 0 ? `${later} belum bisa diambil hari ini dan akan dikirim lagi.` : "",
    damaged ? "Sebagian berkas jawaban rusak: minta lagi bila masih ada yang menunggu." : "",
  ].filter((text) => text !== "");
  if (received > 0) return { kind: "success", text: [`${received} sekarang diterima Dindukcapil.`, ...rest].join(" ") };
  const nothing = "Jawaban sudah dibaca. Tidak ada yang baru diterima.";
  return { kind: rest.length > 0 ? "warning" : "info", text: [nothing, ...rest].join(" ") };
}
