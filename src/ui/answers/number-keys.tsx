/** The twelve keys in telephone order that keypad, PIN pad and number answer share. Holds no value of its own. */
import type { JSX } from "preact";
import { Icon } from "../icons/icon.tsx";
import { words } from "../words.ts";
import { padDigits } from "./digits.ts";
import type { PadKey } from "./digits.ts";

export type NumberKeysProps = {
  readonly onKey: (key: PadKey) => void;
  /** What the key left of 0 does. */
  readonly corner?: "erase-all" | ",";
  readonly isDisabled?: boolean;
};

export function NumberKeys({ onKey, corner = "erase-all", isDisabled = false }: NumberKeysProps): JSX.Element {
  const key = (name: PadKey, face: JSX.Element | string, label?: string): JSX.Element => (
    <button
      key={name}
      type="button"
      class={`number-key${name.startsWith("erase") ? " number-key-erase" : ""}`}
      aria-label={label}
      disabled={isDisabled}
      onClick={() => onKey(name)}
    >
      {face}
    </button>
  );
  return (
    <div class="number-keys">
      {padDigits.slice(0, 9).map((digit) => key(digit, digit))}
      {corner === "," ? key(",", ",", "koma") : key("erase-all", words("eraseAll"))}
      {key("0", "0")}
      {key(
        "erase",
        <>
          <Icon name="erase" />
          <span>{words("erase")}</span>
        </>,
      )}
    </div>
  );
}
