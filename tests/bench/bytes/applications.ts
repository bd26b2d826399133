/**
 * A hundred applications as a village files them in weeks, from one seed: three services, one officer, no photos. Names
 * come from a pool that is given; who is the same person in an application stays the same.
 */
import { definite } from "../../../src/base/assert.ts";
import type { Filing } from "../../../src/domain/application/content.ts";
import type { Configuration } from "../../../src/domain/configuration/configuration.ts";
import { findService } from "../../../src/domain/configuration/configuration.ts";
import type { AnswerValue } from "../../../src/domain/form/answer.ts";
import { allQuestions } from "../../../src/domain/form/visible-questions.ts";
import type { RandomFraction } from "../../../src/domain/sample/sample-answer.ts";
import { between, pick } from "../../../src/domain/sample/sample-answer.ts";
import { sampleFiling } from "../../../src/domain/sample/sample-filing.ts";

/** What is filed: the longest form alone, or all three as often as villages file them. */
export const loads = {
  "the longest form": ["birth-certificate"],
  "all three forms": ["birth-certificate", "birth-certificate", "kk-add-child", "kk-add-child", "ktp-el-lost"],
} as const;
export type Load = keyof typeof loads;
const losses = {
  "loss.place": [
    "Pasar Bumiayu",
    "Terminal Tegal",
    "Rumah",
    "Sekitar alun-alun",
    "Jalan raya Ketanggungan",
    "Sawah blok kidul",
    "Bus Jakarta",
    "Pantai Randusanga",
  ],
  "loss.cause": [
    "Dompet jatuh di jalan",
    "Dicopet waktu belanja",
    "Terbawa banjir",
    "Lupa menaruh",
    "Tas dijambret",
    "Terbakar bersama lemari",
    "Hilang waktu pindah kontrakan",
    "Jatuh dari motor",
  ],
} as const;
const hamletsElsewhere = [
  "Krajan",
  "Pesawahan",
  "Kaliwungu",
  "Gunungsari",
  "Karanganyar",
  "Sidomukti",
  "Pekijing",
  "Cilumpang",
];
const firstMoment = Date.UTC(2026, 9, 5, 1);
const weekMs = 7 * 86_400_000;

/** `count` complete filings of `village` (dotted code), oldest first. */
export function makeApplications(
  config: Configuration,
  options: { readonly count: number; readonly load: Load; readonly village: string; readonly names: readonly string[] },
  random: RandomFraction,
): readonly Filing[] {
  const officer = { id: hexOf(random), name: `${pick(random, options.names)} ${pick(random, options.names)}` };
  return Array.from({ length: options.count }, (_, at) => {
    const service = definite(
      findService(config, pick<string>(random, loads[options.load])),
      "the three services are there",
    );
    const filedAt = firstMoment + Math.floor(((at + random()) * 7 * weekMs) / options.count);
    const filing = sampleFiling(service, config, random, { filedAt, village: options.village, officer });
    const rename = makeRenamer(options.names, random);
    const kinds = new Map(allQuestions(service).map(({ id, kind }) => [id, kind]));
    const answers = Object.entries(filing.answers).map(([id, value]): [string, AnswerValue] => {
      if (typeof value !== "string") return [id, value];
      if (kinds.get(id) === "name") return [id, rename(value)];
      if (kinds.get(id) === "address") return [id, `Dusun ${pick(random, hamletsElsewhere)}`];
      return [id, id === "loss.place" || id === "loss.cause" ? pick(random, losses[id]) : value];
    });
    return { ...filing, answers: Object.fromEntries(answers) };
  });
}

/** Every sample word becomes one word of the pool, in capitals where this officer's hand writes so. */
function makeRenamer(names: readonly string[], random: RandomFraction): (name: string) => string {
  const given = new Map<string, string>();
  const isCapitals = random() < 0.5;
  return (name) =>
    name
      .split(" ")
      .map((word) => {
        const known = given.get(word) ?? pick(random, names);
        given.set(word, known);
        return isCapitals ? known.toUpperCase() : known;
      })
      .join(" ");
}

const hexOf = (random: RandomFraction): string =>
  Array.from({ length: 16 }, () => between(random, 0, 15).toString(16)).join("");
