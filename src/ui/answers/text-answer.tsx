/** Letters from the tablet's own keyboard, with everything off that would remember or correct a name. */
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { textLettersMax } from "../../base/limits.ts";

export type TextAnswerProps = {
  readonly label: string;
  /** When the question above already says it. */
  readonly isLabelHidden?: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** How the keyboard offers capitals. */
  readonly capitals?: "words" | "characters" | "none";
  readonly lettersMax?: number;
  /** More than one line, for addresses and reasons. */
  readonly lines?: number;
  readonly isInvalid?: boolean;
  /** The keyboard's own "go on" key. */
  readonly onEnter?: () => void;
};

export function TextAnswer(props: TextAnswerProps): JSX.Element {
  const {
    label,
    isLabelHidden = false,
    value,
    onChange,
    capitals = "none",
    lines = 1,
    isInvalid = false,
    onEnter,
  } = props;
  const id = useId();
  const field = {
    id,
    value,
    // No `name` and no autocomplete: on a shared tablet the browser must have nothing to offer the next person.
    autocomplete: "off",
    autocapitalize: capitals,
    spellcheck: false,
    maxLength: props.lettersMax ?? textLettersMax,
    "aria-invalid": isInvalid,
    enterkeyhint: "next",
  } as const;
  return (
    <div class="text-answer">
      <label for={id} class={isLabelHidden ? "visually-hidden" : "answer-label"}>
        {label}
      </label>
      {lines > 1 ? (
        <textarea {...field} class="text-input" rows={lines} onInput={(e) => onChange(e.currentTarget.value)} />
      ) : (
        <input
          {...field}
          type="text"
          class="text-input"
          onInput={(e) => onChange(e.currentTarget.value)}
          onKeyDown={(e) => e.key === "Enter" && onEnter?.()}
        />
      )}
    </div>
  );
}
