import { expect, it } from "vitest";
import { pronounce } from "./pronounce.ts";

it.each([
  ["Berapa NIK Bapak/Ibu?", "Berapa nik Bapak atau Ibu?"],
  ["Foto KTP-el dan KK", "Foto ka te pe el dan ka ka"],
  ["RT berapa?", "er te berapa?"],
  ["Formulir F-1.02", "Formulir ef satu nol dua"],
  ["Golongan II", "Golongan dua"],
  ["A", "a"],
  ["Umur 17 tahun (atau kawin)", "Umur tujuh belas tahun , atau kawin,"],
  ["GRATIS, tidak dipungut biaya", "gratis, tidak dipungut biaya"],
])("%s is said: %s", (written, said) => {
  expect(pronounce(written)).toBe(said);
});
