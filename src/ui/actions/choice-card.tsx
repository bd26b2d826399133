/** Large cards to choose from by touching one; the grid keeps them within one screen. What a card means is the app's business. */
import type { ComponentChildren, JSX } from "preact";
import { Icon } from "../icons/icon.tsx";
import type { IconName } from "../icons/icon.tsx";
import { countsAsTap } from "./tap-guard.ts";

export type CardGridProps = {
  /** Names the group for screen readers. */
  readonly label: string;
  /** Columns on a landscape tablet; portrait shows at most 2, a phone 1 or, with pictures, 2. */
  readonly columns?: 1 | 2 | 3;
  readonly children: ComponentChildren;
};

export function CardGrid({ label, columns = 3, children }: CardGridProps): JSX.Element {
  return (
    <div class={`card-grid card-grid-${columns}`} role="group" aria-label={label}>
      {children}
    </div>
  );
}

export type ChoiceCardProps = {
  readonly title: string;
  readonly hint?: string;
  readonly onPress: () => void;
  readonly icon?: IconName;
  /** A drawing or photo above the words. */
  readonly picture?: ComponentChildren;
  /** Given = the card can be chosen and stays marked; left out = touching it goes on. */
  readonly isSelected?: boolean;
  readonly isDisabled?: boolean;
  /** How many wait behind this card; the hint says it in words. 0 shows nothing. */
  readonly count?: number;
};

export function ChoiceCard(props: ChoiceCardProps): JSX.Element {
  const { title, hint, onPress, icon, picture, isSelected, isDisabled = false, count = 0 } = props;
  return (
    <button
      type="button"
      class={`choice-card${picture === undefined ? "" : " choice-card-pictured"}`}
      aria-pressed={isSelected}
      disabled={isDisabled}
      onClick={(event) => countsAsTap(event.timeStamp) && onPress()}
    >
      {picture !== undefined && <span class="choice-card-picture">{picture}</span>}
      {icon !== undefined && <Icon name={icon} size="large" />}
      <span class="choice-card-words">
        <span class="choice-card-title">{title}</span>
        {hint !== undefined && <span class="choice-card-hint">{hint}</span>}
      </span>
      {count > 0 && (
        <span class="choice-card-count numbers" aria-hidden="true">
          {count}
        </span>
      )}
      {isSelected === true && (
        <span class="choice-card-mark">
          <Icon name="check" />
        </span>
      )}
    </button>
  );
}
