/** How far along, in words: "Pertanyaan 3 dari 9". The bar only repeats it. */
import type { JSX } from "preact";
import { words } from "../words.ts";

export type ProgressProps = {
  readonly number: number;
  readonly total: number;
  /** What is counted; questions unless said. */
  readonly of?: keyof typeof counted;
};

const counted = { questions: "questionOf", papers: "paperOf", pages: "sheetOf" } as const;

export function Progress({ number, total, of = "questions" }: ProgressProps): JSX.Element {
  return (
    <div class="progress">
      <p class="progress-words numbers">{words(counted[of], { number, total })}</p>
      <div class="progress-bar" aria-hidden="true">
        {Array.from({ length: total }, (_, index) => (
          <span key={index} class={index < number ? "progress-part progress-part-done" : "progress-part"} />
        ))}
      </div>
    </div>
  );
}
