/** Limits of what stands at the counter before any PIN, each with its unit and reason; beside the others in limits.ts. */

const SECOND_MS = 1000;

/** Nobody touches a screen that answers a citizen: the next one must find the lock. Time enough to copy a number. */
export const citizenIdleMs = 90 * SECOND_MS;
