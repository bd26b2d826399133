/** What is said in one breath: sentences that have a clip each, and pauses between them. Knows no clip. */

/** One thing to say. It is said whole or not at all: half a number is a wrong number. */
export type Spoken = readonly string[];

/** A short silence, as between groups of digits. */
export const pauseMark = ",";
