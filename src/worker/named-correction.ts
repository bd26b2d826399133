/**
 * A correction of what the district named, or of papers that were filed as missing, by a tablet that knows nothing else of
 * the application any more: only the named fields and documents are checked and travel. Pure.
 */
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import { answerChanges, changedAttachments } from "../domain/application/apply-correction.ts";
import type { Correction } from "../domain/application/content.ts";
import type { Submission } from "../domain/application/submit-draft.ts";
import { findService } from "../domain/configuration/configuration.ts";
import type { CorrectionOf, Draft } from "../domain/draft/draft.ts";
import { readAnswer } from "../domain/form/read-answer.ts";
import { validateAnswer } from "../domain/form/validate-answer.ts";
import { findQuestion } from "../domain/form/visible-questions.ts";

/**
 * Builds the correction of a draft that answers `correctionOf.requests`. Failures: `service-unknown`,
 * `application-incomplete` (detail = the field or requirement), `nothing-changed`.
 */
export function submitNamedCorrection(
  draft: Draft,
  correctionOf: CorrectionOf,
  { config, today, officer, filedAt, statement }: Submission,
): Result<Correction, "service-unknown" | "application-incomplete" | "nothing-changed"> {
  const service = findService(config, draft.serviceId);
  if (!service) return err("service-unknown", draft.serviceId);
  const answers = { ...draft.answers };
  for (const { target } of correctionOf.requests) {
    const question = target.kind === "field" ? findQuestion(service, target.id) : undefined;
    if (!question) continue;
    const value = answers[target.id];
    const read = value === undefined ? undefined : readAnswer(question, value);
    if (read !== undefined) answers[target.id] = read;
    if (validateAnswer(question, read, { answers, config, today }).errors.length > 0)
      return err("application-incomplete", target.id);
  }
  const attachments = changedAttachments(correctionOf.filing.attachments, draft.attachments);
  const photos = new Set(attachments.map(({ requirementId }) => requirementId));
  const isAnyEnough = correctionOf.isFollowing === true;
  const lacking = isAnyEnough
    ? undefined
    : correctionOf.requests.find(({ target }) => target.kind === "requirement" && !photos.has(target.id));
  if (lacking) return err("application-incomplete", lacking.target.id);
  const changes = answerChanges(correctionOf.filing.answers, answers);
  if (Object.keys(changes).length === 0 && attachments.length === 0) return err("nothing-changed");
  return ok({ kind: "correction", answers: changes, attachments, officer, filedAt, statement });
}
