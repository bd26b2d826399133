/**
 * How the screens look now: what the tablet is set to, and larger letters for as long as one visit. Written onto the page's
 * root, where the tokens of the ui read it.
 */
import { computed, effect, signal } from "@preact/signals";
import { preferences } from "../platform/preferences.ts";
import { route } from "./route.ts";

/** What somebody asked for in this visit; undefined = as the tablet is set. */
const textOfVisit = signal<"normal" | "large" | undefined>(undefined);

export const isTextLarge = computed(() => (textOfVisit.value ?? preferences.value.text) === "large");

/** Larger letters, or smaller ones again, until the visit is over. */
export function toggleText(): void {
  textOfVisit.value = isTextLarge.peek() ? "normal" : "large";
}

/** From now on the page looks as it should. Call once, when the preferences are loaded. */
export function followLooks(root: HTMLElement): void {
  effect(() => {
    const { contrast, hand, pxPerMm } = preferences.value;
    root.dataset["text"] = isTextLarge.value ? "large" : "normal";
    root.dataset["contrast"] = contrast;
    root.dataset["hand"] = hand;
    if (pxPerMm === undefined) root.style.removeProperty("--mm");
    else root.style.setProperty("--mm", `${pxPerMm}px`);
  });
  // The next person begins with the tablet as it is set.
  effect(() => {
    const { name } = route.value;
    if (name === "home" || name === "unlock") textOfVisit.value = undefined;
  });
}
