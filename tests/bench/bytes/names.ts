/** Names from other islands, for an application whose names no dictionary of ours knows. Freely combined; nobody's data. */
export const namesFromElsewhere: readonly string[] = `
Parulian Tiurma Lamhot Hotmaida Sahala Rotua Manaor Tiodor Jonggi Rumondang Poltak Duma Saut Marintan Togar Nurmala Hotman
Bonar Sondang Maruli Roslinda Sihar Pinondang Ramot Delima Pardamean Bungaran Tohap Linggom Ruhut Nainggolan Siregar
Simanjuntak Hutapea Sinaga Panjaitan Tampubolon Situmorang Marpaung Silalahi Manurung Pasaribu Hasibuan Lubis Harahap
Ginting Sembiring Tarigan Perangin Sitepu Barus Zega Laoli Gulo Halawa Telaumbanua Mendrofa Datuk Sutan Rangkayo Buyung
Upik Gadih Marajo Malin Kundang Syafril Yulizar Zulhendri Erizal Nasrul Yusrizal Desmaniar Elfitra Rosmaini Syahrial
Asrul Yendri Mardalena Irdawati Gusti Ngurah Wayan Ketut Putu Kadek Komang Nyoman Luh Gede Sudiarta Suardana Sukerti
Mertayasa Artana Suastika Widnyana Astawa Sudarma Wirawan Puspawati Kusumayani Andayani Suryantini Arnawa Dharmayasa
Paramitha Adnyana Baiq Lalu Raden Sahnun Muksin Maswandi Jumahir Rumaksi Daeng Andi Bau Tenri Mappanyukki Baharuddin
Syarifuddin Hasanuddin Jalaluddin Nurdiana Rosdiana Marwiah Sitti Hamsiah Hasnah Jumriati Sahabuddin Kamaruddin
Abdurrahim Palisuri Tandiwara Rantetondok Sarungallo Pongmasak Tandilolo Datu Lolo Pattiwael Latuconsina Tuasikal
Lestaluhu Pelupessy Wattimena Sahetapy Matulessy Hehanussa Tomatala Noya Kainama Leimena Rumahorbo Maturbongs Renyaan
Ohoiwutun Welerubun Kabes Wenda Kogoya Tabuni Yikwa Murib Telenggen Wakerkwa Jikwa Pigai Gobai Douw Mote Badii Rumbiak
Mandacan Wospakrik Krey Kafiar Rumaropen Imbiri Ayorbaba Sawaki Bonai Mambrasar Umbu Rambu Ndapa Tamo Bulu Malo Lende
Bili Dapa Ngongo Bora Ate Wungo Kaka Dairo Nono Naisoko Tefa Benu Nabu Tnunay Fallo Sonbai Neonbasu Abanat Usboko
Bria Seran Klau Nahak Bere Mau Asa Lau Dayak Lambung Mandau Kuhin Usop Tundan Garang Ringkin Sawung Binti Rahan Umbing
Tigoi Belawing Lencau Ngau Ajang Jalung Bulan Ubung Lawing Mering Ding Kaleb Yeremia Oktovianus Blandina Yustina
Marselina Hermina Adolfina Welmince Paskalis Benediktus Fransiskus Yohanes Agustinus Petronela Maksimus Kornelis
`
  .trim()
  .split(/\s+/);
