/** Every seed that ever failed, with what it taught. A seed's world changes with the simulator; it is replayed all the same. */
export type Regression = { readonly seed: number; readonly taught: string };

export const regressions: readonly Regression[] = [
  {
    seed: 968,
    taught: "notices need a second copy: an older backup was put back while a tablet's database came back empty",
  },
  { seed: 12, taught: "a revoked tablet that files while its new key waits was refused for good" },
  { seed: 15, taught: "a closing that a restore has lost was not shown back by the villages" },
  { seed: 33, taught: "a revoked tablet was not given the ring by which it could believe its receipts" },
  { seed: 106, taught: "what waited for a base that is set aside as it comes waited for ever" },
  { seed: 356, taught: "the same, on a tablet away for days" },
  { seed: 5015, taught: "a database that fell back was not told again what was set aside" },
  { seed: 251, taught: "a notice that was spoilt on its way back was passed over unsaid, and shown no more" },
  {
    seed: 1267,
    taught:
      "a generation of days that were given up counted for numbers that were given anew, and a copy was called safe",
  },
  {
    seed: 11425,
    taught:
      "the checker asked for photos that no copy has: they came after the backup that was put back, and were thrown away as safe",
  },
  { seed: 28192, taught: "the checker counted tries at a server that an entry had killed in the calm" },
  { seed: 36645, taught: "the checker asked for a slip that was shown after the tablet's last exchange" },
  { seed: 42615, taught: "a slip that the link has spoilt is passed over: it looks like a forged one" },
];
