/**
 * What the screens say beside the configuration's own sentences: one list, so that a clip is made for each and none is
 * said that has none. Shown and spoken are the same words; a screen takes them from here.
 */
export const screenSentences = {
  yes: "Ya",
  no: "Tidak",
  notKnown: "Tidak tahu",
  notAnswered: "Tidak diisi",
  lookAtScreen: "Tulisannya ada di layar.",
  mayBeOpen: "Lewati, boleh kosong",
  village: "Desa",
  urbanVillage: "Kelurahan",
  subdistrict: "Kecamatan",
  // Choosing
  whatToArrange: "Mau mengurus apa? Sentuh gambarnya.",
  allFree: "Semua layanan ini GRATIS.",
  free: "GRATIS, tidak dipungut biaya",
  lettersFee: "Biasanya gratis. Tanyakan ke kantor desa.",
  // What to bring
  papersToBring: "Surat yang perlu dibawa",
  originals: "Foto surat yang ASLI, bukan fotokopi.",
  showPapers: "Tunjukkan surat yang ASLI ke petugas desa.",
  noPapers: "Tidak perlu membawa surat apa pun.",
  maybeAlso: "Mungkin juga perlu, tergantung jawaban nanti:",
  visitYourself: "Diurus dengan datang sendiri, tidak lewat tablet ini.",
  notFiledHere: "Tidak diajukan lewat tablet ini.",
  // Answering
  isItRight: "Betul?",
  // The tablet in the citizen's hands
  isThisRight: "Apakah ini sudah betul?",
  yourTurn: "Sekarang giliran Bapak/Ibu pemohon.",
  statementIntro: "Pernyataan",
  signHere: "Tanda tangan di sini",
  crossHere: "Tanda silang di sini",
  photos: "foto",
  follows: "Menyusul",
  papers: "Surat",
  // After sending
  savedHere: "Sudah tersimpan di tablet ini.",
  yourNumber: "Nomor permohonan Bapak/Ibu:",
  keepPaper: "Simpan kertas ini, atau foto nomornya.",
} as const;
