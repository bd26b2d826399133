/** The viewfinder: the app's video fills it, an outline shows where the document goes, and words say how it looks now. */
import type { ComponentChildren, JSX } from "preact";
import { Icon } from "../icons/icon.tsx";
import { words } from "../words.ts";

export type PhotoFrameProps = {
  /** card = ID-1 (KTP), page = A4/KK, free = no outline. */
  readonly shape: "card" | "page" | "free";
  /** The outline turns solid and green when the picture can be taken. */
  readonly state: "searching" | "good" | "problem";
  /** What to do: "Terlalu gelap. Geser ke tempat terang." */
  readonly advice?: string;
  /** A `<video>` with the app's ref, or an `<img>` of the photo taken. */
  readonly children: ComponentChildren;
};

export function PhotoFrame({ shape, state, advice, children }: PhotoFrameProps): JSX.Element {
  return (
    <div class={`photo-frame photo-frame-${state}`}>
      <div class="photo-view">{children}</div>
      {shape !== "free" && <div class={`photo-outline photo-outline-${shape}`} />}
      <p class="photo-advice" role="status">
        <Icon name={state === "good" ? "check" : state === "problem" ? "warning" : "camera"} />
        <span>{advice ?? words("photoShapeHint")}</span>
      </p>
    </div>
  );
}
