/**
 * What stands on the sheets: Indonesian sentences of the product's own texts and services, and tables of made-up people in
 * the columns of a family card; eight points throughout. The same for the same number. Knows no pixels.
 */
import type { Configuration } from "../../../src/domain/configuration/configuration.ts";
import { between, pick } from "../../../src/domain/sample/sample-answer.ts";
import { furtherNames, givenNames, hamlets } from "../../../src/domain/sample/sample-names.ts";
import { seededFraction } from "../../../src/domain/sample/seeded-fraction.ts";

export type Sheet = {
  readonly number: number;
  readonly kind: "letter" | "family card" | "act";
  readonly isLandscape: boolean;
  /** Fonts of Debian's `fonts-liberation` and `fonts-dejavu-core`. */
  readonly font: string;
  /** Rows from top to bottom; the cells of one from left to right. One cell is a line over the whole width. */
  readonly rows: readonly (readonly string[])[];
};

const fonts = ["Liberation Sans", "Liberation Serif", "DejaVu Sans", "DejaVu Serif"] as const;
const kinds = ["letter", "family card", "act"] as const;
const faiths = ["ISLAM", "KRISTEN", "KATHOLIK", "HINDU", "BUDDHA"] as const;
const schools = ["TAMAT SD/SEDERAJAT", "SLTP/SEDERAJAT", "SLTA/SEDERAJAT", "AKADEMI/DIPLOMA III"] as const;
const works = ["PETANI/PEKEBUN", "BURUH TANI", "WIRASWASTA", "PELAJAR/MAHASISWA", "MENGURUS RUMAH TANGGA"] as const;

type Random = () => number;

/** Sheet `number`: the kinds in turn, each in another font. */
export function makeSheet(number: number, config: Configuration): Sheet {
  const random = seededFraction(number * 7919 + 13);
  const kind = kinds[number % kinds.length] ?? "letter";
  const font = fonts[Math.floor(number / kinds.length) % fonts.length] ?? fonts[0];
  const rows = { letter: letterRows, "family card": cardRows, act: actRows }[kind](random, config);
  return { number, kind, isLandscape: kind === "family card", font, rows };
}

/** Sentences that stand in the product, as long as a line of a letter. */
function letterRows(random: Random, config: Configuration): Sheet["rows"] {
  const sentences = config.services.flatMap(({ tasks, requirements }) => [
    ...tasks.flatMap(({ questions }) => questions.map(({ ask }) => ask)),
    ...requirements.flatMap(({ name, hint }) => [name, hint ?? name]),
  ]);
  const lines = Array.from({ length: 44 }, (): string[] => [fill(() => pick(random, sentences), 108)]);
  return [
    ["SURAT KETERANGAN KEPALA DESA"],
    [`Nomor: 470/${between(random, 100, 999)}/${between(random, 1, 12)}`],
    ...lines,
  ];
}

/** Whole words up to so many letters. */
function fill(next: () => string, lettersMax: number): string {
  let line = next();
  while (line.length < lettersMax) line += ` ${next()}`;
  return line.slice(0, line.lastIndexOf(" ", lettersMax) + 1 || lettersMax).trim();
}

function cardRows(random: Random): Sheet["rows"] {
  const head = ["Nama Lengkap", "NIK", "Tempat Lahir", "Tanggal Lahir", "Agama", "Pendidikan", "Jenis Pekerjaan"];
  const person = (): readonly string[] => [
    nameOf(random),
    digits(random, 16),
    pick(random, hamlets).toUpperCase(),
    `${twoDigits(random, 28)}-${twoDigits(random, 12)}-${between(random, 1940, 2020)}`,
    pick(random, faiths),
    pick(random, schools),
    pick(random, works),
  ];
  return [["KARTU KELUARGA"], [`No. ${digits(random, 16)}`], head, ...Array.from({ length: 26 }, person)];
}

function actRows(random: Random, config: Configuration): Sheet["rows"] {
  const asked = config.services.flatMap(({ tasks }) => tasks.flatMap(({ questions }) => questions));
  const row = (): readonly string[] => {
    const answers = [nameOf(random), digits(random, 16), `${twoDigits(random, 28)} ${pick(random, hamlets)}`];
    return [pick(random, asked).label, pick(random, answers)];
  };
  return [["KUTIPAN AKTA KELAHIRAN"], ...Array.from({ length: 46 }, row)];
}

const nameOf = (random: Random): string => `${pick(random, givenNames)} ${pick(random, furtherNames)}`.toUpperCase();
const digits = (random: Random, count: number): string =>
  Array.from({ length: count }, () => between(random, 0, 9)).join("");
const twoDigits = (random: Random, max: number): string => String(between(random, 1, max)).padStart(2, "0");
