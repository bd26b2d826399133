import { describe, expect, it } from "vitest";
import { brebes } from "../../../tests/fixtures/kiosk-config.ts";
import { definite } from "../../base/assert.ts";
import { officialText } from "../form/answer-text.ts";
import { allQuestions } from "../form/visible-questions.ts";
import { findCodeList, findService } from "./configuration.ts";

const config = brebes();

/** Every place on an official form that a service fills, asked or fixed. */
function placesOf(serviceId: string): ReadonlySet<string> {
  const service = definite(findService(config, serviceId), "configured");
  const asked = allQuestions(service).flatMap((question) => question.official ?? []);
  return new Set([...asked, ...service.fixedValues.map((fixed) => fixed.official)].map(officialText));
}

/** Places of the form (Permendagri 109/2019) that must be filled. */
const forms: Readonly<Record<string, readonly string[]>> = {
  "birth-certificate": [
    "F-2.01 Jenis pelaporan 1",
    ...["Nama", "NIK", "Nomor Dokumen Perjalanan", "Nomor KK", "Kewarganegaraan"].map(
      (item) => `F-2.01 Pelapor ${item}`,
    ),
    ...["Nomor KK", "Kewarganegaraan"].map((item) => `F-2.01 Subjek akta kesatu ${item}`),
    ...["Saksi I", "Saksi II"].flatMap((who) =>
      ["Nama", "NIK", "Nomor KK", "Kewarganegaraan"].map((item) => `F-2.01 ${who} ${item}`),
    ),
    ...["ayah", "ibu"].flatMap((who) =>
      ["Nama", "NIK", "Tempat lahir", "Tanggal lahir", "Kewarganegaraan"].map(
        (item) => `F-2.01 Orang tua: ${who} ${item}`,
      ),
    ),
    ...Array.from({ length: 11 }, (_, item) => `F-2.01 Data anak ${item + 1}`),
    "F-2.03",
    "F-2.04",
  ],
  "kk-add-child": [
    ...["Nama Lengkap", "NIK", "Nomor KK"].map((item) => `F-1.02 I Data pemohon ${item}`),
    "F-1.02 II Jenis permohonan I.B.2",
    "F-1.06 Yang menyatakan Alamat rumah",
    "F-1.06",
    // Member columns a citizen born here has; 3–9, 14, 32–37 are for titles, passports and foreigners.
    ...[2, 10, 11, 12, 13, 15, 16, 17, 18, 19, 20, 27, 28, 29, 30, 31, 38, 39, 40, 41].map(
      (column) => `F-1.01 Anggota keluarga kolom ${column}`,
    ),
  ],
  "ktp-el-lost": [
    ...["Nama Lengkap", "NIK", "Nomor KK"].map((item) => `F-1.02 I Data pemohon ${item}`),
    "F-1.02 II Jenis permohonan II.C.1",
    "F-1.02 III Persyaratan 8",
  ],
};

describe.each(Object.entries(forms))("the official form of %s", (serviceId, places) => {
  it("has every field filled by a question or fixed by the service", () => {
    const filled = placesOf(serviceId);
    expect(places.filter((place) => !filled.has(place))).toEqual([]);
  });
});

describe("official lists", () => {
  it.each([
    ["jenis_kelamin", 2],
    ["agama", 7],
    ["golongan_darah", 13],
    ["shdk", 11],
    ["pendidikan_terakhir", 10],
    ["pekerjaan", 99],
    ["f102_jenis_permohonan", 27],
    ["f102_persyaratan", 14],
    ["f201_jenis_pelaporan", 16],
    ["tempat_dilahirkan", 5],
    ["jenis_kelahiran", 5],
    ["penolong_kelahiran", 4],
  ])("%s has its %i entries", (id, length) => {
    expect(findCodeList(config, id)?.items).toHaveLength(length);
  });
});
