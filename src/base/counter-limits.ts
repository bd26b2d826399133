/** Limits of what stands at the counter before any PIN, each with its unit and reason; beside the others in limits.ts. */

const SECOND_MS = 1000;

/** Nobody touches a screen that answers a citizen: the next one must find the lock. Time enough to copy a number. */
export const citizenIdleMs = 90 * SECOND_MS;

/** Nobody has touched the lock for this long: whoever looks at the tablet then was never told what it is for. */
export const attractAfterMs = 120 * SECOND_MS;
/** A page of it: long enough for a slow reader to read eight lines twice. */
export const attractPageMs = 12 * SECOND_MS;
