/** Our own keypad for NIK, KK and phone numbers: the tablet's keyboard stays away, a hardware keyboard works as well. */
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { words } from "../words.ts";
import { digitsOf, groupDigits, padKeyOf, pressKey } from "./digits.ts";
import type { PadKey } from "./digits.ts";
import { useFocusWhenShown } from "./focus-when-shown.ts";
import { NumberKeys } from "./number-keys.tsx";

export type KeypadProps = {
  /** For screen readers; the question stands above. */
  readonly label: string;
  /** Digits only, ungrouped. */
  readonly value: string;
  readonly onChange: (digits: string) => void;
  readonly digitsMax: number;
  /** How many digits stand together: `nikGroups` for NIK and KK. */
  readonly groups?: readonly number[];
  /** False where any length up to the maximum is right (a phone number): hides "12 dari 16 angka". */
  readonly isCounted?: boolean;
  readonly isInvalid?: boolean;
};

export function Keypad(props: KeypadProps): JSX.Element {
  const { label, value, onChange, digitsMax, groups = [4, 4, 4, 4], isCounted = true, isInvalid = false } = props;
  const countId = useId();
  const display = useFocusWhenShown<HTMLInputElement>();
  const press = (key: PadKey): void => onChange(pressKey(value, key, { digitsMax }));
  return (
    <div class="keypad" onKeyDown={(event) => pressHardwareKey(event, press)}>
      <div class="keypad-value">
        <input
          ref={display}
          class="keypad-display numbers"
          type="text"
          inputMode="none"
          autocomplete="off"
          aria-label={label}
          aria-describedby={isCounted ? countId : undefined}
          aria-invalid={isInvalid}
          value={groupDigits(value, groups)}
          onInput={(event) => onChange(digitsOf(event.currentTarget.value, digitsMax))}
        />
        {isCounted && (
          <p id={countId} class="keypad-count">
            {words("digitsOf", { count: value.length, total: digitsMax })}
          </p>
        )}
      </div>
      <div class="keypad-keys">
        <NumberKeys onKey={press} />
      </div>
    </div>
  );
}

/** Turns a hardware key into a pad key, also while the focus rests on a drawn key. Leaves every other key alone. */
export function pressHardwareKey(event: KeyboardEvent, press: (key: PadKey) => void): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const key = padKeyOf(event.key);
  if (key === undefined) return;
  event.preventDefault();
  press(key);
}
