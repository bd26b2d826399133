/**
 * The error table: one code for machines, one HTTP status, one sentence for people. A code never changes its meaning.
 * No sentence holds what somebody typed.
 */
export const errorTable = {
  malformed: {
    status: 400,
    sentence: "Data yang dikirim tidak terbaca. Coba lagi; bila tetap gagal, hubungi Dindukcapil.",
  },
  "item-too-large": { status: 413, sentence: "Satu bagian terlalu besar untuk dikirim." },
  "bundle-too-large": { status: 413, sentence: "Kiriman terlalu besar. Tablet akan mengirim lebih sedikit sekaligus." },
  "signature-invalid": { status: 403, sentence: "Tanda pengenal tablet tidak cocok. Daftarkan ulang tablet ini." },
  "certificate-invalid": { status: 403, sentence: "Sertifikat tablet tidak dikenal. Daftarkan ulang tablet ini." },
  "key-invalid": { status: 400, sentence: "Kunci tablet tidak terbaca. Daftarkan ulang tablet ini." },
  "device-revoked": { status: 403, sentence: "Tablet ini sudah dicabut oleh Dindukcapil." },
  "code-unknown": { status: 404, sentence: "Kode pendaftaran tidak dikenal. Periksa lagi hurufnya." },
  "code-used": { status: 409, sentence: "Kode pendaftaran ini sudah dipakai. Minta kode baru ke Dindukcapil." },
  "code-expired": { status: 410, sentence: "Kode pendaftaran sudah lewat waktu. Minta kode baru ke Dindukcapil." },
  "storage-full": { status: 507, sentence: "Penyimpanan di Dindukcapil penuh. Kiriman tetap aman di tablet ini." },
  busy: { status: 503, sentence: "Dindukcapil sedang sibuk. Tablet akan mencoba lagi sendiri." },
  maintenance: { status: 503, sentence: "Dindukcapil sedang merawat sistem. Tablet akan mencoba lagi sendiri." },
  "too-many-requests": { status: 429, sentence: "Terlalu banyak percobaan. Tunggu sebentar." },
  "not-found": { status: 404, sentence: "Alamat ini tidak ada." },
  "method-not-allowed": { status: 405, sentence: "Cara meminta ini tidak dikenal." },
  unauthenticated: { status: 401, sentence: "Silakan masuk dulu." },
  forbidden: { status: 403, sentence: "Akun ini tidak boleh melakukan itu." },
  conflict: { status: 409, sentence: "Berkas ini baru saja diubah orang lain. Muat ulang dulu." },
  "not-allowed-now": { status: 409, sentence: "Tindakan ini tidak cocok dengan keadaan berkas sekarang." },
  "slip-unknown": { status: 404, sentence: "Belum sampai di Dindukcapil. Tanyakan ke balai desa." },
  "code-malformed": { status: 400, sentence: "Kode slip tidak lengkap atau salah ketik. Periksa lagi." },
  "config-invalid": { status: 500, sentence: "Pengaturan kabupaten tidak terbaca. Hubungi admin." },
  internal: { status: 500, sentence: "Ada gangguan di Dindukcapil. Data tetap aman; coba lagi nanti." },
} as const satisfies Record<string, { readonly status: number; readonly sentence: string }>;

export type ErrorCode = keyof typeof errorTable;

/** The body of every HTTP error: code for machines, sentence for people. */
export type ErrorBody = { readonly code: ErrorCode; readonly sentence: string };

/** Body and status for a code. */
export function errorBody(code: ErrorCode): { readonly status: number; readonly body: ErrorBody } {
  const { status, sentence } = errorTable[code];
  return { status, body: { code, sentence } };
}

/** True for a word that stands in the table. */
export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorTable, code);
}
