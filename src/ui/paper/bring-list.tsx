/** Papers to bring, a row each. Which ones, and why, is the app's business. */
import type { JSX } from "preact";
import { Icon } from "../icons/icon.tsx";

export type Paper = {
  readonly id: string;
  readonly name: string;
  /** One sentence: how to photograph it, who issues it, or when it is needed. */
  readonly hint?: string;
  /** "kalau ada" stands behind its name. */
  readonly isOptional?: boolean;
};

export type BringListProps = {
  readonly papers: readonly Paper[];
  /** Needed only by some: drawn with a broken border. */
  readonly isMaybe?: boolean;
};

export function BringList({ papers, isMaybe = false }: BringListProps): JSX.Element {
  return (
    <ul class={`bring-list${isMaybe ? " bring-list-maybe" : ""}`}>
      {papers.map(({ id, name, hint, isOptional = false }) => (
        <li key={id} class="bring-row">
          <Icon name="document" size="text" />
          <span class="bring-name">
            {name}
            {isOptional && <span class="bring-optional"> (kalau ada)</span>}
          </span>
          {hint !== undefined && <span class="bring-hint">{hint}</span>}
        </li>
      ))}
    </ul>
  );
}
