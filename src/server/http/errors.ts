/** Failures at the door: a code of the error table becomes status and JSON. Nothing a person typed is repeated or logged. */
import type { Context, ErrorHandler } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { ErrorCode } from "../../protocol/errors.ts";
import { errorBody } from "../../protocol/errors.ts";
import { StorageFullError } from "../storage/ports.ts";

/** Said once per request that failed for a reason of ours. `where` is a route pattern, never an address somebody typed. */
export type LogFailure = (
  event: "request-failed",
  facts: { readonly where: string; readonly code: ErrorCode; readonly error: string },
) => void;

/** The answer for a code of the table: its status, code and sentence. */
export function answerError(c: Context, code: ErrorCode): Response {
  const { status, body } = errorBody(code);
  return c.json(body, status as ContentfulStatusCode);
}

/** The one place where a thrown error becomes an answer. */
export function onError(log: LogFailure): ErrorHandler {
  return (error, c) => {
    // Nobody is left to read an answer.
    if (isCut(error)) return answerError(c, "malformed");
    const code = codeOf(error);
    log("request-failed", { where: c.req.routePath, code, error: nameOf(error) });
    return answerError(c, code);
  };
}

/** What the operating system and SQLite say when it is not our fault: full disk, somebody else writing too long. */
function codeOf(error: Error): ErrorCode {
  const reason = "code" in error ? String(error.code) : "";
  const sqlite = "errcode" in error ? Number(error.errcode) & 0xff : 0;
  if (error instanceof StorageFullError || reason === "ENOSPC" || reason === "EDQUOT" || sqlite === SQLITE_FULL)
    return "storage-full";
  if (sqlite === SQLITE_BUSY || sqlite === SQLITE_LOCKED) return "busy";
  return "internal";
}

/** The sender broke off: no failure of ours. */
function isCut(error: Error): boolean {
  const reason = "code" in error ? String(error.code) : "";
  return ["ECONNRESET", "ERR_STREAM_PREMATURE_CLOSE", "ABORT_ERR", "EPIPE"].includes(reason);
}

const SQLITE_BUSY = 5;
const SQLITE_LOCKED = 6;
const SQLITE_FULL = 13;

/** Name and place; a message may hold what somebody sent. */
function nameOf(error: Error): string {
  const place = /\(?([^\s()]+\.ts:\d+)/
    .exec(error.stack ?? "")?.[1]
    ?.split("/")
    .slice(-2)
    .join("/");
  return place === undefined ? error.name : `${error.name} at ${place}`;
}
