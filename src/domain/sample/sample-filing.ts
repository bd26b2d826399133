/** Valid, complete applications of any service, made from its definition: for the headless tablet, simulation and benchmarks. */
import { assert } from "../../base/assert.ts";
import type { UnixMs } from "../../base/clock.ts";
import type { Attachment, Filing, Officer, Statement } from "../application/content.ts";
import { secretBytes, signatureRequirementId } from "../application/content.ts";
import { isNeeded, pagesOf, requirementsFor } from "../catalogue/requirements.ts";
import type { Requirement, Service } from "../catalogue/service.ts";
import type { Configuration } from "../configuration/configuration.ts";
import { dateInJakarta } from "../date/civil-date.ts";
import type { AnswerValue, Answers } from "../form/answer.ts";
import { UNKNOWN } from "../form/answer.ts";
import { checkAnswers } from "../form/check-answers.ts";
import { holds } from "../form/condition.ts";
import type { PrefillContext } from "../form/prefill.ts";
import { suggestAnswer } from "../form/prefill.ts";
import type { Question } from "../form/question.ts";
import { validateAnswer } from "../form/validate-answer.ts";
import { allQuestions } from "../form/visible-questions.ts";
import type { RandomFraction } from "./sample-answer.ts";
import { between, sampleAnswer } from "./sample-answer.ts";

export type SampleOptions = {
  readonly filedAt: UnixMs;
  /** Dotted code of the village; otherwise any. */
  readonly village?: string;
  readonly officer?: Officer;
  /** Answers that are given instead of made up. */
  readonly answers?: Answers;
  /** Makes an attachment for a requirement's page, or for "signature". Without it documents are filed as missing. */
  readonly attach?: (requirementId: string, page: number) => Attachment;
};

/** Tries for one answer that passes its checks, and for one application whose branch needs no document we cannot give. */
const TRIES_MAX = 50;
const SAMPLE_OFFICER: Officer = { id: "sample", name: "Petugas Contoh" };

/** A filing that passes `checkAnswers` without errors. The same `random` sequence makes the same filing. */
export function sampleFiling(
  service: Service,
  config: Configuration,
  random: RandomFraction,
  options: SampleOptions,
): Filing {
  const today = dateInJakarta(options.filedAt);
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const answers = sampleAnswers(service, config, random, options);
    const needed = requirementsFor(service, answers, today).filter(
      (requirement) => requirement.capture === "photo" && isNeeded(requirement),
    );
    const attachments = attachAll(needed, options);
    const missing = options.attach === undefined ? needed.map((requirement) => requirement.id) : [];
    if (!checkAnswers(service, answers, attachments, { config, today, missing }).isComplete) continue;
    return {
      kind: "application",
      secret: Uint8Array.from({ length: secretBytes }, () => between(random, 0, 255)),
      serviceId: service.id,
      configVersion: config.version,
      answers,
      attachments,
      missing,
      officer: options.officer ?? SAMPLE_OFFICER,
      filedAt: options.filedAt,
      statement: sampleStatement(service, config, options),
      ...phoneOf(service, answers),
    };
  }
  throw new Error(`no complete sample of ${service.id}: its documents may not follow; give options.attach`);
}

/** Answers to every question asked, in order, so that each sees those before it. */
export function sampleAnswers(
  service: Service,
  config: Configuration,
  random: RandomFraction,
  options: SampleOptions,
): Answers {
  const today = dateInJakarta(options.filedAt);
  const answers: Record<string, AnswerValue> = {};
  for (const question of allQuestions(service)) {
    if (!holds(question.when, answers, today)) continue;
    const village = options.village === undefined ? {} : { village: options.village };
    const value = options.answers?.[question.id] ?? choose(question, random, { answers, config, today, ...village });
    if (value !== undefined) answers[question.id] = value;
  }
  return answers;
}

function choose(question: Question, random: RandomFraction, context: PrefillContext): AnswerValue | undefined {
  if (question.optional === true && random() < 0.5) return undefined;
  if (question.unknown !== undefined && random() < 0.1) return UNKNOWN;
  const suggested = suggestAnswer(question, context);
  if (suggested !== undefined && random() < 0.9 && isGood(question, suggested, context)) return suggested;
  let value = sampleAnswer(question, random, context);
  for (let tries = 0; tries < TRIES_MAX && !isGood(question, value, context); tries += 1) {
    value = sampleAnswer(question, random, context);
  }
  return value;
}

function isGood(question: Question, value: AnswerValue, context: PrefillContext): boolean {
  return validateAnswer(question, value, context).errors.length === 0;
}

function attachAll(requirements: readonly Requirement[], { attach }: SampleOptions): readonly Attachment[] {
  if (attach === undefined) return [];
  return requirements.flatMap((requirement) =>
    Array.from({ length: pagesOf(requirement) }, (_, at) => attach(requirement.id, at + 1)),
  );
}

function sampleStatement(service: Service, config: Configuration, options: SampleOptions): Statement {
  const version = config.texts[service.statement]?.version ?? "1";
  if (options.attach !== undefined) {
    return { version, signedBy: "signature", signature: options.attach(signatureRequirementId, 1) };
  }
  assert(config.switches.allowCrossAsSignature, "without a cross a sample needs options.attach");
  return { version, signedBy: "cross", witness: options.officer ?? SAMPLE_OFFICER };
}

function phoneOf(service: Service, answers: Answers): { readonly phone?: string } {
  const phone = service.roles.phone === undefined ? undefined : answers[service.roles.phone];
  return typeof phone === "string" ? { phone } : {};
}
