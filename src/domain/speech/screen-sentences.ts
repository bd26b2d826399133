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
  isNeededSoon: "Apakah surat ini dibutuhkan segera?",
  onlyWhenUrgent: "Yang mendesak dikerjakan lebih dulu. Pilih hanya kalau memang mendesak.",
  canWait: "Tidak, bisa menunggu",
  neededSoon: "Dibutuhkan segera",
  photoUsual: "Foto surat yang asli. Taruh di tempat terang, semua tepinya terlihat.",
  photoFirst: "Surat ini harus difoto dulu.",
  photoOrFollow: "Surat ini belum difoto. Foto dulu, atau sentuh “Belum ada, menyusul”.",
  followsLater: "Surat ini dicatat menyusul. Bawa ke balai desa kalau sudah ada.",
  askToOpen: "Bisa diajukan di sini. Minta petugas membuka tablet.",
  madeHere: "Dibuat di sini oleh petugas desa.",
  checkBeforeLetter: "Periksa dulu sebelum surat dibuat",
  checkFirst: "Periksa dulu sebelum dikirim",
  // The tablet in the citizen's hands
  giveTablet: "Berikan tablet ke Bapak/Ibu pemohon",
  isThisRight: "Apakah ini sudah betul?",
  yourTurn: "Sekarang giliran Bapak/Ibu pemohon.",
  signHere: "Tanda tangan di sini",
  crossHere: "Tanda silang di sini",
  photos: "foto",
  follows: "Menyusul",
  papers: "Surat",
  // After sending
  received: "Sudah diterima Dindukcapil",
  receivedAside: "Sudah diterima, dilihat petugas Dindukcapil",
  erased: "Sudah dihapus oleh Dindukcapil",
  dataReceived: "Data diterima, foto menyusul",
  onTablet: "Tersimpan di tablet, belum terkirim",
  sentAgain: "Tersimpan di tablet, dikirim ulang",
  keepNumber: "Simpan nomor ini.",
  sendsItself: "Tablet mengirim sendiri kalau ada sinyal.",
  photographIt: "Foto layar ini, salin nomornya, atau minta dicetak.",
  stillMissing: "Masih kurang",
  // How far it has come
  numberOnPaper: "Nomor di kertas bukti",
} as const;
