/** A list by name inside a message: the first few at once, the rest for whoever asks. */
import type { JSX } from "preact";
import "./named-list.css";

/** More would push everything else off the screen. */
const shownMax = 6;

export function NamedList({ lines }: { readonly lines: readonly string[] }): JSX.Element {
  const rest = lines.slice(shownMax);
  return (
    <>
      <ul class="named-list">
        {lines.slice(0, shownMax).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {rest.length > 0 && (
        <details>
          <summary>{`${rest.length} lagi`}</summary>
          <ul class="named-list">
            {rest.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
