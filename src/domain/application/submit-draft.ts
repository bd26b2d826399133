/** From a draft to what is sealed: checks that it is complete, keeps only what was asked, builds the frozen shape. */
import type { UnixMs } from "../../base/clock.ts";
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";
import { requirementsFor } from "../catalogue/requirements.ts";
import type { Service } from "../catalogue/service.ts";
import type { Configuration } from "../configuration/configuration.ts";
import { findService } from "../configuration/configuration.ts";
import type { CivilDate } from "../date/civil-date.ts";
import type { CorrectionOf, Draft } from "../draft/draft.ts";
import type { AnswerValue, Answers } from "../form/answer.ts";
import { checkAnswers } from "../form/check-answers.ts";
import { readAnswer } from "../form/read-answer.ts";
import { findQuestion, visibleAnswers } from "../form/visible-questions.ts";
import { answerChanges, applyCorrection, changedAttachments } from "./apply-correction.ts";
import type { Attachment, Correction, Filing, Officer, Statement, UnsealedFiling } from "./content.ts";

export type Submission = {
  readonly config: Configuration;
  readonly today: CivilDate;
  readonly officer: Officer;
  readonly filedAt: UnixMs;
  readonly statement: Statement;
};

/**
 * - `service-unknown`, `configuration-changed`: the draft belongs to another configuration
 * - `application-incomplete`: an answer or a document fails its check; `detail` names the first
 * - `statement-invalid`: not signed, or a cross without witness, or a cross where the regency takes none
 * - `nothing-changed`: a correction that changes nothing
 */
export type SubmitErrorCode =
  | "service-unknown"
  | "configuration-changed"
  | "application-incomplete"
  | "statement-invalid"
  | "nothing-changed";

/** Builds the filing of a complete draft. */
export function submitDraft(draft: Draft, submission: Submission): Result<UnsealedFiling, SubmitErrorCode> {
  const prepared = prepare(draft, submission);
  if (!prepared.ok) return prepared;
  const { service, answers, attachments, missing } = prepared.value;
  const phone = service.roles.phone === undefined ? undefined : answers[service.roles.phone];
  return ok({
    kind: "application",
    serviceId: service.id,
    configVersion: draft.configVersion,
    answers,
    attachments,
    missing,
    officer: submission.officer,
    filedAt: submission.filedAt,
    statement: submission.statement,
    ...(draft.urgent === undefined ? {} : { urgent: draft.urgent }),
    ...(typeof phone === "string" ? { phone } : {}),
  });
}

/** Builds the correction of a draft that mends `correctionOf`; only what changed travels. */
export function submitCorrection(
  draft: Draft,
  correctionOf: CorrectionOf,
  submission: Submission & { readonly reason?: string },
): Result<Correction, SubmitErrorCode> {
  const prepared = prepare(draft, submission);
  if (!prepared.ok) return prepared;
  const correction: Correction = {
    kind: "correction",
    answers: answerChanges(correctionOf.filing.answers, prepared.value.answers),
    attachments: changedAttachments(correctionOf.filing.attachments, prepared.value.attachments),
    officer: submission.officer,
    filedAt: submission.filedAt,
    statement: submission.statement,
    ...(submission.reason === undefined ? {} : { reason: submission.reason }),
  };
  const isEmpty = Object.keys(correction.answers).length === 0 && correction.attachments.length === 0;
  return isEmpty ? err("nothing-changed") : ok(correction);
}

/** The draft that begins a correction: what is in effect now, open for change. */
export function correctionDraft(
  correctionOf: CorrectionOf,
  start: { readonly id: string; readonly at: UnixMs; readonly officer: Officer; readonly configVersion: number },
): Draft {
  const { filing } = correctionOf;
  return {
    id: start.id,
    serviceId: filing.serviceId,
    configVersion: start.configVersion,
    answers: filing.answers,
    attachments: filing.attachments,
    missing: filing.missing,
    position: { step: "check" },
    createdAt: start.at,
    updatedAt: start.at,
    startedBy: start.officer,
    ...(filing.urgent === undefined ? {} : { urgent: filing.urgent }),
    correctionOf,
  };
}

/**
 * Whether a correction would change nothing, by the comparison KIRIM makes: people hear it before they sign. False for a
 * draft that is no correction.
 */
export function correctsNothing(draft: Draft, service: Service, today: CivilDate): boolean {
  const { correctionOf } = draft;
  if (correctionOf === undefined) return false;
  const { filing, requests } = correctionOf;
  // A tablet that was sent the named fields alone cannot tell which questions are asked: it compares what it has.
  const { answers, attachments } =
    requests.length > 0
      ? { answers: readAnswers(service, draft.answers), attachments: draft.attachments }
      : askedParts(draft, service, today);
  const isSame = Object.keys(answerChanges(filing.answers, answers)).length === 0;
  return isSame && changedAttachments(filing.attachments, attachments).length === 0;
}

/** What is filed of a draft. */
type Parts = {
  readonly answers: Answers;
  readonly attachments: readonly Attachment[];
  readonly missing: readonly string[];
};

type Prepared = Parts & { readonly service: Service };

function prepare(draft: Draft, { config, today, statement }: Submission): Result<Prepared, SubmitErrorCode> {
  if (draft.configVersion !== config.version) return err("configuration-changed");
  const service = findService(config, draft.serviceId);
  if (service === undefined) return err("service-unknown", draft.serviceId);
  const { answers, attachments, missing } = askedParts(draft, service, today);
  const check = checkAnswers(service, answers, attachments, { config, today, missing });
  if (!check.isComplete) return err("application-incomplete", firstProblem(check));
  if (!isSigned(statement, config)) return err("statement-invalid");
  return ok({ service, answers, attachments, missing });
}

/** Only what was asked: answers and photos under closed branches stay in the draft. */
function askedParts(draft: Draft, service: Service, today: CivilDate): Parts {
  const answers = visibleAnswers(service, readAnswers(service, draft.answers), today);
  const needed = requirementsFor(service, answers, today).map((requirement) => requirement.id);
  const attachments = draft.attachments.filter((attachment) => needed.includes(attachment.requirementId));
  const missing = draft.missing.filter(
    (id) => needed.includes(id) && !attachments.some((attachment) => attachment.requirementId === id),
  );
  return { answers, attachments, missing };
}

function readAnswers(service: Service, answers: Answers): Answers {
  const read: Record<string, AnswerValue> = {};
  for (const [id, value] of Object.entries(answers)) {
    const question = findQuestion(service, id);
    if (question !== undefined && value !== "") read[id] = readAnswer(question, value);
  }
  return read;
}

/** The field or requirement, never its value: details end up in logs. */
function firstProblem(check: ReturnType<typeof checkAnswers>): string {
  const question = check.questions.find((each) => each.errors.length > 0);
  return question?.questionId ?? check.requirements[0]?.requirementId ?? "";
}

/** A signature is a stroke image; a cross needs an officer who saw it. */
function isSigned(statement: Statement, config: Configuration): boolean {
  if (statement.signedBy === "signature") return statement.signature !== undefined;
  return statement.witness !== undefined && config.switches.allowCrossAsSignature;
}

/** A correction seen as the filing it leads to: what the officer checks before it is sent. */
export function previewCorrection(correctionOf: CorrectionOf, correction: Correction): Filing {
  return applyCorrection(correctionOf.filing, correction);
}
