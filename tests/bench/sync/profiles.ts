/** The links of the bench (issue: 50/120 kbit/s with 600 ms, 150/400 with 400 ms, the same cut about every 20 s, LAN). */
import type { LinkShape } from "../../support/shaped-link.ts";

export type ProfileName = "slow" | "fair" | "slow-cut" | "fair-cut" | "lan";

export type Profile = { readonly name: ProfileName; readonly shape: LinkShape; readonly isCut: boolean };

/** A village with one bar. */
const slow: LinkShape = { upBitsPerSecond: 50_000, downBitsPerSecond: 120_000, roundTripMs: 600 };
/** A village with two. */
const fair: LinkShape = { upBitsPerSecond: 150_000, downBitsPerSecond: 400_000, roundTripMs: 400 };
const lan: LinkShape = { upBitsPerSecond: 100_000_000, downBitsPerSecond: 100_000_000, roundTripMs: 1 };

export const profiles: readonly Profile[] = [
  { name: "fair", shape: fair, isCut: false },
  { name: "slow", shape: slow, isCut: false },
  { name: "fair-cut", shape: fair, isCut: true },
  { name: "slow-cut", shape: slow, isCut: true },
  { name: "lan", shape: lan, isCut: false },
];

/** Whoever is compared meets the cuts of the same five. */
export const seeds = ["gunung", "hutan", "kali", "pantai", "sawah"] as const;
