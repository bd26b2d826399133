/** Stands where something is still being read: nothing for a moment, so that what comes quickly does not flash, then one word. */
import type { JSX } from "preact";
import { words } from "../words.ts";

export function Loading(): JSX.Element {
  return (
    <p class="loading" role="status">
      {words("loading")}
    </p>
  );
}
