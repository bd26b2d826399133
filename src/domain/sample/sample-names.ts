/** Names for sample applications: given names common in Central Java, freely combined. Nobody's data. */

export const givenNames = [
  "Ahmad", "Siti", "Muhammad", "Nur", "Slamet", "Sri", "Agus", "Dwi", "Budi", "Eko", "Tri", "Wahyu", "Dewi", "Rizki",
  "Warsono", "Tarsono", "Kusnadi", "Rohman", "Karsinah", "Wasinah", "Suharti", "Sutarno", "Maryati", "Rohmah", "Khasanah",
  "Tarwi", "Darsono", "Sumarni", "Casmirah", "Nurohman", "Bambang", "Imam", "Umi", "Indah", "Putri", "Aulia", "Zahra",
  "Dimas", "Fajar", "Lestari",
] as const;

export const furtherNames = [
  "Aminah", "Fauzi", "Hidayat", "Setiawan", "Rahayu", "Wibowo", "Saputra", "Lestari", "Handayani", "Kurniawan", "Santoso",
  "Fatimah", "Maulana", "Pratama", "Ningsih", "Susanti", "Wulandari", "Nugroho", "Prasetyo", "Purnomo", "Hasanah", "Azizah",
  "Ramadhan", "Firmansyah", "Permata", "Anggraeni", "Mubarok", "Utami", "Riyadi", "Supriyadi",
] as const;

export const hamlets = ["Krajan", "Karanganyar", "Sukamaju", "Kebonagung", "Wanasari", "Cikeusal", "Kaligede", "Pesantunan"] as const;
