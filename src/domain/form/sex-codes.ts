/** The two codes of the official list `jenis_kelamin`, the only list whose meaning the rules need. */
import type { Sex } from "../ids/nik.ts";

export const sexListId = "jenis_kelamin";
export const sexCodes: Readonly<Record<Sex, string>> = { male: "1", female: "2" };
export const sexTexts: Readonly<Record<Sex, string>> = { male: "laki-laki", female: "perempuan" };
