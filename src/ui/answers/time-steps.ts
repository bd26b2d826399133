/** Asking for a time of day in four touches: part of the day, hour, tens of minutes, minute. Pure. */

/** Hour 0–23, minute 0–59, as on the clock of the place. */
export type ClockTime = { readonly hour: number; readonly minute: number };

export type TimeStep = "part" | "hour" | "tens" | "minute" | "done";

export type TimeSteps = {
  readonly step: TimeStep;
  /** First hour of the quarter day: 0, 6, 12 or 18. */
  readonly part?: number;
  readonly hour?: number;
  readonly tens?: number;
  readonly minute?: number;
};

const hoursOfPart = 6;

/** Asking from the beginning, or at the end of an answer that is there. */
export function startTimeSteps(known?: ClockTime): TimeSteps {
  if (known === undefined) return { step: "part" };
  const { hour, minute } = known;
  return { step: "done", part: hour - (hour % hoursOfPart), hour, tens: minute - (minute % 10), minute };
}

/** One touch with the number that was chosen. */
export function stepTime(state: TimeSteps, number: number): TimeSteps {
  switch (state.step) {
    case "part":
      return { step: "hour", part: number };
    case "hour":
      return { ...state, step: "tens", hour: number };
    case "tens":
      return { ...state, step: "minute", tens: number };
    case "minute":
      return { ...state, step: "done", minute: number };
    case "done":
      return state;
  }
}

/** Back to the hour (from its part of the day on) or to the minutes of the hour that stays. */
export function returnTime(state: TimeSteps, to: "part" | "tens"): TimeSteps {
  if (to === "part" || state.part === undefined || state.hour === undefined) return { step: "part" };
  return { step: "tens", part: state.part, hour: state.hour };
}

/** The numbers to choose from at this step. */
export function timeChoices(state: TimeSteps): readonly number[] {
  switch (state.step) {
    case "part":
      return [0, 6, 12, 18];
    case "hour":
      return Array.from({ length: hoursOfPart }, (_, index) => (state.part ?? 0) + index);
    case "tens":
      return [0, 10, 20, 30, 40, 50];
    case "minute":
      return Array.from({ length: 10 }, (_, index) => (state.tens ?? 0) + index);
    case "done":
      return [];
  }
}

/** The answer, or undefined until the last touch. */
export function knownTime({ step, hour, minute }: TimeSteps): ClockTime | undefined {
  return step === "done" && hour !== undefined && minute !== undefined ? { hour, minute } : undefined;
}

/** "03", for clocks. */
export function twoDigits(number: number): string {
  return number.toString().padStart(2, "0");
}
