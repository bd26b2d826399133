/**
 * What the district's web app and its server say to each other: plain JSON behind a session cookie. Ids are hex, times
 * are district time in milliseconds, villages are dotted codes.
 */
import type { CaseAction, Role } from "../../domain/case/allowed-actions.ts";
import type { Stage } from "../../domain/case/case-state.ts";
import type { SteeringDoubt } from "../../domain/configuration/doubts.ts";
import type { Answers } from "../../domain/form/answer.ts";
import type { DeviceReport } from "../device-report.ts";

/** One list of paths; `:name` is a parameter. Every one answers 401 before it looks at anything else. */
export const staffPaths = {
  me: "/api/staff/me",
  configuration: "/api/staff/configuration",
  /** Rules whose sources disagree; for admins */
  doubts: "/api/staff/doubts",
  health: "/api/staff/health",
  healthEvents: "/api/staff/health/events",
  device: "/api/staff/devices/:device",
  deviceBudget: "/api/staff/devices/:device/budget",
  deviceForkSeen: "/api/staff/devices/:device/fork-seen",
  enrolmentCodes: "/api/staff/enrolment-codes",
  /** GET lists (?stage=&stage=…&after=); POST with {query} searches: what is searched for stays out of addresses and logs */
  cases: "/api/staff/cases",
  case: "/api/staff/cases/:application",
  casePhoto: "/api/staff/cases/:application/photos/:hash",
  caseActions: "/api/staff/cases/:application/actions",
  setAside: "/api/staff/set-aside",
  /** POST a courier file as it is */
  courier: "/api/staff/courier",
  setAsideReopen: "/api/staff/set-aside/reopen",
  setAsideLook: "/api/staff/set-aside/look",
} as const;

export type StaffMe = { readonly email: string; readonly name: string; readonly role: Role };

/** All there are, as they are served since the server's last start. */
export type DoubtList = { readonly doubts: readonly SteeringDoubt[] };

/**
 * What is known of a village, from announced heads against held entries. "never": no tablet enrolled. "current": nothing
 * announced is missing. "holding": so many are still on its tablets. "silent": not heard of for two working days.
 */
export type VillageState = "never" | "current" | "holding" | "silent";

export type VillageHealth = {
  readonly village: string;
  readonly state: VillageState;
  /** Announced entries that are not held. */
  readonly missing: number;
  /** Since when the oldest of them has been announced; what the tablet claims is in the device's report. */
  readonly oldestMissingSince: number | undefined;
  readonly lastSeenAt: number | undefined;
  readonly devices: readonly string[];
  /** A log with two entries for one place. */
  readonly isForked: boolean;
  /** A tablet of it was told to come later: it sends more than a village does. */
  readonly isUnusual: boolean;
};

/** Places of one log that the backup put in place does not hold. Ranges have both ends included. */
export type RestoreGap = {
  readonly village: string;
  readonly device: string;
  readonly log: string;
  readonly missing: readonly (readonly [number, number])[];
};

/** What has not come back since the last restore. */
export type AfterRestore = {
  readonly at: number;
  readonly takenAt: number;
  /** The backup was older than all that counted: tablets may have forgotten some of it, and then paper has to help. */
  readonly isOlder: boolean;
  readonly gaps: readonly RestoreGap[];
};

/** Something the district held and its disk has spoilt. */
export type Damage = {
  readonly kind: "entry" | "blob";
  readonly name: string;
  readonly village: string;
  readonly device: string;
  readonly seq: number;
};

/** The last reading of everything held. What has come back since is left out. */
export type ScrubReport = {
  readonly at: number;
  readonly isDatabaseSound: boolean;
  readonly damages: readonly Damage[];
};

export type RegencyHealth = {
  readonly scrub: ScrubReport | undefined;
  readonly afterRestore: AfterRestore | undefined;
  readonly at: number;
  readonly villages: readonly VillageHealth[];
  readonly entriesToday: number;
  readonly quarantined: number;
  readonly waitingForPhotos: number;
  /** District time of the newest verified backup. */
  readonly lastVerifiedBackupAt: number | undefined;
  readonly recoveryIsVerified: boolean;
  /** False: only the reserve of the server's disk is left, and tablets are told to come later. */
  readonly hasRoom: boolean;
};

export type LogGap = {
  readonly log: string;
  readonly announced: number;
  readonly held: number;
  /** Missing places as ranges, both ends included. */
  readonly missing: readonly (readonly [number, number])[];
};

/** What a tablet may send in a day, and has sent. A revoked one has one small budget for good. */
export type DeviceBudget = {
  readonly entries: number;
  readonly entriesMax: number;
  readonly bytes: number;
  readonly bytesMax: number;
  /** Entries that found no room and come later. */
  readonly deferred: number;
  /** Set while staff let it send more. */
  readonly raise: { readonly until: number; readonly by: string } | undefined;
};

