/** What may make an application urgent, as the regency lists it, and where a visit goes when its papers are done. */
import type { CodeList, Configuration } from "../../domain/configuration/configuration.ts";
import { findCodeList, urgentNeedsList } from "../../domain/configuration/configuration.ts";
import type { Draft } from "../../domain/draft/draft.ts";
import { screenSentences } from "../../domain/speech/screen-sentences.ts";
import { pauseMark } from "../../domain/speech/spoken.ts";
import type { SpokenRow } from "./summary-rows.ts";
import type { OpenVisit } from "./visit.ts";

/** No code of the list. */
export const notUrgent = "none";
/** The last of the list: said in one's own words. */
export const otherNeed = "5";

/** The needs a regency lists; none in a configuration of before this question, which then is not asked. */
export function needsOf(config: Configuration): CodeList["items"] {
  return findCodeList(config, urgentNeedsList)?.items ?? [];
}

/** Asked of what is filed, once; a correction keeps what its application said. */
export function asksUrgency({ draft, config }: Pick<OpenVisit, "draft" | "config">): boolean {
  return draft.correctionOf === undefined && needsOf(config).length > 0;
}

/** What was said, as a row to check. */
export function urgencyRow({ urgent }: Draft): SpokenRow {
  const value = urgent?.reason ?? screenSentences.no;
  return {
    key: "urgent",
    label: screenSentences.neededSoon,
    value,
    spoken: [screenSentences.neededSoon, pauseMark, value],
  };
}
