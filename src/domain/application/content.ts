/** What is inside an envelope: the frozen shapes of a filing, a correction and a withdrawal. Knows no sealing, no wire. */
import type { Bytes } from "../../base/bytes.ts";
import type { UnixMs } from "../../base/clock.ts";
import type { AnswerChanges, Answers } from "../form/answer.ts";

/** Length of `Filing.secret`; the application id is made of its hash. */
export const secretBytes = 16;
export const blobHashBytes = 32;
export const blobKeyBytes = 32;

/** What the attachment of a signature's strokes names as its requirement. */
export const signatureRequirementId = "signature";

/** Who stood at the counter. */
export type Officer = { readonly id: string; readonly name: string };

/** One photo: where its encrypted bytes are found and how they are opened. */
export type Attachment = {
  readonly requirementId: string;
  /** 1, 2, 3 … within the requirement. */
  readonly page: number;
  /** SHA-256 of the encrypted bytes. */
  readonly blob: Bytes;
  readonly key: Bytes;
  /** Length of the encrypted bytes. */
  readonly size: number;
  readonly mime: string;
  /** Pixels. */
  readonly width?: number;
  readonly height?: number;
  readonly note?: string;
};

/** The truth statement: which text, how it was signed, who witnessed a cross. */
export type Statement = {
  readonly version: string;
  readonly signedBy: "signature" | "cross";
  readonly signature?: Attachment;
  readonly witness?: Officer;
};

export type Filing = {
  readonly kind: "application";
  /** Makes the application id. From envelope format 2 on both ends compute it from the seal, in format 1 it travels. */
  readonly secret: Bytes;
  readonly serviceId: string;
  readonly configVersion: number;
  readonly answers: Answers;
  readonly attachments: readonly Attachment[];
  /** Requirements filed as "berkas kurang". */
  readonly missing: readonly string[];
  readonly officer: Officer;
  /** Claimed by the tablet; decides nothing. */
  readonly filedAt: UnixMs;
  readonly statement: Statement;
  readonly urgent?: { readonly reason: string };
  /** E.164. */
  readonly phone?: string;
};

/** A filing before it is sealed: the seal of its envelope gives the secret. */
export type UnsealedFiling = Omit<Filing, "secret">;

export type Correction = {
  readonly kind: "correction";
  /** Only what changed; `null` removes. */
  readonly answers: AnswerChanges;
  /** Replace all attachments of the requirements they name. */
  readonly attachments: readonly Attachment[];
  readonly reason?: string;
  readonly officer: Officer;
  readonly filedAt: UnixMs;
  readonly statement?: Statement;
};

export type Withdrawal = {
  readonly kind: "withdrawal";
  readonly reason: string;
  readonly officer: Officer;
  readonly filedAt: UnixMs;
};

export type Content = Filing | Correction | Withdrawal;
