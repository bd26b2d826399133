/**
 * Runs in a page before its own scripts: touches one thing after the other as soon as it is there, and notes how long each
 * was waited for. Handed over as text, so it uses nothing from outside of itself.
 */

/** What is touched next: the first element that is there, enabled, and says just `text` where that is given. */
export type Step = { readonly css: string; readonly text?: string };

export type Walked = {
  /** Milliseconds from the navigation, or the touch before, until what is wanted next was painted. */
  readonly waitsMs: readonly number[];
  /** From the navigation to the last one, the pauses between touches included. */
  readonly wholeMs: number;
  /** Everything the page itself had asked for by then, as it travelled; its workers' requests not included. */
  readonly requestedBytes: number;
};

declare global {
  /** Given by the bench to the page; takes a `Walked` as JSON. */
  var noteWalked: ((json: string) => void) | undefined;
}

/** The last step is only waited for. `pauseMs`: no person touches twice within it, and Loket's buttons ignore it. */
export function walk(steps: readonly Step[], pauseMs: number): void {
  const waitsMs: number[] = [];
  let touchedMs = 0;
  let isPainting = false;

  const look = (): void => {
    const step = steps[waitsMs.length];
    if (isPainting || step === undefined) return;
    const found = [...document.querySelectorAll<HTMLElement>(step.css)].find(
      (each) => !each.matches(":disabled") && (step.text === undefined || each.textContent?.trim() === step.text),
    );
    if (found === undefined) return;
    isPainting = true;
    // The frame after this one comes when this one is drawn.
    requestAnimationFrame(() => setTimeout(() => goOn(found)));
  };

  const goOn = (found: HTMLElement): void => {
    isPainting = false;
    waitsMs.push(performance.now() - touchedMs);
    if (waitsMs.length === steps.length) return note();
    setTimeout(() => {
      touchedMs = performance.now();
      found.click();
      look();
    }, pauseMs);
  };

  const note = (): void => {
    observer.disconnect();
    const wholeMs = performance.now();
    const entries = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
    const requestedBytes = entries
      .filter((entry) => entry instanceof PerformanceResourceTiming)
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
    globalThis.noteWalked?.(JSON.stringify({ waitsMs, wholeMs, requestedBytes }));
  };

  const observer = new MutationObserver(look);
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
}
