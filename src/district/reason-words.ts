/** Why an entry was set aside, in the words of the office, and what to do about it. Pure. */
import type { SetAsideReason } from "../protocol/staff/set-aside.ts";
import { isSetAsideReason } from "../protocol/staff/set-aside.ts";

export type ReasonWords = { readonly title: string; readonly advice: string };

const update = "Pasang Loket yang terbaru di server, lalu coba buka lagi.";

const words: Readonly<Record<SetAsideReason, ReasonWords>> = {
  "after-revocation": {
    title: "Dikirim setelah tablet dicabut",
    advice: "Telepon balai desa. Bila benar dari mereka, buka lagi: permohonan lalu dikerjakan seperti biasa.",
  },
  "village-right": {
    title: "Tablet ini bukan milik desa itu",
    advice: "Tanyakan ke balai desa siapa yang mengisinya. Bila benar, buka lagi.",
  },
  "erased-application": {
    title: "Permohonannya sudah dihapus",
    advice: "Datanya sudah dihapus dari sini. Kiriman yang datang sesudahnya tidak dibuka.",
  },
  "cannot-open": {
    title: "Tidak bisa dibuka",
    advice: "Amplopnya rusak. Minta balai desa mengisi ulang permohonan dengan nomor ini.",
  },
  "key-unknown": {
    title: "Kunci pembukanya tidak ada di sini",
    advice: "Kembalikan kunci lama dari salinan kunci, lalu coba buka lagi.",
  },
  "dictionary-unknown": { title: "Kamusnya belum dikenal", advice: update },
  "format-unknown": { title: "Jenis amplopnya belum dikenal", advice: update },
  "form-unknown": {
    title: "Versi formulirnya belum dikenal",
    advice: "Terbitkan daftar layanan yang memuat formulir ini, lalu coba buka lagi.",
  },
  "content-invalid": {
    title: "Isinya tidak terbaca",
    advice: "Minta balai desa mengisi ulang. Bila semua kiriman tablet ini begini, tabletnya perlu diperbarui.",
  },
  "application-id": {
    title: "Nomornya tidak cocok dengan isinya",
    advice: "Mungkin ada yang meniru nomor orang lain. Tanyakan ke balai desa sebelum apa pun.",
  },
  attempts: {
    title: "Dua kali gagal dibuka",
    advice:
      "Program pembuka berhenti saat membukanya. Yang lain tetap jalan. Sesudah server diperbarui, coba buka lagi.",
  },
  contested: {
    title: "Nomor yang sama sudah dipakai permohonan lain",
    advice: "Bandingkan dengan berkas yang sudah ada, lalu tanyakan ke balai desa mana yang benar.",
  },
  conflict: {
    title: "Ada perbaikan lain yang lebih dulu",
    advice: "Perbaikan yang lebih dulu sudah dipakai. Bila yang ini yang benar, minta perbaikan baru dari berkasnya.",
  },
  "base-set-aside": {
    title: "Permohonan asalnya disisihkan",
    advice: "Buka dulu permohonan asalnya. Kiriman ini lalu ikut diperiksa lagi.",
  },
  "other-village": {
    title: "Datang dari desa lain",
    advice: "Hanya desa asal yang boleh memperbaiki atau membatalkan. Tanyakan ke kedua desa.",
  },
};

/** A newer server's reason stays as it is. */
export function reasonWords(reason: string): ReasonWords {
  if (isSetAsideReason(reason)) return words[reason];
  return { title: reason, advice: "Alasan ini belum dikenal halaman ini. Muat ulang halaman." };
}
