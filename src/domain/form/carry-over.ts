/**
 * What a family that comes with two matters need not say twice: answers and photos of the application just filed, as the
 * questions and papers of the next one. Which questions mean the same is data (`same-answers.json`). Nothing is taken over
 * here: all of it is offered, with where it comes from, and a person confirms each. Pure.
 */
import type { Attachment } from "../application/content.ts";
import { requirementsFor } from "../catalogue/requirements.ts";
import type { Service } from "../catalogue/service.ts";
import type { Configuration, SameAnswers } from "../configuration/configuration.ts";
import type { CivilDate } from "../date/civil-date.ts";
import type { AnswerValue, Answers } from "./answer.ts";
import { isUnknown } from "./answer.ts";
import type { Question } from "./question.ts";
import { allQuestions, findQuestion, visibleAnswers } from "./visible-questions.ts";

/** Offered to an application, by its own ids. */
export type Carried = {
  /** What people call the service it comes from. */
  readonly from: string;
  readonly answers: Answers;
  /** Already encrypted and kept; their `requirementId` is the new application's. */
  readonly photos: readonly Attachment[];
};

/** What was just filed. */
export type Before = {
  readonly service: Service;
  readonly answers: Answers;
  readonly attachments: readonly Attachment[];
};

/** What `service` may be offered of `before`: only what was really asked there, and never "tidak tahu". */
export function carryOver(before: Before, service: Service, config: Configuration, today: CivilDate): Carried {
  const same = config.sameAnswers ?? { comer: [], subject: [], papers: [] };
  const given = visibleAnswers(before.service, before.answers, today);
  const answers: Record<string, AnswerValue> = {};
  for (const question of allQuestions(service)) {
    const value = findSame(question, before.service, given, groupsFor(same, before.service, service));
    if (value !== undefined) answers[question.id] = value;
  }
  return { from: before.service.label, answers, photos: samePapers(before, service, same, today) };
}

/** The service where the family said what is offered for a question; undefined where nothing is, or it was answered here. */
export function offeredFrom(
  { answers, carried }: { readonly answers: Answers; readonly carried?: Carried | undefined },
  questionId: string,
): string | undefined {
  return answers[questionId] === undefined && carried?.answers[questionId] !== undefined ? carried.from : undefined;
}

function groupsFor({ comer, subject }: SameAnswers, before: Service, service: Service): readonly (readonly string[])[] {
  const isOfSame = before.id !== service.id && before.roles.subjectName === service.roles.subjectName;
  return isOfSame ? [...comer, ...subject] : comer;
}

function findSame(
  question: Question,
  before: Service,
  given: Answers,
  groups: readonly (readonly string[])[],
): AnswerValue | undefined {
  const ids = groups.find((group) => group.includes(question.id)) ?? [];
  // The own id first: two questions of one meaning may both have been asked.
  for (const id of [question.id, ...ids].filter((each) => ids.includes(each))) {
    const asked = findQuestion(before, id);
    const value = given[id];
    if (asked && value !== undefined && !isUnknown(value) && isAskedAlike(asked, question)) return value;
  }
  return undefined;
}

/** A code means something in its own list only. */
function isAskedAlike(a: Question, b: Question): boolean {
  return a.kind === b.kind && ("list" in a ? a.list : "") === ("list" in b ? b.list : "");
}

function samePapers(
  { service: before, answers, attachments }: Before,
  service: Service,
  { papers }: SameAnswers,
  today: CivilDate,
): readonly Attachment[] {
  const shown = requirementsFor(before, answers, today).map(({ id }) => id);
  const wanted = service.requirements.filter(({ capture }) => capture === "photo").map(({ id }) => id);
  const same = papers.filter((id) => shown.includes(id) && wanted.includes(id));
  return attachments.filter(({ requirementId }) => same.includes(requirementId));
}
