/**
 * The production reader with envelopes that harm it: the first byte says how. What a bug in a parser or a decoder would
 * do to whoever opens, done on purpose and for real.
 */
import { copyBytes } from "../../src/base/bytes.ts";

/** First byte of an envelope that makes this reader die, eat its memory, spin for ever, or never answer. */
export const poisons = { dies: 0xe1, eats: 0xe2, spins: 0xe3, sleeps: 0xe4 } as const;
export type Poison = keyof typeof poisons;

/** An envelope that does it. */
export const poisoned = (poison: Poison): Uint8Array<ArrayBuffer> => {
  const envelope = new Uint8Array(64);
  envelope[0] = poisons[poison];
  return copyBytes(envelope);
};

function poisonOf(message: unknown): number | undefined {
  const entry: unknown = Reflect.get(Object(message), "entry");
  const envelope: unknown = Reflect.get(Object(entry), "envelope");
  return envelope instanceof Uint8Array ? envelope[0] : undefined;
}

const pass = process.listeners("message").length;

if (process.send !== undefined && pass === 0) {
  const waiting: unknown[] = [];
  let deliver: ((message: unknown) => void) | undefined;
  process.on("message", (message: unknown) => {
    const poison = poisonOf(message);
    if (poison === poisons.dies) process.abort();
    if (poison === poisons.spins) for (;;);
    if (poison === poisons.eats)
      for (const eaten: number[][] = []; ;) eaten.push(Array.from({ length: 1e6 }, () => 1.5));
    if (poison === poisons.sleeps) return;
    if (deliver) deliver(message);
    else waiting.push(message);
  });
  const before = new Set(process.listeners("message"));
  await import("../../src/server/inbox/reader-process.ts");
  const [real] = process.listeners("message").filter((listener) => !before.has(listener));
  if (real) {
    process.removeListener("message", real);
    deliver = (message) => real(message, undefined);
    for (const message of waiting) deliver(message);
  }
}
