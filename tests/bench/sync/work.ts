/**
 * What everybody has to bring to the district: applications of the real catalogue, answered differently by every citizen,
 * the same for the same count. Knows no contestant and no link.
 */
import { createHash } from "node:crypto";
import { definite } from "../../../src/base/assert.ts";
import type { Filing } from "../../../src/domain/application/content.ts";
import type { Configuration } from "../../../src/domain/configuration/configuration.ts";
import type { Service } from "../../../src/domain/catalogue/service.ts";
import type { AnswerValue, Answers } from "../../../src/domain/form/answer.ts";
import { allQuestions } from "../../../src/domain/form/visible-questions.ts";
import { between, pick } from "../../../src/domain/sample/sample-answer.ts";
import type { RandomFraction } from "../../../src/domain/sample/sample-answer.ts";
import { sampleFiling } from "../../../src/domain/sample/sample-filing.ts";
import { givenNames } from "../../../src/domain/sample/sample-names.ts";
import { seededFraction } from "../../../src/domain/sample/seeded-fraction.ts";
import { brebes } from "../../fixtures/kiosk-config.ts";

/** One application as a team would keep and send it; photos by number, their bytes lie elsewhere. */
export type Application = Omit<Filing, "kind" | "secret" | "attachments"> & {
  readonly id: string;
  readonly photos: readonly { readonly requirementId: string; readonly page: number; readonly number: number }[];
};

export type WorkName = "100" | "1000" | "photos";

export type Work = {
  readonly name: WorkName;
  readonly applications: readonly Application[];
  /** Pictures that all applications name together. */
  readonly photoCount: number;
};

export const workNames = ["100", "1000", "photos"] as const satisfies readonly WorkName[];

const photoApplications = 20;
const seed = 20_261_124;
const idBytes = 16;
/** A district's own names: what no dictionary was made from. */
const syllables = {
  first: [
    "Kar",
    "Was",
    "Tur",
    "Sam",
    "Rus",
    "Dar",
    "Cas",
    "Man",
    "Sut",
    "Jum",
    "Mul",
    "Yan",
    "Ind",
    "Sol",
    "Pur",
    "Kus",
  ],
  middle: ["a", "i", "u", "o", "er", "an", "ul", "in"],
  last: ["di", "ni", "to", "mah", "nah", "wati", "yem", "jo", "ri", "san", "tun", "yah", "man", "ti", "rno", "kem"],
} as const;

/** The work of that name. */
export function makeWork(name: WorkName): Work {
  const config = brebes();
  const random = seededFraction(seed);
  const isWithPhotos = name === "photos";
  const count = isWithPhotos ? photoApplications : Number(name);
  let photoCount = 0;
  const applications = Array.from({ length: count }, (_, at): Application => {
    const { kind: _kind, secret: _secret, attachments: _attachments, ...filing } = file(config, random, isWithPhotos);
    const id = createHash("sha256")
      .update(`${seed} ${name} ${at}`)
      .digest("hex")
      .slice(0, 2 * idBytes);
    if (!isWithPhotos) return { ...filing, id, photos: [] };
    const photos = filing.missing.map((requirementId) => ({ requirementId, page: 1, number: photoCount++ }));
    return { ...filing, id, missing: [], photos };
  });
  return { name, applications, photoCount };
}

/** A lost KTP-el asks its owner for two photos; without photos it is the longest form. */
function file(config: Configuration, random: RandomFraction, isWithPhotos: boolean): Filing {
  const service = isWithPhotos
    ? definite(
        config.services.find(({ id }) => id === "ktp-el-lost"),
        "a service with two photos",
      )
    : definite(
        config.services.find(({ id }) => id === "birth-certificate"),
        "the longest form",
      );
  const options = { filedAt: Date.now(), officer: { id: "siti", name: "Siti Aminah" } };
  const chosen = isWithPhotos ? { answers: { "applicant.is-owner": true } } : {};
  const first = sampleFiling(service, config, random, { ...options, ...chosen });
  return sampleFiling(service, config, random, { ...options, answers: varied(service, first.answers, random) });
}

/** Samples draw from a short list of names and count their serial numbers from 1 to 99: people do not. */
function varied(service: Service, answers: Answers, random: RandomFraction): Answers {
  const changed: Record<string, AnswerValue> = { ...answers };
  for (const { id, kind } of allQuestions(service)) {
    const value = answers[id];
    if (typeof value !== "string") continue;
    if (kind === "name") changed[id] = sampleName(random);
    if (kind === "nik" || kind === "kk-number") changed[id] = value.slice(0, -4) + digits(random, 4);
  }
  return changed;
}

/** Half of the words are common ones, half nobody has listed. */
function sampleName(random: RandomFraction): string {
  const count = between(random, 1, 3);
  return Array.from({ length: count }, () => (random() < 0.5 ? pick(random, givenNames) : sampleWord(random))).join(
    " ",
  );
}

const sampleWord = (random: RandomFraction): string =>
  pick(random, syllables.first) + pick(random, syllables.middle) + pick(random, syllables.last);

const digits = (random: RandomFraction, count: number): string =>
  String(between(random, 1, 10 ** count - 1)).padStart(count, "0");
