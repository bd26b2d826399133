/** Who may do what with a case at the district office. */
import type { CaseEventKind } from "./case-event.ts";
import type { CaseState, Stage } from "./case-state.ts";

export const roles = ["operator", "verifier", "admin"] as const;
export type Role = (typeof roles)[number];

export const caseActions = ["accept", "ask-correction", "reject", "ready-for-pickup", "handed-over"] as const;
export type CaseAction = (typeof caseActions)[number];

/** Words on the buttons of the district. */
export const actionTexts: Readonly<Record<CaseAction, string>> = {
  accept: "Lengkap, proses",
  "ask-correction": "Minta perbaikan",
  reject: "Tolak",
  "ready-for-pickup": "Siap diambil",
  "handed-over": "Sudah diserahkan",
};

/** What an action adds to the case. */
export const eventKindOf = {
  accept: "accepted",
  "ask-correction": "correction-asked",
  reject: "rejected",
  "ready-for-pickup": "ready-for-pickup",
  "handed-over": "handed-over",
} as const satisfies Readonly<Record<CaseAction, CaseEventKind>>;

const ACTIONS_OF_STAGE: Readonly<Record<Stage, readonly CaseAction[]>> = {
  received: ["accept", "ask-correction", "reject"],
  corrected: ["accept", "ask-correction", "reject"],
  "correction-asked": ["accept", "ask-correction", "reject"],
  accepted: ["ready-for-pickup", "reject"],
  "ready-for-pickup": ["handed-over"],
  "handed-over": [],
  rejected: [],
  withdrawn: [],
};

/** Deciding is the verifier's; an operator asks back and hands over. The first account of an office is an admin and does both. */
const ACTIONS_OF_ROLE: Readonly<Record<Role, readonly CaseAction[]>> = {
  operator: ["ask-correction", "ready-for-pickup", "handed-over"],
  verifier: caseActions,
  admin: caseActions,
};

/** What `role` may do now, in the order of the buttons. */
export function allowedActions(state: CaseState, role: Role): readonly CaseAction[] {
  return ACTIONS_OF_STAGE[state.stage].filter((action) => ACTIONS_OF_ROLE[role].includes(action));
}
