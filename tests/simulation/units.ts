/** Milliseconds, for people. */
export { DAY_MS, HOUR_MS } from "../../src/base/limits.ts";
export const SECOND_MS = 1000;
export const MINUTE_MS = 60_000;
