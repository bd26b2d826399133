/** What "Dengarkan" says where a service is chosen and explained: cards, papers, steps. Pure. */
import { guidesOf, lettersOf, servicesOf } from "../../domain/catalogue/requirements.ts";
import type { Guide } from "../../domain/catalogue/service.ts";
import type { Configuration } from "../../domain/configuration/configuration.ts";
import { screenSentences } from "../../domain/speech/screen-sentences.ts";
import type { Spoken } from "../../domain/speech/spoken.ts";
import { costOf, findEvent } from "./catalogue-cards.tsx";
import type { Facts } from "./service-facts.tsx";

type Papers = Pick<Facts, "papers" | "maybe">;

/** The cards of the screen, one after the other; `openId` as in {@link findEvent}. */
export function spokenCards(config: Configuration, openId: string | undefined): readonly Spoken[] {
  const event = findEvent(config, openId);
  if (!event) return [[screenSentences.whatToArrange], ...config.lifeEvents.map(({ label }) => [label])];
  const behind = [
    ...(event.events ?? []),
    ...servicesOf(event, config.services),
    ...lettersOf(event, config.letters),
    ...guidesOf(event, config.guides),
  ];
  const cost = costOf(event);
  return [[event.label], ...(cost === undefined ? [] : [[cost]]), ...behind.map(({ label }) => [label])];
}

/** What to bring, what it is about, and what may be needed besides. */
export function spokenPapers(facts: Papers, areShown = false): readonly Spoken[] {
  return [[screenSentences.papersToBring], ...papersOf(facts, areShown)];
}

/** What a guide tells: in what order, with which papers. */
export function spokenGuide(guide: Guide, facts: Papers): readonly Spoken[] {
  const how = guide.mode === "visit" ? screenSentences.visitYourself : screenSentences.notFiledHere;
  return [[guide.summary], [how], ...guide.steps.map((step) => [step]), ...papersOf(facts)];
}

/** `areShown`: to the officer of the village, who photographs nothing. */
function papersOf({ papers, maybe }: Papers, areShown = false): readonly Spoken[] {
  if (papers.length + maybe.length === 0) return [[screenSentences.noPapers]];
  const say = (list: Papers["papers"]): readonly Spoken[] =>
    list.flatMap(({ name, hint }) => (hint === undefined ? [[name]] : [[name], [hint]]));
  return [
    ...(papers.length === 0
      ? []
      : [[areShown ? screenSentences.showPapers : screenSentences.originals], ...say(papers)]),
    ...(maybe.length === 0 ? [] : [[screenSentences.maybeAlso], ...say(maybe)]),
  ];
}