export type DeviceDetail = {
  readonly budget: DeviceBudget;
  readonly isUnusual: boolean;
  readonly device: string;
  readonly village: string;
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
  readonly report: DeviceReport;
  readonly reportAt: number;
  readonly clockDriftMs: number;
  readonly isRevoked: boolean;
  readonly isForked: boolean;
  readonly logs: readonly LogGap[];
  readonly entriesHeld: number;
};

export type IssuedCode = { readonly code: string; readonly village: string; readonly expiresAt: number };

export type CaseListItem = {
  readonly application: string;
  readonly slipCode: string;
  readonly village: string;
  readonly serviceId: string;
  /** The applicant. */
  readonly name: string;
  /** Whom the document is for, where it is somebody else. */
  readonly subject: string | undefined;
  readonly stage: Stage;
  readonly isUrgent: boolean;
  /** Why, in the words of the village. */
  readonly urgentReason: string | undefined;
  /** Requirements filed as "berkas kurang" that no correction has brought since. */
  readonly missing: readonly string[];
  readonly receivedAt: number;
  readonly changedAt: number;
};

/**
 * One page of {@link casesPerPage}. While every stage asked for is open: urgent first, then what waits longest; a list with
 * closed cases in it begins with the newest change.
 */
export type CaseList = {
  readonly at: number;
  /** All that match, of the stages asked for. */
  readonly total: number;
  /** All that match in each stage that has any, asked for or not. */
  readonly stages: Readonly<Partial<Record<Stage, number>>>;
  readonly items: readonly CaseListItem[];
  /** Send it as `after` for the next page; undefined = this is the last one. */
  readonly next: string | undefined;
};
export const casesPerPage = 25;

export type CasePhoto = {
  readonly hash: string;
  readonly requirementId: string;
  readonly page: number;
  readonly mime: string;
  /** False while the blob has not arrived: "menunggu foto" is a normal state. */
  readonly isHere: boolean;
};

export type CaseHistoryItem = {
  readonly kind: string;
  readonly at: number;
  /** Staff name, or undefined for what came from the village. */
  readonly by: string | undefined;
  readonly requests: readonly { readonly target: string; readonly reasonTemplate: string; readonly text: string }[];
  readonly text: string | undefined;
  /** It came when it could no longer count, and changed nothing. */
  readonly isLate: boolean;
};

/** What a check of the answers has to say: an error that the tablet should not have let pass, or a doubt. */
export type CaseRemark = {
  /** "field:child.name" or "requirement:kk" */
  readonly target: string;
  readonly text: string;
  readonly isError: boolean;
};

export type CaseDetail = CaseListItem & {
  /** Sent back with an action: the server refuses when somebody was faster. */
  readonly version: number;
  readonly configVersion: number;
  readonly answers: Answers;
  readonly remarks: readonly CaseRemark[];
  readonly photos: readonly CasePhoto[];
  readonly officer: string;
  readonly filedAt: number;
  readonly signedBy: "signature" | "cross";
  readonly witness: string | undefined;
  readonly phone: string | undefined;
  readonly history: readonly CaseHistoryItem[];
  readonly allowed: readonly CaseAction[];
  /** Entries of this application that people have to look at. */
  readonly setAside: readonly { readonly digest: string; readonly reason: string }[];
};

export type CaseActionRequest =
  | { readonly version: number; readonly action: "accept" | "handed-over" }
  | { readonly version: number; readonly action: "ready-for-pickup"; readonly place: string }
  | {
      readonly version: number;
      readonly action: "ask-correction";
      /** "field:child.name" or "requirement:kk" */
      readonly requests: readonly { readonly target: string; readonly reasonTemplate: string; readonly text: string }[];
    }
  | { readonly version: number; readonly action: "reject"; readonly reasonTemplate: string; readonly text: string };

/** What an import of a courier file came to. */
export type CourierResult = {
  readonly villages: readonly {
    readonly village: string;
    readonly taken: number;
    /** Held before. */
    readonly known: number;
    /** Put off: a daily budget, a key without certificate, a full disk. */
    readonly later: number;
    /** Not proven. */
    readonly refused: number;
  }[];
  /** Entries the file says were put into it; null when its beginning is broken. */
  readonly promised: number | null;
  readonly withoutPhotos: number;
  readonly quarantined: number;
  /** The office's disk is full: the rest was not taken. */
  readonly isFull: boolean;
  /** Bundles of which nothing could be believed. */
  readonly refusedBundles: number;
  readonly damagedBytes: number;
  /** False when its end is missing. */
  readonly isWhole: boolean;
  /** The file to carry back, in base64url; null when nobody is to be answered. */
  readonly reply: string | null;
  /** Its receipts as texts of QR codes; empty when they are too many. */
  readonly frames: readonly string[];
};
