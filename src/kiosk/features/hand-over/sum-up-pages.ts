/** Cuts what the citizen is about to file into pages that an eye takes in at once: never two sections on one. Pure. */
import type { CivilDate } from "../../../domain/date/civil-date.ts";
import { screenSentences } from "../../../domain/speech/screen-sentences.ts";
import { pageOf } from "../../../ui/answers/pages.ts";
import { askedPhotos, askedTasks } from "../../session/asked.ts";
import type { SpokenRow } from "../../session/summary-rows.ts";
import { answerRow, paperRow } from "../../session/summary-rows.ts";
import { urgencyRow } from "../../session/urgency.ts";
import type { OpenVisit } from "../../session/visit.ts";

export type SumUpPage = {
  readonly title: string;
  /** The task whose answers these are; undefined for the papers. */
  readonly taskId: string | undefined;
  readonly rows: readonly SpokenRow[];
  /** The title as it is spoken: a page that goes on says it again. */
  readonly spokenTitle: string;
};

/** So many fit on a tablet held either way, in words that can be read at an arm's length. */
const rowsAtOnce = 6;

/** The sections in order, each on pages of its own; what was left open is not read out. */
export function sumUpPages(visit: OpenVisit, today: CivilDate): readonly SumUpPage[] {
  const sections = askedTasks(visit, today).map((task) => ({
    title: task.title,
    spokenTitle: task.title,
    taskId: task.id,
    rows: task.questions.map((question) => answerRow(visit, question)),
  }));
  const papers = {
    title: screenSentences.papers,
    spokenTitle: screenSentences.papers,
    taskId: undefined,
    rows: [
      ...askedPhotos(visit, today).map((each) => paperRow(visit, each)),
      // Said by the citizen, signed by the citizen; who can wait is not asked about it again.
      ...(visit.draft.urgent === undefined ? [] : [urgencyRow(visit.draft)]),
    ],
  };
  return [...sections, papers].flatMap(cutSection);
}

/** A section longer than a page becomes pages of nearly one length: no page ends up with a single row. */
function cutSection({ title, spokenTitle, taskId, rows }: SumUpPage): readonly SumUpPage[] {
  const filled = rows.filter(({ value }) => value !== undefined);
  const pages = Math.ceil(filled.length / rowsAtOnce);
  const size = Math.ceil(filled.length / pages);
  return Array.from({ length: pages }, (_, page) => ({
    title: page === 0 ? title : `${title} (lanjutan)`,
    spokenTitle,
    taskId,
    rows: pageOf(filled, page * size, size).items,
  }));
}
