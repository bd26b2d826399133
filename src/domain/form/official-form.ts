/** The answers laid out as the official forms have them: what the district's page shows and a printed form would hold. */
import type { Attachment } from "../application/content.ts";
import { requirementsFor } from "../catalogue/requirements.ts";
import type { Service } from "../catalogue/service.ts";
import type { Configuration } from "../configuration/configuration.ts";
import { findCodeText } from "../configuration/configuration.ts";
import type { CivilDate } from "../date/civil-date.ts";
import { answerText } from "./answer-text.ts";
import type { Answers } from "./answer.ts";
import { holds } from "./condition.ts";
import type { FormReference } from "./question.ts";
import { visibleAnswers, visibleTasks } from "./visible-questions.ts";

export type FormRow = {
  /** Where it stands on the form; undefined for what only this product asks. */
  readonly official?: FormReference;
  readonly label: string;
  readonly text: string;
  /** The code behind the words, where the form has a list. */
  readonly code?: string;
  /** Which question it answers; undefined for fixed values and ticks. */
  readonly questionId?: string;
};

/** One heading with its rows: the tasks in order, then what the service fixes form by form, then the ticks of the documents. */
export type FormSection = { readonly title: string; readonly rows: readonly FormRow[] };

/** Everything an application says, in reading order. `today` = the day it was filed, so that ages stay what they were. */
export function officialForm(
  service: Service,
  answers: Answers,
  attachments: readonly Pick<Attachment, "requirementId">[],
  config: Configuration,
  today: CivilDate,
): readonly FormSection[] {
  const tasks = visibleTasks(service, answers, today).map((task) => ({
    title: task.title,
    rows: task.questions.map((question) => {
      const value = answers[question.id];
      return {
        label: question.label,
        text: answerText(question, value, config),
        questionId: question.id,
        ...(question.official === undefined ? {} : { official: question.official }),
        ...(question.kind === "code" && typeof value === "string" ? { code: value } : {}),
      };
    }),
  }));
  const asked = visibleAnswers(service, answers, today);
  const fixed = fixedRows(service, asked, config, today);
  // One application may fill the forms of several documents: what was asked for none of them stands form by form.
  const fixedByForm = formsOf(service, fixed).map((form) => ({
    title: `Ditetapkan oleh layanan: ${form}`,
    rows: fixed.filter((row) => row.official?.form === form),
  }));
  const ticks = { title: "Persyaratan dilampirkan", rows: tickRows(service, asked, attachments, config, today) };
  return [...tasks, ...fixedByForm, ticks].filter((section) => section.rows.length > 0);
}

/** The forms an application fills, in the service's order: what the office has to make of it. */
export function formsFilled(service: Service, sections: readonly FormSection[]): readonly string[] {
  return formsOf(
    service,
    sections.flatMap(({ rows }) => rows),
  );
}

function formsOf({ forms }: Service, rows: readonly FormRow[]): readonly string[] {
  const filled = new Set(rows.flatMap(({ official }) => official?.form ?? []));
  return [...forms.filter((form) => filled.has(form)), ...[...filled].filter((form) => !forms.includes(form))];
}

function fixedRows(service: Service, asked: Answers, config: Configuration, today: CivilDate): readonly FormRow[] {
  return service.fixedValues
    .filter((fixed) => holds(fixed.when, asked, today))
    .map(({ official, label, list, value }) => {
      const code = String(value);
      const text = list === undefined ? code : (findCodeText(config, list, code) ?? code);
      return list === undefined ? { official, label, text } : { official, label, text, code };
    });
}

/** Only documents that are really there are ticked. */
function tickRows(
  service: Service,
  asked: Answers,
  attachments: readonly Pick<Attachment, "requirementId">[],
  config: Configuration,
  today: CivilDate,
): readonly FormRow[] {
  return requirementsFor(service, asked, today).flatMap(({ id, name, tick }) => {
    const isThere = attachments.some((attachment) => attachment.requirementId === id);
    if (tick === undefined || !isThere || !holds(tick.when, asked, today)) return [];
    return [
      {
        official: tick.official,
        label: findCodeText(config, tick.list, tick.code) ?? name,
        text: "✓",
        code: tick.code,
      },
    ];
  });
}
