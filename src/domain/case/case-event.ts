/** What happens to a case, as an append-only list. Knows no storage; digests are hex texts. */
import type { UnixMs } from "../../base/clock.ts";

/** What has to be mended. */
export type CorrectionTarget =
  | { readonly kind: "field"; readonly id: string }
  | { readonly kind: "requirement"; readonly id: string };

export type CorrectionRequest = {
  readonly target: CorrectionTarget;
  /** Id of a `ReasonTemplate`; travels in clear. */
  readonly reasonTemplate: string;
  /** The sentence the citizen hears; may hold personal data, so it travels sealed. */
  readonly text: string;
};

type Entered = { readonly at: UnixMs; readonly digest: string };
type Decided = { readonly at: UnixMs; readonly by: string };

export type CaseEvent =
  | (Entered & { readonly kind: "received" })
  | (Entered & { readonly kind: "corrected" })
  | (Entered & { readonly kind: "withdrawn"; readonly reason: string })
  | (Decided & { readonly kind: "accepted" })
  | (Decided & { readonly kind: "correction-asked"; readonly requests: readonly CorrectionRequest[] })
  | (Decided & { readonly kind: "ready-for-pickup"; readonly place: string })
  | (Decided & { readonly kind: "handed-over" })
  | (Decided & { readonly kind: "rejected"; readonly reasonTemplate: string; readonly text: string });

export type CaseEventKind = CaseEvent["kind"];
