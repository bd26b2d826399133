/** Assertions for programmer errors. They stay on in production: a broken invariant must stop here, not spread. */

/** A broken invariant of ours, never bad input of somebody else (that is a `Result`). */
export class AssertionError extends Error {
  override readonly name = "AssertionError";
}

/** Throws {@link AssertionError} when `condition` does not hold. `message` states the invariant and holds no personal data. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AssertionError(message);
}

/** Marks a branch that the types rule out; throws if it is ever reached. */
export function unreachable(value: never, message: string): never {
  throw new AssertionError(`${message}: ${JSON.stringify(value)}`);
}

/** Returns `value`, or throws when it is null or undefined. For things the surrounding code has just made sure of. */
export function definite<T>(value: T | null | undefined, message: string): T {
  assert(value !== null && value !== undefined, message);
  return value;
}
