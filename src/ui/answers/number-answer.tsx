/** A small number with its unit (weight of a baby, number of persons), typed on our own keys, with a comma where wanted. */
import type { JSX } from "preact";
import { pressKey } from "./digits.ts";
import type { PadKey } from "./digits.ts";
import { useFocusWhenShown } from "./focus-when-shown.ts";
import { pressHardwareKey } from "./keypad.tsx";
import { NumberKeys } from "./number-keys.tsx";

export type NumberAnswerProps = {
  readonly label: string;
  /** As typed, comma for decimals: "3,2". */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly digitsMax: number;
  readonly decimals?: number;
  /** "kg", "cm", "orang". */
  readonly unit?: string;
  readonly isInvalid?: boolean;
};

export function NumberAnswer(props: NumberAnswerProps): JSX.Element {
  const { label, value, onChange, digitsMax, decimals = 0, unit, isInvalid = false } = props;
  const display = useFocusWhenShown<HTMLInputElement>();
  const press = (key: PadKey): void => onChange(pressKey(value, key, { digitsMax, decimals }));
  return (
    <div class="keypad" onKeyDown={(event) => pressHardwareKey(event, press)}>
      <div class="keypad-value keypad-value-unit">
        <input
          ref={display}
          class="keypad-display numbers"
          type="text"
          inputMode="none"
          autocomplete="off"
          readOnly
          aria-label={unit === undefined ? label : `${label} (${unit})`}
          aria-invalid={isInvalid}
          value={value}
        />
        {unit !== undefined && <span class="keypad-unit">{unit}</span>}
      </div>
      <div class="keypad-keys">
        <NumberKeys onKey={press} corner={decimals > 0 ? "," : "erase-all"} />
      </div>
    </div>
  );
}
