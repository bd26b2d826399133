/** The screen of the date steps: what was chosen stands above as buttons to go back to, the choices of this step below. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { monthNames } from "../../base/month-names.ts";
import { words } from "../words.ts";
import { dateChoices, earlierThan, knownDate, startDateSteps, stepDate } from "./date-steps.ts";
import type { DateAction, DateRange, DateStep, DateSteps, KnownDate } from "./date-steps.ts";
import { StepGrid, StepTrail } from "./step-grid.tsx";
import type { StepGridProps } from "./step-grid.tsx";

export type DateAnswerProps = DateRange & {
  readonly value: KnownDate | undefined;
  /** Undefined while the person goes back and has not chosen again. */
  readonly onChange: (value: KnownDate | undefined) => void;
  /** Offers "Tidak tahu tanggal persis"; only where the service accepts it. */
  readonly canBeApproximate?: boolean;
};

const prompts = {
  decade: "pickDecade",
  year: "pickYear",
  month: "pickMonth",
  day: "pickDay",
} as const satisfies Record<Exclude<DateStep, "done">, string>;

export function DateAnswer(props: DateAnswerProps): JSX.Element {
  const { value, onChange, canBeApproximate = false, earliest, latest, usualFrom } = props;
  const range: DateRange = { earliest, latest, ...(usualFrom === undefined ? {} : { usualFrom }) };
  const [state, setState] = useState(() => startDateSteps(range, value));
  const act = (action: DateAction): void => {
    const next = stepDate(state, action, range);
    setState(next);
    onChange(knownDate(next));
  };
  const { step } = state;
  const earlier = earlierThan(state, range);
  const unknown = canBeApproximate ? unknownOf(step, () => act({ kind: "unknown" })) : undefined;
  return (
    <div class="steps">
      <DateTrail state={state} onReturn={(to) => act({ kind: "return", step: to })} />
      {step !== "done" && (
        <StepGrid
          prompt={words(prompts[step])}
          shape={step}
          choices={dateChoices(state, range).map((number) => ({ number, label: faceOf(step, number) }))}
          onPick={(number) => act({ kind: "pick", number })}
          other={earlier === undefined ? unknown : earlierOf(earlier, () => act({ kind: "earlier" }))}
        />
      )}
    </div>
  );
}

type DateTrailProps = {
  readonly state: DateSteps;
  readonly onReturn: (step: "decade" | "year" | "month" | "day") => void;
};

function DateTrail({ state, onReturn }: DateTrailProps): JSX.Element {
  const { day, month, year, step } = state;
  const unknown = step === "done" ? words("notKnown") : undefined;
  return (
    <StepTrail
      places={[
        {
          name: words("day"),
          text: day?.toString() ?? unknown,
          isNow: step === "day",
          onReturn: () => onReturn("day"),
        },
        {
          name: words("month"),
          text: month === undefined ? unknown : monthNames[month - 1],
          isNow: step === "month",
          onReturn: () => onReturn("month"),
        },
        {
          name: words("year"),
          text: year?.toString(),
          isNow: step === "year" || step === "decade",
          onReturn: () => onReturn("decade"),
        },
      ]}
    />
  );
}

function faceOf(step: Exclude<DateStep, "done">, number: number): string {
  if (step === "decade") return `${number}-an`;
  return step === "month" ? (monthNames[number - 1] ?? "") : number.toString();
}

function earlierOf(year: number, onPick: () => void): StepGridProps["other"] {
  return { label: words("beforeYear", { year }), onPick };
}

/** Month and day may be left open; without a year there is no answer. */
function unknownOf(step: DateStep, onPick: () => void): StepGridProps["other"] {
  if (step === "month") return { label: words("monthUnknown"), onPick };
  return step === "day" ? { label: words("dayUnknown"), onPick } : undefined;
}
