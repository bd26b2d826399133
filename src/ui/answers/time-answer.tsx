/** The screen of the time steps. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { words } from "../words.ts";
import { StepGrid, StepTrail } from "./step-grid.tsx";
import type { StepChoice } from "./step-grid.tsx";
import { knownTime, returnTime, startTimeSteps, stepTime, timeChoices, twoDigits } from "./time-steps.ts";
import type { ClockTime, TimeStep, TimeSteps } from "./time-steps.ts";

export type TimeAnswerProps = {
  readonly value: ClockTime | undefined;
  readonly onChange: (value: ClockTime | undefined) => void;
};

const prompts = {
  part: "pickPart",
  hour: "pickHour",
  tens: "pickMinuteTens",
  minute: "pickMinute",
} as const satisfies Record<Exclude<TimeStep, "done">, string>;

const partNames: Readonly<Record<number, StepChoice>> = {
  0: { number: 0, label: "Dini hari", hint: "00.00–05.59" },
  6: { number: 6, label: "Pagi", hint: "06.00–11.59" },
  12: { number: 12, label: "Siang / sore", hint: "12.00–17.59" },
  18: { number: 18, label: "Malam", hint: "18.00–23.59" },
};

export function TimeAnswer({ value, onChange }: TimeAnswerProps): JSX.Element {
  const [state, setState] = useState(() => startTimeSteps(value));
  const go = (next: TimeSteps): void => {
    setState(next);
    onChange(knownTime(next));
  };
  const { step, hour, tens, minute } = state;
  const minuteText = minute === undefined ? tens && `${twoDigits(tens).charAt(0)}…` : twoDigits(minute);
  return (
    <div class="steps">
      <StepTrail
        places={[
          {
            name: words("hour"),
            text: hour === undefined ? undefined : twoDigits(hour),
            isNow: step === "part" || step === "hour",
            onReturn: () => go(returnTime(state, "part")),
          },
          {
            name: words("minute"),
            text: minuteText === undefined ? undefined : String(minuteText),
            isNow: step === "tens" || step === "minute",
            onReturn: () => go(returnTime(state, "tens")),
          },
        ]}
      />
      {step !== "done" && (
        <StepGrid
          prompt={words(prompts[step])}
          shape={step}
          choices={timeChoices(state).map((number) => choiceOf(step, number))}
          onPick={(number) => go(stepTime(state, number))}
        />
      )}
    </div>
  );
}

function choiceOf(step: Exclude<TimeStep, "done">, number: number): StepChoice {
  const part = step === "part" ? partNames[number] : undefined;
  if (part) return part;
  return { number, label: step === "tens" ? `${twoDigits(number).charAt(0)}…` : twoDigits(number) };
}
