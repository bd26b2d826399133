/** Every sentence about a wrong or doubtful answer, in one table. What is wrong, then what to do. Braces are filled in. */
import type { Problem, ProblemCode } from "./problem.ts";

export const problemTexts: Readonly<Record<ProblemCode, string>> = {
  // Errors: they say what to do.
  "answer-missing": "Belum diisi. Mohon diisi dulu.",
  "answer-type": "Isian ini belum bisa dibaca. Mohon diisi lagi.",
  "unknown-not-offered": "Isian ini harus diisi.",
  "text-too-long": "Terlalu panjang. Paling banyak {max} huruf.",
  "code-not-in-list": "Pilihan ini tidak ada di daftar. Mohon pilih lagi.",
  "date-invalid": "Tanggal ini tidak ada. Mohon diisi lagi.",
  "date-not-full": "Mohon isi tanggal, bulan, dan tahun.",
  "date-month-needed": "Mohon isi paling tidak bulan dan tahun.",
  "date-too-old": "Tahunnya terlalu lama. Mohon periksa tahunnya.",
  "date-too-far-back": "Tanggal ini lebih dari {years} tahun yang lalu. Mohon periksa tahunnya.",
  "date-too-far-ahead": "Tanggal ini masih lebih dari {years} tahun lagi. Mohon periksa tahunnya.",
  "date-in-future": "Tanggal ini belum terjadi. Mohon periksa lagi.",
  "date-before": "Tanggal ini lebih dulu dari {what}. Mohon periksa lagi.",
  "time-invalid": "Jam ini tidak ada. Jam 00.00 sampai 23.59.",
  "digits-too-few": "Baru {length} angka. Paling sedikit {min} angka.",
  "digits-too-many": "Ada {length} angka. Paling banyak {max} angka.",
  "number-invalid": "Mohon isi dengan angka bulat.",
  "number-too-small": "Terlalu kecil. Paling sedikit {min} {unit}.",
  "number-too-large": "Terlalu besar. Paling banyak {max} {unit}.",
  "declaration-refused": "Pernyataan ini perlu disetujui supaya berkas bisa dikirim.",
  "village-unknown": "Desa ini tidak ada di daftar. Mohon pilih lagi.",
  "rt-rw-invalid": "RT dan RW paling banyak tiga angka. Contoh: 003.",
  "same-person": "NIK ini sama dengan NIK {who}. Harus orang lain.",
  "name-empty": "Nama belum diisi. Mohon diisi dulu.",
  "name-too-long": "Nama terlalu panjang. Paling banyak {max} huruf.",
  "new-name-too-long": "Nama ini {length} huruf. Paling banyak {max} huruf dengan spasi.",
  "new-name-not-letters": "Nama hanya boleh huruf dan spasi. Tanpa angka, titik, koma, atau tanda petik.",
  "nik-not-digits": "NIK hanya angka. Mohon diisi lagi.",
  "nik-too-short": "Baru {length} angka. Kurang {difference} angka.",
  "nik-too-long": "Ada {length} angka. Lebih {difference} angka.",
  "nik-impossible": "Ini bukan NIK. Mohon lihat lagi nomor di KTP atau KK.",
  "kk-not-digits": "Nomor KK hanya angka. Mohon diisi lagi.",
  "kk-too-short": "Baru {length} angka. Kurang {difference} angka.",
  "kk-too-long": "Ada {length} angka. Lebih {difference} angka.",
  "kk-impossible": "Ini bukan nomor KK. Nomor KK ada di bagian atas Kartu Keluarga.",
  "phone-invalid": "Nomor HP belum benar. Contoh: 0812 3456 7890.",
  // Warnings: they end with a question and never block.
  "number-unusual": "Angka {value} {unit} tidak biasa. Betul?",
  "date-not-as-nik": "Tanggal lahir ini lain dari NIK-nya. Betul?",
  "sex-not-as-nik": "Jenis kelamin ini lain dari NIK-nya. Betul?",
  "nik-other-sex": "Menurut NIK ini jenis kelaminnya {sex}. Betul?",
  "same-number": "Nomor KK ini sama dengan NIK. Biasanya tidak sama. Betul?",
  "parent-too-young": "Menurut tanggal ini, umur {who} waktu itu baru {years} tahun. Betul?",
  "parent-too-old": "Menurut tanggal ini, umur {who} waktu itu sudah {years} tahun. Betul?",
  "reported-late": "Sudah lewat {days} hari, jadi tercatat terlambat. Berkas tetap bisa dikirim. Tanggalnya betul?",
  "too-young": "Menurut angka ini umurnya belum {years} tahun. Betul?",
  "name-has-digits": "Ada angka di dalam nama. Betul begitu di surat resminya?",
  "new-name-one-word": "Nama ini satu kata. Dianjurkan paling sedikit dua kata. Betul?",
  "new-name-abbreviated": "Sepertinya ada singkatan. Nama di akta ditulis lengkap. Betul?",
  "nik-province-unknown": "Dua angka pertama bukan kode provinsi yang dikenal. Betul?",
  "nik-region-unknown": "Kode daerah di NIK ini tidak dikenal. Bisa jadi kode lama. Betul?",
  "nik-date-impossible": "Tanggal lahir di dalam NIK ini tidak ada. Mohon lihat lagi. Betul?",
  "nik-day-not-in-month": "Tanggal lahir di dalam NIK ini tidak ada di kalender. Betul?",
  "nik-serial-zero": "Empat angka terakhir 0000. Biasanya tidak ada. Betul?",
};

/** What fills the braces. Numbers of digits become words, as people say them: "Kurang satu angka". */
export type ProblemDetails = Readonly<Record<string, string | number>>;

/** The problem of a code with its sentence. */
export function problem(code: ProblemCode, details: ProblemDetails = {}): Problem {
  const text = problemTexts[code].replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(details[name] ?? whole));
  return { code, text };
}

const NUMBER_WORDS = [
  "nol",
  "satu",
  "dua",
  "tiga",
  "empat",
  "lima",
  "enam",
  "tujuh",
  "delapan",
  "sembilan",
  "sepuluh",
  "sebelas",
  "dua belas",
  "tiga belas",
  "empat belas",
  "lima belas",
  "enam belas",
] as const;

/** "satu" for 1 … "enam belas" for 16; digits beyond. */
export function numberWord(value: number): string {
  return NUMBER_WORDS[value] ?? String(value);
}
