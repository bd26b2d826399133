/** What a rule may look at besides the answer itself. */
import type { Configuration } from "../configuration/configuration.ts";
import type { CivilDate } from "../date/civil-date.ts";
import type { Answers } from "./answer.ts";

export type AnswerContext = {
  /** All answers so far. */
  readonly answers: Answers;
  readonly config: Configuration;
  /** Today in Jakarta; the clock is the caller's. */
  readonly today: CivilDate;
};
