/** One glyph. Decorative unless it carries a `label`: beside a word it must stay silent for screen readers. */
import type { JSX } from "preact";
import { glyphs } from "./glyphs.ts";
import type { IconName } from "./glyphs.ts";

export type { IconName } from "./glyphs.ts";
export type IconProps = {
  readonly name: IconName;
  /** Read aloud instead of the picture; leave out beside words. */
  readonly label?: string;
  /** "text" grows with the words around it, "large" heads a card. */
  readonly size?: "text" | "large";
};

export function Icon({ name, label, size = "text" }: IconProps): JSX.Element {
  return (
    <svg
      class={`icon icon-${size}`}
      viewBox="0 0 24 24"
      role={label === undefined ? undefined : "img"}
      aria-label={label}
      aria-hidden={label === undefined}
    >
      {glyphs[name].map((d) => (
        <path key={d} d={d} />
      ))}
    </svg>
  );
}
