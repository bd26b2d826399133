/** The officer's PIN: dots, never digits. What was typed leaves through `onComplete` and is forgotten at once. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { pinDigits } from "../../base/limits.ts";
import { words } from "../words.ts";
import { pressKey } from "./digits.ts";
import type { PadKey } from "./digits.ts";
import { useFocusWhenShown } from "./focus-when-shown.ts";
import { pressHardwareKey } from "./keypad.tsx";
import { NumberKeys } from "./number-keys.tsx";

export type PinPadProps = {
  readonly label: string;
  /** Called with the last digit; the pad is empty again by then. */
  readonly onComplete: (pin: string) => void;
  readonly digits?: number;
  /** While the PIN is being checked or a pause runs. */
  readonly isDisabled?: boolean;
};

export function PinPad({ label, onComplete, digits = pinDigits, isDisabled = false }: PinPadProps): JSX.Element {
  const [pin, setPin] = useState("");
  const pad = useFocusWhenShown<HTMLDivElement>();
  const press = (key: PadKey): void => {
    if (isDisabled) return;
    const next = pressKey(pin, key, { digitsMax: digits });
    setPin(next.length === digits ? "" : next);
    if (next.length === digits) onComplete(next);
  };
  return (
    <div
      ref={pad}
      class="pin-pad"
      role="group"
      aria-label={label}
      tabIndex={0}
      onKeyDown={(event) => pressHardwareKey(event, press)}
    >
      <div class="pin-dots" role="img" aria-label={words("pinDigitsOf", { count: pin.length, total: digits })}>
        {Array.from({ length: digits }, (_, place) => (
          <span key={place} class={place < pin.length ? "pin-dot pin-dot-filled" : "pin-dot"} />
        ))}
      </div>
      <NumberKeys onKey={press} isDisabled={isDisabled} />
    </div>
  );
}
