/** Every door of the staff API and who may use it. A route that is not in this table does not exist. */
import type { Role } from "../../domain/case/allowed-actions.ts";
import { roles } from "../../domain/case/allowed-actions.ts";
import { staffPaths } from "../../protocol/staff/staff-api.ts";

export type StaffRoute = {
  readonly method: "GET" | "POST";
  /** With `:name` parameters. */
  readonly path: string;
  readonly roles: readonly Role[];
};

const everybody = roles;
/** A code lets a new tablet speak for a village. */
const trusted: readonly Role[] = ["verifier", "admin"];

export const staffRoutes = {
  me: { method: "GET", path: staffPaths.me, roles: everybody },
  configuration: { method: "GET", path: staffPaths.configuration, roles: everybody },
  /** Deciding them is writing into the regency's file: the admin's. */
  doubts: { method: "GET", path: staffPaths.doubts, roles: ["admin"] },
  health: { method: "GET", path: staffPaths.health, roles: everybody },
  healthEvents: { method: "GET", path: staffPaths.healthEvents, roles: everybody },
  device: { method: "GET", path: staffPaths.device, roles: everybody },
  /** Who may let in a tablet may let it send more. */
  raiseBudget: { method: "POST", path: staffPaths.deviceBudget, roles: trusted },
  /** …and knows whether it was seen to. */
  settleFork: { method: "POST", path: staffPaths.deviceForkSeen, roles: trusted },
  issueCode: { method: "POST", path: staffPaths.enrolmentCodes, roles: trusted },
  listCases: { method: "GET", path: staffPaths.cases, roles: everybody },
  searchCases: { method: "POST", path: staffPaths.cases, roles: everybody },
  showCase: { method: "GET", path: staffPaths.case, roles: everybody },
  showPhoto: { method: "GET", path: staffPaths.casePhoto, roles: everybody },
  /** Which action a role may take is decided with the case at hand (domain/case). */
  actOnCase: { method: "POST", path: staffPaths.caseActions, roles: everybody },
  setAside: { method: "GET", path: staffPaths.setAside, roles: everybody },
  lookAtSetAside: { method: "POST", path: staffPaths.setAsideLook, roles: everybody },
  /** Lets count what the machine would not. */
  reopenSetAside: { method: "POST", path: staffPaths.setAsideReopen, roles: trusted },
  /** Everything in a file proves itself: whoever is handed the stick may take it in. */
  importCourier: { method: "POST", path: staffPaths.courier, roles: everybody },
} as const satisfies Readonly<Record<string, StaffRoute>>;

export type StaffRouteId = keyof typeof staffRoutes;
