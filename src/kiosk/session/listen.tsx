/** "Dengarkan" with this tablet's voice, for the footer of a screen. */
import type { JSX } from "preact";
import type { SpokenLine } from "../../ui/voice/voice.ts";
import { ListenButton } from "../../ui/voice/listen-button.tsx";
import { voice } from "./voice.ts";

export type ListenProps = {
  /** What is said, in order; the first one must have a clip. Undefined and empty lines are left out. */
  readonly lines: readonly (SpokenLine | string | undefined)[];
  readonly onLine?: (at: number | undefined) => void;
};

export function Listen({ lines, onLine }: ListenProps): JSX.Element {
  const said = lines.map((line) => (typeof line === "string" ? [line] : (line ?? [])));
  return <ListenButton voice={voice} lines={said} {...(onLine === undefined ? {} : { onLine })} />;
}
