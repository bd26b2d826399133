/** Shared by date and time steps: a trail of what was chosen and a grid of what can be chosen now. */
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";

export type StepPlace = {
  readonly name: string;
  /** Undefined = not chosen yet. */
  readonly text: string | undefined;
  readonly isNow: boolean;
  readonly onReturn: () => void;
};

/** The chosen parts in reading order; touching one that is filled goes back to it. */
export function StepTrail({ places }: { readonly places: readonly StepPlace[] }): JSX.Element {
  return (
    <div class="step-trail">
      {places.map(({ name, text, isNow, onReturn }) => (
        <button
          key={name}
          type="button"
          class={`step-place${isNow ? " step-place-now" : ""}`}
          disabled={text === undefined}
          onClick={onReturn}
        >
          <span class="step-place-name">{name}</span>
          <span class="step-place-text numbers">{text ?? "—"}</span>
        </button>
      ))}
    </div>
  );
}

export type StepChoice = { readonly number: number; readonly label: string; readonly hint?: string };

export type StepGridProps = {
  readonly prompt: string;
  /** Chooses the number of columns in the style sheet. */
  readonly shape: "decade" | "year" | "month" | "day" | "part" | "hour" | "tens" | "minute";
  readonly choices: readonly StepChoice[];
  readonly onPick: (number: number) => void;
  /** A last choice that is no number: "Tidak tahu tanggal persis", "Sebelum 2020". */
  readonly other?: { readonly label: string; readonly onPick: () => void } | undefined;
};

/** The choices of one step. When a step follows another, the focus moves to its prompt, so that a screen reader hears it. */
export function StepGrid({ prompt, shape, choices, onPick, other }: StepGridProps): JSX.Element {
  const promptRef = useRef<HTMLParagraphElement>(null);
  const firstShape = useRef(shape);
  useEffect(() => {
    if (firstShape.current !== shape) promptRef.current?.focus();
  }, [shape]);
  return (
    <div class="step-choices">
      <p ref={promptRef} class="step-prompt" tabIndex={-1}>
        {prompt}
      </p>
      <div class={`step-grid step-grid-${shape}`} role="group" aria-label={prompt}>
        {choices.map(({ number, label, hint }) => (
          <button key={number} type="button" class="step-choice numbers" onClick={() => onPick(number)}>
            <span>{label}</span>
            {hint !== undefined && <span class="step-choice-hint">{hint}</span>}
          </button>
        ))}
        {other && (
          <button type="button" class="step-choice step-choice-other" onClick={other.onPick}>
            {other.label}
          </button>
        )}
      </div>
    </div>
  );
}
