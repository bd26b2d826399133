/**
 * The auditor stands outside and writes down what people were told: which applications were called "tersimpan", what
 * was shown as received, which notices came. Changes nothing in the world; checkers compare it with what is held.
 */
import type { Custody } from "../../src/sync/ports.ts";

/** One call of submit that said "tersimpan". */
export type Confirmed = {
  readonly tablet: string;
  readonly draftId: string;
  readonly digest: string;
  readonly applicationId: string;
  readonly kind: "application" | "correction" | "withdrawal";
  readonly base: string | undefined;
  readonly blobs: readonly string[];
  /** Made unreadable for the district on purpose, or with a blob that is gone from the tablet. */
  readonly poison: "none" | "envelope" | "blob";
};

export type Violation = { readonly invariant: string; readonly detail: string };

export type Auditor = {
  readonly confirmed: Map<string, Confirmed>;
  /** Digests a tablet has shown as green, with the epoch of the receipt. */
  readonly shownGreen: Map<string, Custody>;
  /** Notice ids per tablet, as they were kept. */
  readonly noticesKept: Map<string, Set<string>>;
  readonly violations: Violation[];
  /** Requests and bytes of each tablet, and the longest wait it planned while its page was open. */
  readonly sent: { requests: number; bytes: number; largest: number; longestWaitMs: number };
  fail(invariant: string, detail: string): void;
};

export function makeAuditor(): Auditor {
  const violations: Violation[] = [];
  return {
    confirmed: new Map(),
    shownGreen: new Map(),
    noticesKept: new Map(),
    violations,
    sent: { requests: 0, bytes: 0, largest: 0, longestWaitMs: 0 },
    fail(invariant, detail) {
      if (violations.length < 20) violations.push({ invariant, detail });
    },
  };
}
