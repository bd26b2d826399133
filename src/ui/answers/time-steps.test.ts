import { describe, expect, it } from "vitest";
import { knownTime, returnTime, startTimeSteps, stepTime, timeChoices } from "./time-steps.ts";

describe("time steps", () => {
  it("reach 14.37 in four touches", () => {
    const state = [12, 14, 30, 37].reduce(stepTime, startTimeSteps());
    expect(knownTime(state)).toEqual({ hour: 14, minute: 37 });
  });
  it("reach every minute of the day by the choices offered, each once", () => {
    const seen = new Set<number>();
    const walk = (state: ReturnType<typeof startTimeSteps>): void => {
      const time = knownTime(state);
      if (time) seen.add(time.hour * 60 + time.minute);
      for (const number of timeChoices(state)) walk(stepTime(state, number));
    };
    walk(startTimeSteps());
    expect(seen.size).toBe(24 * 60);
  });
  it("keep the hour when the minutes are changed", () => {
    const state = returnTime(startTimeSteps({ hour: 3, minute: 5 }), "tens");
    expect(knownTime(stepTime(stepTime(state, 10), 17))).toEqual({ hour: 3, minute: 17 });
    expect(knownTime(state)).toBeUndefined();
  });
});
