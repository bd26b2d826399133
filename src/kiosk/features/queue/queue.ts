/** Waiting numbers of one tablet for one day, as data: who comes next, and when the count begins anew. Knows no name. */
import type { CivilDate } from "../../../domain/date/civil-date.ts";

/** One for each tablet of an office. */
export const letters = ["A", "B", "C", "D", "E", "F"] as const;
export type Letter = (typeof letters)[number];

export type Queue = {
  readonly letter: Letter;
  /** The day in WIB that these numbers belong to. */
  readonly day: CivilDate;
  /** The last number given; 0 = none. */
  readonly last: number;
  readonly waiting: readonly number[];
  /** Who stands on the large sign; undefined = nobody yet. */
  readonly called: number | undefined;
};

/** An empty queue of this day. */
export function beginQueue(letter: Letter, day: CivilDate): Queue {
  return { letter, day, last: 0, waiting: [], called: undefined };
}

/** The queue as it counts today: numbers of another day are gone, the letter stays. */
export function queueOf(kept: Queue, today: CivilDate): Queue {
  return kept.day === today ? kept : beginQueue(kept.letter, today);
}

export function takeNumber(queue: Queue): Queue {
  const last = queue.last + 1;
  return { ...queue, last, waiting: [...queue.waiting, last] };
}

/** Calls whoever has waited longest. Where nobody waits, the one called last stays on the sign. */
export function callNext(queue: Queue): Queue {
  const [next, ...waiting] = queue.waiting;
  return next === undefined ? queue : { ...queue, called: next, waiting };
}

/** "A-12" */
export function ticketText({ letter }: Pick<Queue, "letter">, number: number): string {
  return `${letter}-${number}`;
}
