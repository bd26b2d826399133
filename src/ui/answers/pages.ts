/** Cuts a list into pages that fit a screen. Pure. */

export type Page<T> = {
  readonly items: readonly T[];
  /** Index of the first item, a multiple of `size`. */
  readonly from: number;
  readonly size: number;
  readonly total: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
};

/** The page that holds index `at`; an index outside the list gives the nearest page. */
export function pageOf<T>(list: readonly T[], at: number, size: number): Page<T> {
  const last = Math.max(0, list.length - 1);
  const within = Math.min(Math.max(0, at), last);
  const from = within - (within % size);
  return {
    items: list.slice(from, from + size),
    from,
    size,
    total: list.length,
    isFirst: from === 0,
    isLast: from + size >= list.length,
  };
}
