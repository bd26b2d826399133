/** What the district app may send, checked before anything is done with it. */
import type { Context } from "hono";
import * as v from "valibot";
import {
  answerKeysMax,
  contentTextLettersMax,
  entryBlobsMax,
  lookNoteLettersMax,
  setAsideShownMax,
  textLettersMax,
} from "../../base/limits.ts";
import type { Bytes } from "../../base/bytes.ts";
import { fromHex } from "../../base/bytes.ts";
import { isStage } from "../../domain/case/stage-text.ts";
import type { CaseActionRequest } from "../../protocol/staff/staff-api.ts";
import type { LookRequest, ReopenRequest } from "../../protocol/staff/set-aside.ts";
import { setAsideReasons } from "../../protocol/staff/set-aside.ts";
import { parsePlaceToken } from "../cases/case-place.ts";
import type { CasePage } from "../cases/cases.ts";

const codeLettersMax = 80;

const version = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const code = v.pipe(v.string(), v.minLength(1), v.maxLength(codeLettersMax));
const words = v.pipe(v.string(), v.maxLength(contentTextLettersMax));
const short = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(textLettersMax));

const request = v.object({ target: code, reasonTemplate: code, text: words });

export const caseAction = v.variant("action", [
  v.object({ action: v.picklist(["accept", "handed-over"]), version }),
  v.object({ action: v.literal("ready-for-pickup"), version, place: short }),
  v.object({
    action: v.literal("ask-correction"),
    version,
    requests: v.pipe(v.array(request), v.minLength(1), v.maxLength(answerKeysMax + entryBlobsMax)),
  }),
  v.object({ action: v.literal("reject"), version, reasonTemplate: code, text: words }),
]) satisfies v.GenericSchema<unknown, CaseActionRequest>;

const digestHex = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

export const reopening = v.union([
  v.object({ digests: v.pipe(v.array(digestHex), v.minLength(1), v.maxLength(setAsideShownMax)) }),
  v.object({ reason: v.picklist(setAsideReasons) }),
]) satisfies v.GenericSchema<unknown, ReopenRequest>;

export const look = v.object({
  digest: digestHex,
  note: v.pipe(v.string(), v.trim(), v.maxLength(lookNoteLettersMax)),
}) satisfies v.GenericSchema<unknown, LookRequest>;

export const newCode = v.object({ village: v.pipe(v.string(), v.regex(/^\d\d\.\d\d\.\d\d\.\d{4}$/)) });
export const search = v.object({ query: v.pipe(v.string(), v.maxLength(textLettersMax)) });
export const signIn = v.object({
  email: short,
  password: v.pipe(v.string(), v.minLength(1), v.maxLength(textLettersMax)),
});

/** The body as `schema` says, or undefined. */
export async function readJson<T>(c: Context, schema: v.GenericSchema<unknown, T>): Promise<T | undefined> {
  const body: unknown = await c.req.json().catch(() => undefined);
  const parsed = v.safeParse(schema, body);
  return parsed.success ? parsed.output : undefined;
}

/** `?stage=&stage=…&after=`; undefined when any of it is none of ours. */
export function readPage(c: Context): Omit<CasePage, "query"> | undefined {
  const stages = [...new Set(c.req.queries("stage"))];
  if (!stages.every(isStage)) return undefined;
  const token = c.req.query("after");
  if (token === undefined) return { stages, after: undefined };
  const after = parsePlaceToken(token);
  return after && { stages, after };
}

/** A hex parameter of exactly `length` bytes, or undefined. */
export function readHex(c: Context, name: string, length: number): Bytes | undefined {
  const bytes = fromHex(c.req.param(name) ?? "");
  return bytes?.byteLength === length ? bytes : undefined;
}
