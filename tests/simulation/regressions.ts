/** Every seed that ever failed, with what it taught. A seed's world changes with the simulator; it is replayed all the same. */
export type Regression = { readonly seed: number; readonly taught: string };

export const regressions: readonly Regression[] = [
  {
    seed: 968,
    taught: "notices need a second copy: an older backup was put back while a tablet's database came back empty",
  },
];
