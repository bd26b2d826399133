/**
 * Every sentence that may be spoken in a regency, each once: the configuration's own, those of the screens, and what
 * numbers, dates and places are composed of. The clips are made from this list and the coverage report measures by it.
 */
import { allVillages } from "../areas/areas.ts";
import { askedLike } from "../catalogue/letter.ts";
import { servicesBehind, withEventsBehind } from "../catalogue/requirements.ts";
import type { Letter } from "../catalogue/letter.ts";
import type { Guide, LifeEvent, Service } from "../catalogue/service.ts";
import type { Configuration } from "../configuration/configuration.ts";
import { stageSentences } from "../case/stage-text.ts";
import { findCodeList, urgentNeedsList } from "../configuration/configuration.ts";
import { problemTexts } from "../form/problem-texts.ts";
import type { Question, Task } from "../form/question.ts";
import { photoSentences } from "./photo-sentences.ts";
import { letterClips, numberClips } from "./number-words.ts";
import { screenSentences } from "./screen-sentences.ts";

/** Where a sentence comes from: what the coverage report counts by. */
export type SpokenGroup = "numbers" | "screens" | "services" | "places";

export type SpokenSentence = { readonly text: string; readonly group: SpokenGroup };

/** In the order of use; a sentence of two groups counts to the first. */
export function spokenSentences(config: Configuration): readonly SpokenSentence[] {
  const groups: readonly (readonly [SpokenGroup, readonly (string | undefined)[]])[] = [
    ["numbers", [...numberClips, ...letterClips]],
    [
      "screens",
      [
        ...Object.values(screenSentences),
        ...Object.values(photoSentences),
        ...stageSentences,
        ...wholeProblems(),
        ...config.lifeEvents.flatMap(ofEvent),
      ],
    ],
    [
      "services",
      [...ofTexts(config), ...urgentNeeds(config), ...byCard(config).flatMap((each) => ofService(each, config))],
    ],
    [
      "services",
      [...(config.letters ?? []).flatMap((each) => ofLetter(each, config)), ...(config.guides ?? []).flatMap(ofGuide)],
    ],
    ["services", (config.letters ?? []).flatMap((letter) => ofService(askedLike(letter), config))],
    ["places", ofPlaces(config)],
  ];
  const found = new Map<string, SpokenSentence>();
  for (const [group, texts] of groups)
    for (const text of texts)
      if (text !== undefined && text.trim() !== "" && !found.has(text)) found.set(text, { text, group });
  return [...found.values()];
}

/** As people meet them: the first cards are the most used. A service without a card comes last. */
function byCard({ services, lifeEvents }: Configuration): readonly Service[] {
  return [...new Set([...lifeEvents.flatMap((event) => servicesBehind(event, services)), ...services])];
}

/** Sentences with a hole are shown, not said: what fills it has no clip. */
const wholeProblems = (): readonly string[] => Object.values(problemTexts).filter((text) => !text.includes("{"));

const ofEvent = (event: LifeEvent): readonly string[] =>
  withEventsBehind(event).flatMap(({ label, notYet }) => [label, ...notYet.flatMap((each) => [each.label, each.text])]);

/** Asked of every application; in no service's own list. */
const urgentNeeds = (config: Configuration): readonly string[] =>
  (findCodeList(config, urgentNeedsList)?.items ?? []).map(({ text }) => text);

const ofTexts = ({ texts, reasonTemplates }: Configuration): readonly string[] => [
  ...Object.values(texts).flatMap(({ title, paragraphs }) => [title, ...paragraphs]),
  ...reasonTemplates.map(({ text }) => text),
];

function ofService(service: Service, config: Configuration): readonly (string | undefined)[] {
  return [
    service.label,
    service.summary,
    ...ofTasks(service.tasks, config),
    ...service.requirements.flatMap(({ name, hint }) => [name, hint]),
    ...service.afterFiling,
  ];
}

function ofLetter(letter: Letter, config: Configuration): readonly (string | undefined)[] {
  return [
    letter.label,
    letter.summary,
    ...ofTasks(letter.tasks, config),
    ...letter.requirements.flatMap(({ name, hint }) => [name, hint]),
  ];
}

function ofTasks(tasks: readonly Task[], config: Configuration): readonly (string | undefined)[] {
  return tasks.flatMap(({ title, questions }) => [title, ...questions.flatMap((each) => ofQuestion(each, config))]);
}

function ofQuestion(question: Question, config: Configuration): readonly (string | undefined)[] {
  const { ask, label, help, unknown } = question;
  return [ask, label, help, unknown, ...ownWords(question, config)];
}

function ownWords(question: Question, config: Configuration): readonly (string | undefined)[] {
  switch (question.kind) {
    case "code":
    case "codes":
      return (findCodeList(config, question.list)?.items ?? []).map(({ text }) => text);
    case "integer":
      return [question.unit];
    case "yes-no":
      return [question.refusal];
    default:
      return [];
  }
}

const ofGuide = (guide: Guide): readonly (string | undefined)[] => [
  guide.label,
  guide.summary,
  ...guide.steps,
  ...guide.requirements.flatMap(({ name, hint }) => [name, hint]),
];

const ofPlaces = ({ areas }: Configuration): readonly string[] => [
  ...areas.subdistricts.map(({ name }) => name),
  ...allVillages(areas).map(({ village }) => village.name),
];
