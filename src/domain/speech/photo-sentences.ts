/** What the photo gate asks for, shown and spoken: what is wrong, then what to do about it. By the fault's code. */
export const photoSentences = {
  "photo-small": "Fotonya terlalu kecil. Foto langsung dengan kamera tablet.",
  "photo-dark": "Fotonya gelap. Pindah ke tempat yang lebih terang, lalu foto lagi.",
  "photo-glare": "Ada pantulan cahaya di surat. Geser suratnya sampai tidak silau, lalu foto lagi.",
  "photo-pale": "Tulisannya tidak terlihat. Jauhkan dari cahaya langsung, lalu foto lagi.",
  "photo-pattern": "Ada garis-garis di foto. Foto surat yang asli, jangan dari layar HP.",
  "photo-blurred": "Fotonya buram. Tahan tablet sebentar, lalu foto lagi.",
  "photo-cut": "Suratnya terpotong. Mundur sedikit sampai semua tepinya terlihat, lalu foto lagi.",
  "photo-far": "Tulisannya terlalu kecil. Dekatkan tablet ke surat, lalu foto lagi.",
} as const;
