/** A correction changes only what it names. Knows no digest and no order: the caller applies them along the chain. */
import { equalBytes } from "../../base/bytes.ts";
import type { AnswerChanges, AnswerValue, Answers } from "../form/answer.ts";
import { sameAnswer } from "../form/answer.ts";
import type { Attachment, Correction, Filing } from "./content.ts";

const NO_BYTES = new Uint8Array(0);

/**
 * The filing with `correction` in effect: named answers replaced (`null` removes), all attachments of the requirements
 * it brings replaced; a document that came is no longer missing. A new statement replaces the old one.
 */
export function applyCorrection(filing: Filing, correction: Correction): Filing {
  const brought = new Set(correction.attachments.map((attachment) => attachment.requirementId));
  return {
    ...filing,
    answers: applyChanges(filing.answers, correction.answers),
    attachments: [...filing.attachments.filter((kept) => !brought.has(kept.requirementId)), ...correction.attachments],
    missing: filing.missing.filter((requirementId) => !brought.has(requirementId)),
    statement: correction.statement ?? filing.statement,
  };
}

/** What turns `before` into `after`: the `answers` of a correction. */
export function answerChanges(before: Answers, after: Answers): AnswerChanges {
  const changes: Record<string, AnswerValue | null> = {};
  for (const id of Object.keys(before)) if (after[id] === undefined) changes[id] = null;
  for (const [id, value] of Object.entries(after)) if (!sameAnswer(before[id], value)) changes[id] = value;
  return changes;
}

/** The attachments of every requirement whose photos differ between `before` and `after`. */
export function changedAttachments(before: readonly Attachment[], after: readonly Attachment[]): readonly Attachment[] {
  const requirements = new Set(after.map((attachment) => attachment.requirementId));
  return [...requirements].flatMap((requirementId) => {
    const old = before.filter((attachment) => attachment.requirementId === requirementId);
    const now = after.filter((attachment) => attachment.requirementId === requirementId);
    return sameBlobs(old, now) ? [] : now;
  });
}

function applyChanges(answers: Answers, changes: AnswerChanges): Answers {
  const next: Record<string, AnswerValue> = { ...answers };
  for (const [id, value] of Object.entries(changes)) {
    if (value === null) delete next[id];
    else next[id] = value;
  }
  return next;
}

function sameBlobs(a: readonly Attachment[], b: readonly Attachment[]): boolean {
  return a.length === b.length && a.every((attachment, at) => equalBytes(attachment.blob, b[at]?.blob ?? NO_BYTES));
}
