/** The door for what was inside an envelope: foreign data until it has passed here. Unknown fields are newer and dropped. */
import * as v from "valibot";
import type { Bytes } from "../../base/bytes.ts";
import { copyBytes } from "../../base/bytes.ts";
import { blobBytesMax, entryBlobsMax } from "../../base/limits.ts";
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";
import { answer, answersOf, id, text } from "./answer-schema.ts";
import type { Attachment, Content, Correction, Filing, Officer, Statement, Withdrawal } from "./content.ts";
import { blobHashBytes, blobKeyBytes, secretBytes } from "./content.ts";

/** Pixels; twice what a photo is scaled to would already be odd. */
const PHOTO_EDGE_MAX = 20_000;

const uint = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

function bytes(length: number) {
  return v.pipe(
    v.instance(Uint8Array),
    v.check((value) => value.byteLength === length, `not ${length} bytes`),
    v.transform((value: Bytes) => copyBytes(value)),
  );
}

const officer = v.object({ id, name: text }) satisfies v.GenericSchema<unknown, Officer>;

const attachment = v.object({
  requirementId: id,
  page: v.pipe(uint, v.minValue(1)),
  blob: bytes(blobHashBytes),
  key: bytes(blobKeyBytes),
  size: v.pipe(uint, v.maxValue(blobBytesMax)),
  mime: v.pipe(v.string(), v.regex(/^[a-z]+\/[a-z0-9.+-]{1,60}$/)),
  width: v.exactOptional(v.pipe(uint, v.maxValue(PHOTO_EDGE_MAX))),
  height: v.exactOptional(v.pipe(uint, v.maxValue(PHOTO_EDGE_MAX))),
  note: v.exactOptional(text),
}) satisfies v.GenericSchema<unknown, Attachment>;

const attachments = v.pipe(v.array(attachment), v.maxLength(entryBlobsMax));

const statement = v.object({
  version: id,
  signedBy: v.picklist(["signature", "cross"]),
  signature: v.exactOptional(attachment),
  witness: v.exactOptional(officer),
}) satisfies v.GenericSchema<unknown, Statement>;

const filing = v.object({
  kind: v.literal("application"),
  secret: bytes(secretBytes),
  serviceId: id,
  configVersion: uint,
  answers: answersOf(answer),
  attachments,
  missing: v.pipe(v.array(id), v.maxLength(entryBlobsMax)),
  officer,
  filedAt: uint,
  statement,
  urgent: v.exactOptional(v.object({ reason: text })),
  phone: v.exactOptional(text),
}) satisfies v.GenericSchema<unknown, Filing>;

const correction = v.object({
  kind: v.literal("correction"),
  answers: answersOf(v.nullable(answer)),
  attachments,
  reason: v.exactOptional(text),
  officer,
  filedAt: uint,
  statement: v.exactOptional(statement),
}) satisfies v.GenericSchema<unknown, Correction>;

const withdrawal = v.object({
  kind: v.literal("withdrawal"),
  reason: text,
  officer,
  filedAt: uint,
}) satisfies v.GenericSchema<unknown, Withdrawal>;

const content = v.variant("kind", [filing, correction, withdrawal]) satisfies v.GenericSchema<unknown, Content>;

/** Reads what unpacked from an envelope. Failure: `content-invalid`; its detail names the place, never the value. */
export function parseContent(value: unknown): Result<Content, "content-invalid"> {
  const parsed = v.safeParse(content, value, { abortEarly: true });
  return parsed.success ? ok(parsed.output) : err("content-invalid", v.getDotPath(parsed.issues[0]) ?? "content");
}
