/** Codes of the worker turned into sentences: the one place of the tablet where a failure becomes words. */
import { photoSentences } from "../../domain/speech/photo-sentences.ts";
import type { PhotoFault } from "../../worker/photo-gate.ts";

/** What the photo gate asks for: what is wrong, then what to do about it. */
const photoFaultSentences: Readonly<Record<PhotoFault, string>> = photoSentences;

const sentences: Readonly<Record<string, string>> = {
  ...photoFaultSentences,
  locked: "Tablet terkunci. Petugas perlu memasukkan PIN lagi.",
  "pin-wrong": "PIN belum benar. Coba lagi.",
  "pin-check-missing":
    "PIN belum bisa diperiksa: aplikasi belum terunduh lengkap. Sambungkan tablet ke internet, lalu ketik PIN lagi.",
  wait: "Terlalu banyak PIN salah. Tunggu sebentar.",
  "storage-full":
    "Tempat di tablet penuh. Yang sudah tersimpan tetap aman. Kirim, atau bawa lewat berkas: Kotak keluar, Kirim lewat berkas.",
  "photo-unreadable": "Berkas itu bukan foto yang bisa dibuka. Pilih foto lain atau foto langsung.",
  "photo-too-large": "Fotonya terlalu besar. Foto langsung dengan kamera tablet.",
  "application-incomplete": "Masih ada yang belum diisi. Periksa lagi.",
  incomplete: "Masih ada yang belum diisi. Periksa lagi.",
  "configuration-changed": "Daftar isian sudah diperbarui. Periksa lagi jawabannya, lalu kirim.",
  "config-missing": "Daftar layanan belum ada di tablet ini. Sambungkan ke internet sebentar.",
  "statement-invalid": "Pernyataan belum ditandatangani.",
  "letter-incomplete": "Masih ada yang belum diisi. Periksa lagi jawabannya.",
  "unknown-draft": "Draf surat ini tidak ada lagi. Buat dari awal.",
  "signer-missing": "Nama yang menandatangani belum diisi.",
  "no-letters": "Belum ada surat untuk disalin.",
  "not-a-letter-book": "Berkas itu bukan buku surat desa, atau rusak.",
  "letter-book-other-village": "Buku surat itu milik desa lain.",
  "letter-code-wrong": "Kode buku surat belum benar. Periksa lagi hurufnya.",
  "nothing-changed": "Belum ada yang diubah.",
  "no-copy": "Salinan permohonan ini sudah tidak ada di tablet. Tunggu kabar dari Dindukcapil.",
  "too-large": "Isian terlalu panjang untuk dikirim. Pendekkan catatan atau kurangi foto.",
  offline: "Tidak ada sambungan ke Dindukcapil. Coba lagi di tempat yang ada sinyal.",
  server: "Server Dindukcapil sedang terganggu. Coba lagi sebentar.",
  "no-forms": "Layanan ini tidak punya formulir untuk dicetak.",
  "printer-none": "Belum ada printer struk yang disambung: Alat dan pengaturan, Printer.",
  "printer-not-chosen": "Printer belum dipilih. Nyalakan printer, pasangkan di pengaturan tablet, lalu coba lagi.",
  "printer-unreached": "Printer tidak tersambung. Periksa apakah menyala dan dekat dengan tablet.",
  "printer-busy": "Printer sedang dipakai jendela atau aplikasi lain. Tutup dulu, lalu coba lagi.",
  "printer-no-paper": "Kertas printer habis. Pasang kertas baru, lalu cetak lagi.",
  "printer-broke-off": "Printer berhenti di tengah jalan. Periksa kabel dan kertasnya, lalu cetak lagi.",
  "already-enrolled": "Tablet ini sudah terdaftar. Kembali ke layar depan.",
  "code-unknown": "Kode pendaftaran tidak dikenal. Periksa lagi hurufnya.",
  "code-used": "Kode pendaftaran ini sudah dipakai. Minta kode baru ke Dindukcapil.",
  "code-expired": "Kode pendaftaran sudah lewat waktu. Minta kode baru ke Dindukcapil.",
  "code-malformed": "Nomor atau kode belum lengkap, atau salah ketik. Periksa lagi.",
  practice: "Ini latihan: tidak ada yang keluar dari tablet.",
  "slip-of-practice": "Ini kertas LATIHAN. Tidak ada permohonan di baliknya.",
  "slip-other-village": "Kertas ini dari desa lain. Kabarnya ada di balai desa itu.",
  "signature-invalid": "Kertas ini tidak bisa dipastikan asli. Tanyakan ke Dindukcapil.",
  malformed: "QR ini bukan kertas bukti Loket.",
  "nothing-to-save": "Semua sudah diterima Dindukcapil. Tidak ada yang perlu dibawa.",
  "not-a-courier-file": "Ini bukan berkas kiriman Loket. Cari berkas yang namanya berakhir .loket.",
  "not-a-reply-file": "Ini bukan berkas jawaban Dindukcapil. Cari berkas yang namanya berakhir .balasan.",
  "not-a-reply-qr": "QR ini bukan jawaban Dindukcapil.",
  "reply-is-bundles": "Ini berkas kiriman dari desa, bukan jawabannya. Cari berkas yang namanya berakhir .balasan.",
  "reply-other-tablet": "Jawaban ini untuk tablet lain.",
  "reply-forgotten":
    "Tablet ini tidak ingat lagi berkas yang dijawab. Tidak ada yang hilang: simpan ke berkas sekali lagi, atau tunggu ada sinyal.",
  "reply-epoch-old": "Jawaban ini dibuat sebelum Dindukcapil memulihkan datanya. Minta jawaban baru.",
  "reply-signature-invalid": "Berkas jawaban ini rusak atau tidak asli. Minta lagi ke Dindukcapil.",
  "reply-not-a-reply": "Berkas jawaban ini rusak. Minta lagi ke Dindukcapil.",
  "not-saved": "Belum tersimpan. Jangan tutup tablet, coba sekali lagi.",
};

/** The picture can be taken again, or kept with a reason. */
export function isPhotoFault(code: string): code is PhotoFault {
  return Object.hasOwn(photoFaultSentences, code);
}

/** What to tell people about a failure code. An unknown one still says that nothing is lost and whom to ask. */
export function problemSentence(code: string): string {
  return (
    sentences[code] ?? `Ada gangguan di tablet. Coba lagi; bila tetap gagal, sebutkan kode ini ke Dindukcapil: ${code}.`
  );
}
