/** What an officer must know on the first day, a card each: one picture, one title, two sentences. */
import type { IconName } from "../../../ui/icons/icon.tsx";

export type TrainingCard = { readonly icon: IconName; readonly title: string; readonly lines: readonly string[] };

export const trainingCards: readonly TrainingCard[] = [
  {
    icon: "lock",
    title: "Kunci tablet",
    lines: ["Sentuh Kunci setiap kali meninggalkan meja.", "PIN hanya untuk Anda. Jangan ditulis di tablet."],
  },
  {
    icon: "camera",
    title: "Foto yang terbaca",
    lines: ["Surat rata, terang, penuh di dalam garis.", "Kalau tulisannya tidak terbaca di layar, foto lagi."],
  },
  {
    icon: "cloud-off",
    title: "Tanpa sinyal pun bisa",
    lines: ["Isi dan kirim seperti biasa.", "Tablet mengirim sendiri kalau ada sinyal."],
  },
  {
    icon: "check",
    title: "Hijau artinya sampai",
    lines: ["Hijau: sudah diterima Dindukcapil, lengkap dengan fotonya.", "Selain hijau: masih ada di tablet ini."],
  },
  {
    icon: "document",
    title: "Kertas bukti",
    lines: ["Cetak, atau minta warga menyalin nomornya.", "Tanpa kertas, warga tidak bisa mengecek kabarnya."],
  },
  {
    icon: "warning",
    title: "Ada yang salah",
    lines: ["Sentuh Ada yang salah di layar depan.", "Betulkan atau batalkan dalam 48 jam, tanpa mengisi ulang."],
  },
  {
    icon: "person",
    title: "Tablet ke warga",
    lines: ["Serahkan tablet, biarkan warga membaca sendiri.", "Yang tanda tangan warganya, bukan petugas."],
  },
  {
    icon: "stop",
    title: "GRATIS",
    lines: ["Semua layanan tidak dipungut biaya.", "Jangan menerima uang, sekecil apa pun."],
  },
];
