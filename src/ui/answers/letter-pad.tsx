/** Our own keys for the number of a paper: digits and the letters it can hold, so that no keyboard of the tablet is needed. */
import type { JSX } from "preact";
import { Icon } from "../icons/icon.tsx";
import { words } from "../words.ts";
import { useFocusWhenShown } from "./focus-when-shown.ts";
import "./letter-pad.css";

export type LetterPadProps = {
  /** For screen readers; the question stands above. */
  readonly label: string;
  /** Ungrouped. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Every key there is, in the order people look for them. */
  readonly keys: readonly string[];
  readonly lettersMax: number;
  /** How many stand together. */
  readonly groupOf: number;
};

export function LetterPad(props: LetterPadProps): JSX.Element {
  const { label, value, onChange, keys, lettersMax, groupOf } = props;
  const pad = useFocusWhenShown<HTMLDivElement>();
  const type = (key: string): void => onChange((value + key).slice(0, lettersMax));
  const pressHardware = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.toUpperCase();
    if (event.key === "Backspace") onChange(value.slice(0, -1));
    else if (keys.includes(key)) type(key);
    else return;
    event.preventDefault();
  };
  return (
    <div ref={pad} class="letter-pad" role="group" aria-label={label} tabIndex={0} onKeyDown={pressHardware}>
      <output class="letter-pad-value numbers" aria-label={label}>
        {grouped(value, groupOf, lettersMax)}
      </output>
      <div class="letter-pad-keys">
        {keys.map((key) => (
          <button key={key} type="button" class="number-key letter-key" onClick={() => type(key)}>
            {key}
          </button>
        ))}
        <button
          type="button"
          class="number-key letter-key letter-key-erase"
          onClick={() => onChange(value.slice(0, -1))}
        >
          <Icon name="erase" />
          <span>{words("erase")}</span>
        </button>
      </div>
    </div>
  );
}

/** "7KX-2M_-___": what is missing keeps its place. */
function grouped(value: string, groupOf: number, lettersMax: number): string {
  const places = value.padEnd(lettersMax, "·");
  const groups = Array.from({ length: Math.ceil(lettersMax / groupOf) }, (_, at) =>
    places.slice(at * groupOf, (at + 1) * groupOf),
  );
  return groups.join(" ");
}
