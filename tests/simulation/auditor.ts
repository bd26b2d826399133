/**
 * The auditor stands outside and writes down what people were told: which applications were called "tersimpan", what
 * was shown as received, which notices came. Changes nothing in the world; checkers compare it with what is held.
 */
import type { Bytes } from "../../src/base/bytes.ts";
import type { LogHead } from "../../src/protocol/bundle.ts";
import type { Custody } from "../../src/sync/ports.ts";

/** One call of submit that said "tersimpan". */
export type Confirmed = {
  readonly tablet: string;
  /** Hex id of the key it was signed with, and its place in the log. */
  readonly signingKeyId: string;
  readonly device: Bytes;
  readonly logId: Bytes;
  readonly seq: number;
  /** Simulated time of the word. */
  readonly atMs: number;
  readonly draftId: string;
  readonly digest: string;
  readonly applicationId: string;
  readonly kind: "application" | "correction" | "withdrawal";
  readonly base: string | undefined;
  readonly blobs: readonly string[];
  /** Made unreadable for the district on purpose, deadly for whoever opens it, or with a blob that is gone from the tablet. */
  readonly poison: "none" | "envelope" | "deadly" | "blob";
};

export type Violation = { readonly invariant: string; readonly detail: string };

/** A head that a slip has told some tablet. */
export type SlipShown = {
  readonly reader: string;
  readonly atMs: number;
  readonly device: Bytes;
  readonly logId: Bytes;
  readonly seq: number;
};

export type FalseHead = { readonly device: Bytes; readonly head: LogHead };

export type Auditor = {
  readonly confirmed: Map<string, Confirmed>;
  /** Digests a tablet has shown as green, with the epoch of the receipt. */
  readonly shownGreen: Map<string, Custody>;
  /** Notice ids per tablet, as they were kept. */
  readonly noticesKept: Map<string, Set<string>>;
  /** Digests ever sealed by somebody who came to file, told "tersimpan" or not. */
  readonly sealed: Set<string>;
  /** Digests made by somebody who had no business to make them. */
  readonly forged: Set<string>;
  /** Hex ids of keys whose certificate was taken back. */
  readonly revokedKeys: Set<string>;
  /** Hex ids of the devices of these. */
  readonly revokedDevices: Set<string>;
  readonly slipsShown: SlipShown[];
  /** Places of logs that were announced with a hash they never had. */
  readonly falseHeads: FalseHead[];
  /** Digests whose copies a tablet has thrown away in their time. */
  readonly purged: Set<string>;
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
    sealed: new Set(),
    forged: new Set(),
    revokedKeys: new Set(),
    revokedDevices: new Set(),
    slipsShown: [],
    falseHeads: [],
    purged: new Set(),
    violations,
    sent: { requests: 0, bytes: 0, largest: 0, longestWaitMs: 0 },
    fail(invariant, detail) {
      if (violations.length < 20) violations.push({ invariant, detail });
    },
  };
}
