/** What people can do about a trouble, in the order to try it: each way a card with its number. */
import type { ComponentChildren, JSX } from "preact";
import "./ways.css";

export function Ways({ children }: { readonly children: ComponentChildren }): JSX.Element {
  return <ol class="ways question-wide">{children}</ol>;
}

export type WayProps = { readonly what: string; readonly how: string; readonly children?: ComponentChildren };

export function Way({ what, how, children }: WayProps): JSX.Element {
  return (
    <li class="way">
      <p class="way-what">{what}</p>
      <p class="way-how">{how}</p>
      {children}
    </li>
  );
}
