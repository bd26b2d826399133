/** Expected failures are values. A `code` is for machines; the sentence for people is found at the edge, from the code. */

export type Ok<T> = { readonly ok: true; readonly value: T };
export type Err<C extends string> = {
  readonly ok: false;
  readonly code: C;
  /** Where it went wrong, for logs. Never holds personal data. */
  readonly detail?: string;
};
export type Result<T, C extends string = string> = Ok<T> | Err<C>;

/** Wraps a success. */
export function ok<T>(value: T): Ok<T> {
  return { ok: true, value };
}

/** Wraps an expected failure under a code of the error table. */
export function err<C extends string>(code: C, detail?: string): Err<C> {
  return detail === undefined ? { ok: false, code } : { ok: false, code, detail };
}

/** Returns the value, or throws: for tests and for places where a failure is a programmer error. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`unexpected failure ${result.code}${result.detail ? `: ${result.detail}` : ""}`);
}
