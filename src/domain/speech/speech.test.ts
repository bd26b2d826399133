import { describe, expect, it } from "vitest";
import { brebes, readKioskConfig } from "../../../tests/fixtures/kiosk-config.ts";
import { unwrap } from "../../base/result.ts";
import { askedLike } from "../catalogue/letter.ts";
import { allVillages } from "../areas/areas.ts";
import { UNKNOWN } from "../form/answer.ts";
import { allQuestions } from "../form/visible-questions.ts";
import { sampleAnswer } from "../sample/sample-answer.ts";
import { seededFraction } from "../sample/seeded-fraction.ts";
import { clipName } from "./clip-name.ts";
import { readManifest } from "./clip-manifest.ts";
import { voiceOfVillage } from "./language.ts";
import { spokenAnswer } from "./spoken-answer.ts";
import { spokenSentences } from "./spoken-sentences.ts";
import { pauseMark } from "./spoken.ts";

const config = brebes();
const asking = [...config.services, ...(config.letters ?? []).map(askedLike)];
const random = seededFraction(7);
const context = { answers: {}, config, today: "2026-11-24", village: "33.29.09.1002" };
const sentences = spokenSentences(config).map(({ text }) => text);

describe("the list of sentences", () => {
  it("has every question, help, choice and paper of every service, each once", () => {
    const known = new Set(sentences);
    expect(known.size).toBe(sentences.length);
    const asked = asking.flatMap((service) => [
      ...allQuestions(service).flatMap(({ ask, help }) => (help === undefined ? [ask] : [ask, help])),
      ...service.requirements.map(({ name }) => name),
    ]);
    expect(asked.length).toBeGreaterThan(1000);
    expect(asked.filter((text) => !known.has(text))).toEqual([]);
  });

  it("has a name for each, and no two have the same", () => {
    expect(new Set(sentences.map(clipName)).size).toBe(sentences.length);
    expect(sentences.map(clipName).filter((name) => !/^[0-9a-z]{11}$/.test(name))).toEqual([]);
  });

  it("has everything that a read-back of any answer is composed of", () => {
    const known = new Set([...sentences, pauseMark]);
    const missing = asking.flatMap((service) =>
      allQuestions(service).flatMap((question) =>
        [
          spokenAnswer(question, sampleAnswer(question, random, context), config),
          spokenAnswer(question, UNKNOWN, config),
        ]
          .flat()
          .filter((text) => !known.has(text)),
      ),
    );
    expect(missing).toEqual([]);
  });
});

describe("the voice of a village", () => {
  const voiceOf = (code: string): string => voiceOfVillage(config, code);
  it("is the subdistrict's, else the regency's usual one", () => {
    expect(voiceOf("33.29.01.2010")).toBe("su");
    expect(voiceOf("33.29.09.1002")).toBe("jv");
    expect(voiceOfVillage({}, "33.29.01.2010")).toBe("id");
  });
  it("is its own where it has one", () => {
    const [place] = allVillages(config.areas);
    const code = place?.village.code ?? "";
    const speech = { clips: [], voices: { usual: "jv", places: { [code.slice(0, 8)]: "su", [code]: "id" } } } as const;
    expect(voiceOfVillage({ speech }, code)).toBe("id");
    expect(voiceOfVillage({ speech }, `${code.slice(0, 8)}.0000`)).toBe("su");
  });
});

describe("a manifest", () => {
  const files = readKioskConfig();
  const clip = {
    sentence: "Ya",
    file: `${clipName("Ya")}.opus`,
    bytes: 10,
    sha256: "0".repeat(64),
    source: "synthetic",
    confidence: "low",
  };
  const read = (language: "id" | "jv", clips: readonly unknown[]) =>
    readManifest({ [`audio/${language}.json`]: { language, clips } }, language);

  it("of this repository reads", () => {
    for (const language of ["id", "jv", "su"] as const)
      expect(unwrap(readManifest(files, language)).language).toBe(language);
  });
  it("never has a machine speak Javanese or Sundanese", () => {
    expect(read("id", [clip]).ok).toBe(true);
    expect(read("jv", [{ ...clip, source: "human" }]).ok).toBe(true);
    expect(read("jv", [clip])).toMatchObject({ ok: false, code: "config-invalid" });
  });
  it("is refused where a file is named for another sentence, or a sentence stands twice", () => {
    expect(read("id", [{ ...clip, sentence: "Tidak" }]).ok).toBe(false);
    expect(read("id", [clip, clip]).ok).toBe(false);
  });
});
