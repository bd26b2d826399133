/** Which questions are asked, in which order, given what was answered. */
import type { Service } from "../catalogue/service.ts";
import type { CivilDate } from "../date/civil-date.ts";
import type { AnswerValue, Answers } from "./answer.ts";
import { holds } from "./condition.ts";
import type { Question, Task } from "./question.ts";

/**
 * The tasks with the questions asked now, in order; tasks without any are left out. A condition sees only answers of
 * questions that are asked themselves, so that an answer under a closed branch opens nothing.
 */
export function visibleTasks(service: Service, answers: Answers, today: CivilDate): readonly Task[] {
  const seen: Record<string, AnswerValue> = {};
  const tasks = service.tasks.map((task) => ({
    ...task,
    questions: task.questions.filter((question) => {
      if (!holds(question.when, seen, today)) return false;
      const answer = answers[question.id];
      if (answer !== undefined) seen[question.id] = answer;
      return true;
    }),
  }));
  return tasks.filter((task) => task.questions.length > 0);
}

/** The questions asked now, in order. */
export function visibleQuestions(service: Service, answers: Answers, today: CivilDate): readonly Question[] {
  return visibleTasks(service, answers, today).flatMap((task) => task.questions);
}

/** The question after `questionId`; without it the first. Undefined after the last, or when `questionId` is not asked. */
export function nextQuestion(
  service: Service,
  answers: Answers,
  today: CivilDate,
  questionId?: string,
): Question | undefined {
  const questions = visibleQuestions(service, answers, today);
  if (questionId === undefined) return questions[0];
  const at = questions.findIndex((question) => question.id === questionId);
  return at === -1 ? undefined : questions[at + 1];
}

/** The first question asked now that has no answer and needs one; undefined when the form is full. */
export function nextOpenQuestion(service: Service, answers: Answers, today: CivilDate): Question | undefined {
  return visibleQuestions(service, answers, today).find(
    (question) => question.optional !== true && answers[question.id] === undefined,
  );
}

/** Only the answers of questions asked now: what is filed. Answers under closed branches stay in the draft, not in the file. */
export function visibleAnswers(service: Service, answers: Answers, today: CivilDate): Answers {
  const kept: Record<string, AnswerValue> = {};
  for (const question of visibleQuestions(service, answers, today)) {
    const answer = answers[question.id];
    if (answer !== undefined) kept[question.id] = answer;
  }
  return kept;
}

/** The question of an id, asked now or not. */
export function findQuestion(service: Service, questionId: string): Question | undefined {
  return allQuestions(service).find((question) => question.id === questionId);
}

/** Every question of a service in order, asked now or not. */
export function allQuestions(service: Service): readonly Question[] {
  return service.tasks.flatMap((task) => task.questions);
}
