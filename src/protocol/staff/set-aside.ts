/** The desk of what was set aside, as the district app and its server speak of it. Codes for machines; the app has the words. */
export const setAsideReasons = [
  "after-revocation",
  "village-right",
  "erased-application",
  "cannot-open",
  "key-unknown",
  "dictionary-unknown",
  "format-unknown",
  "form-unknown",
  "content-invalid",
  "application-id",
  "attempts",
  "contested",
  "conflict",
  "base-set-aside",
  "other-village",
] as const;
export type SetAsideReason = (typeof setAsideReasons)[number];

/** A reason this version knows. */
export function isSetAsideReason(reason: string): reason is SetAsideReason {
  return setAsideReasons.some((known) => known === reason);
}

/** Where an entry came from. */
type HeldItem = {
  readonly digest: string;
  readonly village: string;
  readonly device: string;
  readonly slipCode: string;
  /** Set when its case can be opened. */
  readonly application: string | undefined;
  readonly receivedAt: number;
};

/** An entry that was set aside: held, receipted as quarantined, and blocking nothing. */
export type QuarantineItem = HeldItem & {
  readonly kind: string;
  readonly reason: string;
  readonly canReopen: boolean;
  readonly look: { readonly by: string; readonly at: number; readonly note: string } | undefined;
};

/** An entry some of whose photos have not come: a normal state. */
export type WaitingItem = HeldItem & { readonly missing: number; readonly photos: number };

export type QuarantineDesk = {
  readonly at: number;
  /** All that were set aside, by reason. */
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
  /** The oldest of them. */
  readonly items: readonly QuarantineItem[];
  readonly waiting: readonly WaitingItem[];
};

/** Either named entries, or a bite of those set aside for one reason. */
export type ReopenRequest = { readonly digests: readonly string[] } | { readonly reason: SetAsideReason };

export type ReopenAnswer = {
  readonly opened: number;
  readonly still: readonly { readonly digest: string; readonly reason: string }[];
  readonly skipped: number;
};

export type LookRequest = { readonly digest: string; readonly note: string };
