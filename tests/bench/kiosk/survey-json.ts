/**
 * A service's questions as a SurveyJS form: the questions that a given visit is asked, in their order, each with the control
 * that library has for it. Conditions are left out (they are decided already), which is less work for it than for Loket.
 */
import { allVillages } from "../../../src/domain/areas/areas.ts";
import { findCodeList } from "../../../src/domain/configuration/configuration.ts";
import type { AnswerValue } from "../../../src/domain/form/answer.ts";
import { isUnknown } from "../../../src/domain/form/answer.ts";
import type { Question } from "../../../src/domain/form/question.ts";
import { visibleQuestions } from "../../../src/domain/form/visible-questions.ts";
import type { Visit } from "../../journey/support/people.ts";

type Element = Readonly<Record<string, unknown>>;

/** Lists up to here are radio buttons, as on Loket's screens; longer ones open. */
const choicesAtOnce = 8;

export function surveyJson(visit: Visit, today: string): Element {
  const questions = visibleQuestions(visit.service, visit.answers, today);
  return {
    title: visit.service.label,
    questionsOnPageMode: "questionPerPage",
    showProgressBar: true,
    pages: [{ name: "form", elements: questions.map((question) => elementOf(question, visit)) }],
  };
}

/** What the same visit says, for the same questions. */
export function surveyAnswers({ service, answers }: Visit, today: string): Readonly<Record<string, AnswerValue>> {
  const said = visibleQuestions(service, answers, today).map(({ id }) => [nameOf(id), answers[id]] as const);
  return Object.fromEntries(
    said.flatMap(([name, value]) => (value === undefined || isUnknown(value) ? [] : [[name, value]])),
  );
}

/** Dots mean something to SurveyJS. */
const nameOf = (id: string): string => id.replaceAll(".", "_");

function elementOf(question: Question, visit: Visit): Element {
  const value = visit.answers[question.id];
  const isNeeded = value !== undefined && !isUnknown(value);
  return { name: nameOf(question.id), title: question.ask, isRequired: isNeeded, ...controlOf(question, visit) };
}

function controlOf(question: Question, { config }: Visit): Element {
  switch (question.kind) {
    case "yes-no":
      return { type: "boolean", labelTrue: "Ya", labelFalse: "Tidak" };
    case "code":
    case "codes": {
      const items = findCodeList(config, question.list)?.items ?? [];
      const choices = items.map(({ code, text }) => ({ value: code, text }));
      const isShort = choices.length <= choicesAtOnce;
      return { type: question.kind === "codes" ? "checkbox" : isShort ? "radiogroup" : "dropdown", choices };
    }
    case "village":
      return {
        type: "dropdown",
        choices: allVillages(config.areas).map(({ village, subdistrict }) => ({
          value: village.code,
          text: `${village.name}, Kec. ${subdistrict.name}`,
        })),
      };
    case "date":
      return { type: "text", inputType: "date" };
    case "time":
      return { type: "text", inputType: "time" };
    case "integer":
      return { type: "text", inputType: "number", min: question.min, max: question.max };
    case "nik":
    case "kk-number":
      return { type: "text", validators: [{ type: "regex", regex: "^[0-9]{16}$", text: "Enam belas angka." }] };
    case "address":
      return { type: "comment" };
    default:
      return { type: "text" };
  }
}
