/** One JSON line per event. What stands in it is codes, counts and hex names; never anything a person typed. */
import type { Clock } from "../base/clock.ts";
import type { Log, LogFields } from "./district.ts";

/** A log that gives each line, without its line break, to `write`. */
export function jsonLog(clock: Pick<Clock, "now">, write: (line: string) => void): Log {
  const at =
    (level: string) =>
    (event: string, fields: LogFields = {}) =>
      write(JSON.stringify({ at: new Date(clock.now()).toISOString(), level, event, ...fields }));
  return { info: at("info"), warn: at("warn"), error: at("error") };
}
