/** A state in one glance: colour, letter and word together, so that none of them is needed alone. */
import type { JSX } from "preact";

/** ok = all there, wait = on its way, warning = somebody should look, danger = broken, info = neutral news, off = not in use. */
export type Tone = "ok" | "wait" | "info" | "warning" | "danger" | "off";

export type StatusChipProps = {
  readonly tone: Tone;
  /** One letter that stands for the state in grids and on paper. */
  readonly letter: string;
  readonly word: string;
};

export function StatusChip({ tone, letter, word }: StatusChipProps): JSX.Element {
  return (
    <span class={`status-chip tone-${tone}`}>
      <span class="status-letter" aria-hidden="true">
        {letter}
      </span>
      {word}
    </span>
  );
}
