/**
 * Runs in the page before its own scripts: touches the first digit as soon as the unlock screen takes it, and notes when
 * it shows. Handed over as text, so it uses nothing from outside of itself.
 */

/** Milliseconds since the navigation began. */
export type Reaction = {
  readonly shownMs: number;
  /** The frame that shows the first dot has been handed to the screen. */
  readonly reactedMs: number;
  /** JS and CSS, as they travelled, that the page had asked for by then; its worker's not. */
  readonly requestedBytes: number;
};

declare global {
  /** Given by the bench to the page; takes a `Reaction` as JSON. */
  var noteReaction: ((json: string) => void) | undefined;
}

export function reactToFirstDigit(): void {
  let shownMs: number | undefined;

  const look = (): void => {
    if (shownMs === undefined) touch();
    else if (document.querySelector(".pin-dot-filled")) {
      observer.disconnect();
      // The frame after this one comes when this one is drawn.
      requestAnimationFrame(() => setTimeout(note));
    }
  };

  const touch = (): void => {
    const key = [...document.querySelectorAll<HTMLButtonElement>(".pin-pad .number-key")].find(
      ({ disabled, textContent }) => !disabled && textContent === "1",
    );
    if (key === undefined) return;
    shownMs = performance.now();
    key.click();
  };

  const note = (): void => {
    const reactedMs = performance.now();
    const requested = performance
      .getEntriesByType("resource")
      .filter((entry): entry is PerformanceResourceTiming => entry instanceof PerformanceResourceTiming)
      .filter(({ name, startTime }) => startTime <= reactedMs && /\.(?:js|css)$/.test(name))
      .filter(({ name }) => !/\/(?:worker-[^/]*|sw)\.js$/.test(name));
    const requestedBytes = requested.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
    globalThis.noteReaction?.(JSON.stringify({ shownMs: shownMs ?? reactedMs, reactedMs, requestedBytes }));
  };

  const observer = new MutationObserver(look);
  observer.observe(document, { subtree: true, childList: true, attributes: true });
}
