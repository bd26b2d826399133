/** The state of a case is what its events add up to. Nothing else stores a status. */
import { assert, unreachable } from "../../base/assert.ts";
import type { UnixMs } from "../../base/clock.ts";
import type { CaseEvent, CorrectionRequest, DecidedStage } from "./case-event.ts";

export type Stage =
  | "received"
  | "correction-asked"
  | "corrected"
  | "accepted"
  | "ready-for-pickup"
  | "handed-over"
  | "rejected"
  | "withdrawn";

export type CaseState = {
  readonly stage: Stage;
  /** Since when, as the event said. */
  readonly since: UnixMs;
  readonly receivedAt: UnixMs;
  /** Digest of the entry whose answers are in effect, hex. */
  readonly digest: string;
  /** 1 for what was filed, one more for each correction. */
  readonly answersVersion: number;
  /** What the village still has to mend. Empty unless the stage is `correction-asked`. */
  readonly openRequests: readonly CorrectionRequest[];
  /** Events that came when they could no longer count (a withdrawal after the document was handed over): for people. */
  readonly late: readonly CaseEvent[];
};

/** Stages after which nothing counts any more. */
const finalStages: readonly Stage[] = ["handed-over", "rejected", "withdrawn"];

const wayOfApproval: readonly Stage[] = ["accepted", "ready-for-pickup", "handed-over"];

/** True when the case is closed. */
export function isClosed(stage: Stage): boolean {
  return finalStages.includes(stage);
}

/** Adds up the events of one case, oldest first. The first must be `received`: a case begins with its application. */
export function reduceCase(events: readonly CaseEvent[]): CaseState {
  const [first, ...rest] = events;
  assert(first?.kind === "received", "a case begins with its application");
  const begun: CaseState = {
    stage: "received",
    since: first.at,
    receivedAt: first.at,
    digest: first.digest,
    answersVersion: 1,
    openRequests: [],
    late: [],
  };
  return rest.reduce(applyCaseEvent, begun);
}

/** The state after one more event. What a closed case cannot take is kept in `late` and changes nothing else. */
export function applyCaseEvent(state: CaseState, event: CaseEvent): CaseState {
  if (!canFollow(state, event)) return { ...state, late: [...state.late, event] };
  const next = { ...state, since: event.at, openRequests: [] };
  switch (event.kind) {
    case "corrected":
      return { ...next, stage: "corrected", digest: event.digest, answersVersion: state.answersVersion + 1 };
    case "correction-asked":
      return { ...next, stage: "correction-asked", openRequests: event.requests };
    case "decided-before-restore":
      return { ...next, stage: event.stage, openRequests: event.requests };
    case "put-back":
      return { ...next, stage: "received", digest: event.digest, answersVersion: state.answersVersion + 1 };
    case "received":
    case "accepted":
    case "ready-for-pickup":
    case "handed-over":
    case "rejected":
    case "withdrawn":
      return { ...next, stage: event.kind };
    default:
      return unreachable(event, "case event");
  }
}

/** Which events may follow a stage. The village may correct and withdraw while the office has not decided. */
function follows({ stage, digest }: CaseState, event: CaseEvent): boolean {
  switch (event.kind) {
    case "received":
      return false;
    case "decided-before-restore":
      return event.digest === digest && bringsOn(stage, event.stage);
    case "corrected":
    case "withdrawn":
    case "put-back":
      return isUndecided(stage);
    case "accepted":
    case "correction-asked":
      return isUndecided(stage);
    case "rejected":
      return isUndecided(stage) || stage === "accepted";
    case "ready-for-pickup":
      return stage === "accepted";
    case "handed-over":
      return stage === "ready-for-pickup";
    default:
      return unreachable(event, "case event");
  }
}

/** A lost decision counts where it brings the case on: what led to it may be lost as well. */
function bringsOn(stage: Stage, decided: DecidedStage): boolean {
  if (isUndecided(stage)) return true;
  if (decided === "rejected") return stage === "accepted";
  return wayOfApproval.indexOf(decided) > wayOfApproval.indexOf(stage);
}

/** True while the office has not decided. */
export function isUndecided(stage: Stage): boolean {
  return stage === "received" || stage === "corrected" || stage === "correction-asked";
}

/** Whether `event` would count now. Staff actions are checked with this before they are stored. */
export function canFollow(state: CaseState, event: CaseEvent): boolean {
  return !isClosed(state.stage) && follows(state, event);
}
