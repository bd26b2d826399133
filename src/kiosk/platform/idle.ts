/** Tells when nobody has touched the screen for a while. Knows no screen. */
import { after } from "./ambient.ts";

const signs = ["pointerdown", "keydown", "wheel"] as const;

/** Runs `work` once, when nobody has touched anything for `ms`. The function returned ends the watch. */
export function afterIdle(ms: number, work: () => void): () => void {
  let cancel = after(ms, work);
  const again = (): void => {
    cancel();
    cancel = after(ms, work);
  };
  for (const sign of signs) document.addEventListener(sign, again, { passive: true });
  return () => {
    cancel();
    for (const sign of signs) document.removeEventListener(sign, again);
  };
}
