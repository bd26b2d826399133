import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allowedActions, caseActions, eventKindOf, roles } from "./allowed-actions.ts";
import type { CaseEvent, CaseEventKind, DecidedStage } from "./case-event.ts";
import type { Stage } from "./case-state.ts";
import { applyCaseEvent, canFollow, isClosed, reduceCase } from "./case-state.ts";
import { stageText } from "./stage-text.ts";

const request = {
  target: { kind: "field", id: "applicant.nik" },
  reasonTemplate: "answer-wrong",
  text: "Periksa",
} as const;

function event(kind: CaseEventKind, at = 1): CaseEvent {
  const entered = { at, digest: `digest-${at}` };
  const decided = { at, by: "verifier-1" };
  const events = {
    received: { ...entered, kind: "received" },
    corrected: { ...entered, kind: "corrected" },
    withdrawn: { ...entered, kind: "withdrawn", reason: "Salah" },
    accepted: { ...decided, kind: "accepted" },
    "correction-asked": { ...decided, kind: "correction-asked", requests: [request] },
    "ready-for-pickup": { ...decided, kind: "ready-for-pickup", place: "Dindukcapil" },
    "handed-over": { ...decided, kind: "handed-over" },
    rejected: { ...decided, kind: "rejected", reasonTemplate: "not-entitled", text: "Tidak berhak" },
    "decided-before-restore": {
      ...entered,
      digest: "digest-0",
      kind: "decided-before-restore",
      stage: "accepted",
      requests: [],
      notice: "n",
    },
    "put-back": { ...entered, digest: "digest-0", kind: "put-back" },
  } satisfies Record<CaseEventKind, CaseEvent>;
  return events[kind];
}

function after(...kinds: readonly CaseEventKind[]) {
  return reduceCase(["received", ...kinds].map((kind, at) => event(kind as CaseEventKind, at)));
}

describe("a case", () => {
  it("begins with its application", () => {
    expect(after()).toMatchObject({ stage: "received", digest: "digest-0", answersVersion: 1, late: [] });
    expect(() => reduceCase([])).toThrow("begins");
    expect(() => reduceCase([event("accepted")])).toThrow("begins");
  });

  it("goes from received to handed over", () => {
    expect(after("accepted", "ready-for-pickup", "handed-over")).toMatchObject({ stage: "handed-over", since: 3 });
  });

  it("comes back as the same case with new answers in effect", () => {
    expect(after("correction-asked").openRequests).toEqual([request]);
    expect(after("correction-asked", "corrected")).toMatchObject({
      stage: "corrected",
      digest: "digest-2",
      answersVersion: 2,
      openRequests: [],
    });
  });

  it("can be corrected or withdrawn by the village before it was touched", () => {
    expect(after("corrected").stage).toBe("corrected");
    expect(after("withdrawn").stage).toBe("withdrawn");
  });

  it("keeps what came too late for people to see", () => {
    const state = after("accepted", "ready-for-pickup", "handed-over", "withdrawn");
    expect(state.stage).toBe("handed-over");
    expect(state.late.map((late) => late.kind)).toEqual(["withdrawn"]);
    expect(after("accepted", "corrected")).toMatchObject({
      stage: "accepted",
      answersVersion: 1,
      late: [{ kind: "corrected" }],
    });
  });

  it("takes a decision that a restore had lost, for the answers it was made on and where it brings the case on", () => {
    const lost = (stage: DecidedStage, digest = "digest-0"): CaseEvent => ({
      kind: "decided-before-restore",
      at: 9,
      digest,
      stage,
      requests: [],
      notice: "n",
    });
    const stageAfter = (history: readonly CaseEventKind[], decided: CaseEvent) =>
      applyCaseEvent(after(...history), decided).stage;
    expect(stageAfter([], lost("ready-for-pickup"))).toBe("ready-for-pickup");
    expect(stageAfter(["accepted"], lost("correction-asked"))).toBe("accepted");
    expect(stageAfter(["accepted"], lost("handed-over"))).toBe("handed-over");
    expect(stageAfter(["accepted"], lost("rejected"))).toBe("rejected");
    expect(stageAfter(["accepted", "ready-for-pickup"], lost("accepted"))).toBe("ready-for-pickup");
    expect(stageAfter(["corrected"], lost("accepted"))).toBe("corrected");
    expect(stageAfter(["corrected"], lost("accepted", "digest-1"))).toBe("accepted");
  });

  it("cannot skip a stage", () => {
    expect(after("handed-over").stage).toBe("received");
    expect(after("accepted", "handed-over").stage).toBe("accepted");
    expect(canFollow(after(), event("ready-for-pickup"))).toBe(false);
    expect(canFollow(after("accepted"), event("ready-for-pickup"))).toBe(true);
  });

  it("never changes once it is closed, whatever comes", () => {
    const kinds: readonly CaseEventKind[] = [
      "received",
      "corrected",
      "withdrawn",
      "accepted",
      "correction-asked",
      "ready-for-pickup",
      "handed-over",
      "rejected",
      "decided-before-restore",
      "put-back",
    ];
    const anyEvents = fc.array(fc.constantFrom(...kinds), { maxLength: 12 });
    fc.assert(
      fc.property(anyEvents, fc.constantFrom(...kinds), (history, next) => {
        const state = after(...history);
        const then = applyCaseEvent(state, event(next, 99));
        expect(isClosed(state.stage) ? then.stage : state.stage).toBe(state.stage);
        expect(then.answersVersion - state.answersVersion).toBe(
          then.late.length === state.late.length && (next === "corrected" || next === "put-back") ? 1 : 0,
        );
      }),
    );
  });
});

describe("who may do what", () => {
  it("is decided by stage and role", () => {
    expect(allowedActions(after(), "verifier")).toEqual(["accept", "ask-correction", "reject"]);
    expect(allowedActions(after(), "operator")).toEqual(["ask-correction"]);
    expect(allowedActions(after("accepted"), "operator")).toEqual(["ready-for-pickup"]);
    expect(allowedActions(after("withdrawn"), "admin")).toEqual([]);
  });

  it("offers no action whose event would not count", () => {
    const histories: readonly (readonly CaseEventKind[])[] = [
      [],
      ["corrected"],
      ["correction-asked"],
      ["accepted"],
      ["accepted", "ready-for-pickup"],
      ["rejected"],
      ["withdrawn"],
    ];
    for (const history of histories) {
      const state = after(...history);
      const possible = caseActions.filter((action) => canFollow(state, event(eventKindOf[action])));
      expect(allowedActions(state, "admin").toSorted()).toEqual(possible.toSorted());
      for (const role of roles) expect(possible).toEqual(expect.arrayContaining([...allowedActions(state, role)]));
    }
  });
});

describe("a stage in words", () => {
  it("never says less than what it is and promises nothing", () => {
    const stages: readonly Stage[] = [
      "received",
      "correction-asked",
      "corrected",
      "accepted",
      "ready-for-pickup",
      "handed-over",
      "rejected",
      "withdrawn",
    ];
    for (const stage of stages) expect(stageText(stage).sentence).toMatch(/\.$/);
    expect(stageText("correction-asked").toDo).toContain("balai desa");
  });
});
