/** A small count or label beside something else. */
import type { ComponentChildren, JSX } from "preact";
import type { Tone } from "./status-chip.tsx";

export type PillProps = { readonly tone?: Tone; readonly children: ComponentChildren };

export function Pill({ tone = "off", children }: PillProps): JSX.Element {
  return <span class={`pill tone-${tone} numbers`}>{children}</span>;
}
