/** Why an entry was set aside. Codes for machines; the district app has the words. */
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
