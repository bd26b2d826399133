/** A button with a word on it. Acts when the finger lifts inside it, and ignores the second tap of a trembling hand. */
import type { ComponentChildren, JSX } from "preact";
import { Icon } from "../icons/icon.tsx";
import type { IconName } from "../icons/icon.tsx";
import { countsAsTap } from "./tap-guard.ts";

export type ButtonKind = "primary" | "secondary" | "quiet" | "danger";

export type ButtonProps = {
  readonly kind?: ButtonKind;
  readonly children: ComponentChildren;
  readonly onPress: () => void;
  readonly icon?: IconName;
  /** The side of the icon; "end" for going forward. */
  readonly iconSide?: "start" | "end";
  /** Large = the footer action of a citizen screen, ≥ 18 × 60 mm. */
  readonly size?: "normal" | "large";
  readonly isDisabled?: boolean;
  /** Work is under way: the button stays readable and takes no further tap. */
  readonly isBusy?: boolean;
  /** For screen readers, where the word alone does not say of what. Must contain the visible word. */
  readonly label?: string;
};

export function Button({
  kind = "secondary",
  children,
  onPress,
  icon,
  iconSide = "start",
  size = "normal",
  isDisabled = false,
  isBusy = false,
  label,
}: ButtonProps): JSX.Element {
  const press = (event: MouseEvent): void => {
    if (!isBusy && countsAsTap(event.timeStamp)) onPress();
  };
  const glyph = icon === undefined ? null : <Icon name={icon} />;
  return (
    <button
      type="button"
      class={`button button-${kind} button-${size}`}
      disabled={isDisabled}
      aria-busy={isBusy}
      aria-label={label}
      onClick={press}
    >
      {iconSide === "start" && glyph}
      <span class="button-words">{children}</span>
      {iconSide === "end" && glyph}
    </button>
  );
}
