/**
 * A small courier file as the texts of a few QR codes, and back: for a village that came with a stick and goes home with
 * a photo of a screen. Frames may be scanned in any order and more than once. Holds no trust: the replies inside do.
 */
import type { Bytes } from "../base/bytes.ts";
import { fromBase64Url, toBase64Url } from "../base/bytes.ts";
import { courierFrameLettersMax, courierFramesMax } from "../base/limits.ts";

/** LOKET1.mark.place.count.text; the mark keeps the frames of two files apart. */
const frame = /^LOKET1\.([A-Za-z0-9_-]{6})\.(\d{1,2})\.(\d{1,2})\.([A-Za-z0-9_-]+)$/;
const markLetters = 6;

/** The texts, or undefined when the file is too large to be photographed. `mark`: a few random bytes. */
export function toFrames(file: Bytes, mark: Bytes): readonly string[] | undefined {
  const text = toBase64Url(file);
  const count = Math.ceil(text.length / courierFrameLettersMax);
  if (count === 0 || count > courierFramesMax) return undefined;
  const name = toBase64Url(mark).slice(0, markLetters).padEnd(markLetters, "A");
  return Array.from({ length: count }, (_, at) => {
    const piece = text.slice(at * courierFrameLettersMax, (at + 1) * courierFrameLettersMax);
    return `LOKET1.${name}.${at + 1}.${count}.${piece}`;
  });
}

/** How far the frames of one file have come. */
export type FramesSeen = { readonly seen: number; readonly count: number; readonly file: Bytes | undefined };

/** Puts scanned frames together; one of another file begins anew. */
export class FrameCollector {
  #mark = "";
  #count = 0;
  readonly #pieces = new Map<number, string>();

  /** Undefined: this text is none of our frames. `file` once all are there. */
  add(text: string): FramesSeen | undefined {
    const [, mark = "", place = "", all = "", piece = ""] = frame.exec(text) ?? [];
    const count = Number(all);
    const at = Number(place);
    if (mark === "" || at < 1 || at > count || count > courierFramesMax) return undefined;
    if (mark !== this.#mark || count !== this.#count) this.#pieces.clear();
    this.#mark = mark;
    this.#count = count;
    this.#pieces.set(at, piece);
    const isWhole = this.#pieces.size === count;
    return { seen: this.#pieces.size, count, file: isWhole ? fromBase64Url(this.#text()) : undefined };
  }

  #text(): string {
    return Array.from({ length: this.#count }, (_, at) => this.#pieces.get(at + 1) ?? "").join("");
  }
}
