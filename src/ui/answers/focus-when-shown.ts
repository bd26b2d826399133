/** Puts the focus where a hardware keyboard's keys are listened to, once, when the pad appears. */
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** A ref for the element that shall have the focus as soon as it is on the screen. Never moves the page. */
export function useFocusWhenShown<T extends HTMLElement>(): RefObject<T | null> {
  const ref = useRef<T>(null);
  useEffect(() => ref.current?.focus({ preventScroll: true }), []);
  return ref;
}
