/** Every seed that ever failed, with what it taught. A seed's world changes with the simulator; it is replayed all the same. */
export type Regression = { readonly seed: number; readonly taught: string };

export const regressions: readonly Regression[] = [];
