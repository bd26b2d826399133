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
  | (Decided & { readonly kind: "rejected"; readonly reasonTemplate: string; readonly text: string })
  /** A decision that a restore lost and a village's signed notice brought back; who decided, and their words, are gone. */
  | (Entered & {
      readonly kind: "decided-before-restore";
      readonly stage: DecidedStage;
      readonly requests: readonly CorrectionRequest[];
      /** Hex id of the notice. */
      readonly notice: string;
    })
  /** The entry `digest` is in effect again: what had followed it yields to a correction that was decided on. */
  | (Entered & { readonly kind: "put-back" });

/** What staff's decisions make of a case. */
export const decidedStages = ["accepted", "correction-asked", "ready-for-pickup", "handed-over", "rejected"] as const;
export type DecidedStage = (typeof decidedStages)[number];

export type CaseEventKind = CaseEvent["kind"];
