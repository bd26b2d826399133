/** An application being filled in: lives under the vault only. Knows no storage and no screen. */
import type { Bytes } from "../../base/bytes.ts";
import type { UnixMs } from "../../base/clock.ts";
import type { Attachment, Filing, Officer } from "../application/content.ts";
import type { CorrectionRequest } from "../case/case-event.ts";
import type { Answers } from "../form/answer.ts";
import type { Carried } from "../form/carry-over.ts";

/** Steps of a visit, in order. */
export const draftSteps = ["bring", "questions", "photos", "urgent", "check", "sign"] as const;
export type DraftStep = (typeof draftSteps)[number];

/** Where "LANJUTKAN NANTI" left off; `at` is a question or requirement id. */
export type DraftPosition = { readonly step: DraftStep; readonly at?: string };

/** A draft that mends what was filed instead of beginning anew. */
export type CorrectionOf = {
  readonly applicationId: Bytes;
  /** Digest of the entry the correction builds on. */
  readonly baseDigest: Bytes;
  /** What is in effect now: from the vault copy, or the named fields the district sent. */
  readonly filing: Filing;
  readonly requests: readonly CorrectionRequest[];
  /** Papers that were filed as missing are brought: any of those in `requests` will do, and nobody asked for them. */
  readonly isFollowing?: true;
  /** The applicant's name where `filing` does not have it. */
  readonly applicantName?: string;
};

export type Draft = {
  /** Random, hex. Submitted entries remember it, so that one draft is never submitted twice. */
  readonly id: string;
  readonly serviceId: string;
  readonly configVersion: number;
  readonly answers: Answers;
  readonly attachments: readonly Attachment[];
  /** Requirements the citizen will bring later ("berkas kurang"). */
  readonly missing: readonly string[];
  readonly position: DraftPosition;
  readonly createdAt: UnixMs;
  readonly updatedAt: UnixMs;
  readonly startedBy: Officer;
  readonly urgent?: { readonly reason: string } | undefined;
  readonly correctionOf?: CorrectionOf;
  /** Offered from the application the same family has just filed; none of it is an answer until somebody confirms it. */
  readonly carried?: Carried;
};
