/**
 * What the screen may ask of the worker: the whole door, as types. The kiosk imports these types only; comlink carries
 * the calls. Every method answers with a Result; nothing personal ever leaves the vault while it is locked.
 */
import type { Bytes } from "../base/bytes.ts";
import type { Result } from "../base/result.ts";
import type { Answers } from "../domain/form/answer.ts";
import type { Attachment } from "../domain/application/content.ts";
import type { Draft } from "../domain/draft/draft.ts";
import type { CounterApi } from "./counter-api.ts";
import type { LetterApi } from "./letter-api.ts";
import type { PhotoFault } from "./photo-gate.ts";
import type { FormsOf, PrintedForms } from "./print-forms.ts";

/** Whose tablet it is: the dotted code, and the words people read ("Desa Banjaran, Kec. Salem"). */
export type VillageName = { readonly code: string; readonly text: string };

/** How the tablet stands, readable without the vault. */
export type TabletState =
  | { readonly kind: "new" }
  /** Enrolled, no officer yet: the first one makes the vault. */
  | {
      readonly kind: "no-vault";
      readonly village: VillageName;
      /** Set when there were officers, and their names, PINs and drafts are gone with the browser's database. */
      readonly lost: { readonly entries: number } | undefined;
    }
  | {
      readonly kind: "locked";
      readonly village: VillageName;
      readonly officers: readonly OfficerName[];
      /** Milliseconds until the next PIN may be tried. */
      readonly waitMs: number;
    }
  | {
      readonly kind: "open";
      readonly village: VillageName;
      readonly officer: OfficerName;
      readonly officers: readonly OfficerName[];
    };

export type OfficerName = { readonly id: string; readonly name: string };

export type CheckName =
  | "opfs"
  | "strict-writes"
  | "persist"
  | "camera"
  | "locks"
  | "browser"
  | "time"
  | "background-sync"
  | "space";
export type TabletCheck = {
  readonly name: CheckName;
  readonly state: "good" | "weak" | "missing";
  /** For machines; the screen has the sentence. */
  readonly detail?: string;
};

/** One honest state per application, as the outbox shows it. Label is present only while the vault is open. */
export type OutboxItem = {
  readonly applicationId: string;
  readonly slipCode: string;
  readonly digest: string;
  readonly kind: "application" | "correction" | "withdrawal";
  readonly label:
    | {
        readonly name: string;
        readonly serviceId: string;
        readonly missing: readonly string[];
        readonly phone: string | undefined;
        readonly rt: string | undefined;
        readonly toldStage: string | undefined;
      }
    | undefined;
  readonly appendedAt: number;
  readonly state:
    | "saved" // on this tablet only
    | "sending-again" // a receipt fell with an epoch
    | "held" // the entry is there, photos follow
    | "complete" // the only green
    | "quarantined"
    | "erased";
  readonly photosMissing: number;
  /** Code of why the district has set it aside, where it said so. */
  readonly setAside: string | undefined;
  /** Lies in a saved file whose answer has not come: a hint, never a state. */
  readonly isInFile: boolean;
  readonly urgent: boolean;
  /** Newest stage of the district for this application, if a notice came. */
  readonly stage: string | undefined;
};

export type SyncStatus = {
  readonly unreceipted: number;
  readonly oldestUnreceiptedAt: number | undefined;
  readonly exchanging: boolean;
  /** District time of the last verified reply. */
  readonly lastReplyAt: number | undefined;
  /** "failed": the tablet's own storage did not do what was asked. */
  readonly lastOutcome: "never" | "ok" | "offline" | "portal" | "server" | "later" | "refused" | "failed";
  readonly clockOffsetMs: number | undefined;
  readonly keyWaitsForCertificate: boolean;
  /** So much or so old is unsent that it should travel on a USB stick. */
  readonly needsCourier: boolean;
};

/** Everything not received, as one file; nobody has it before it is saved somewhere. */
export type SavedFile = {
  readonly file: Blob;
  /** "loket-gununglarang-2026-11-24.loket" */
  readonly name: string;
  readonly entries: number;
  readonly blobs: number;
  /** Entries and blobs that the disk did not give. */
  readonly unreadable: number;
};

/** The answers to another tablet's file, to be brought back to it. */
export type RelayedFile = {
  readonly file: Blob;
  readonly name: string;
  /** False when the network went on the way. */
  readonly isWhole: boolean;
};

/** What a carried answer changed. */
export type ReplyTaken = {
  /** Entries that turned green by it. */
  readonly received: number;
  /** Entries the district put off; they are sent again. */
  readonly later: number;
  readonly damaged: boolean;
};

export type Slip = {
  /** Hex. */
  readonly applicationId: string;
  readonly code: string;
  readonly url: string;
  readonly serviceId: string;
  readonly name: string;
  readonly filedAt: number;
  readonly missing: readonly string[];
  readonly urgentReason: string | undefined;
  readonly state: OutboxItem["state"];
};

/** A scanned slip whose signature is not wrong. */
export type CheckedSlip = {
  readonly code: string;
  /** False where no key known here could say; the district will. */
  readonly isGenuine: boolean;
  readonly here: OutboxItem | undefined;
};

/** What the statement screen collected; the cross needs the officer as witness. */
export type SignedStatement = {
  readonly version: string;
  readonly signedBy: "signature" | "cross";
  /** PNG of the strokes; never a picture of a thumb. */
  readonly signaturePng: Bytes | undefined;
  readonly witness: OfficerName | undefined;
};

export type SentBack = {
  readonly noticeId: string;
  readonly applicationId: string;
  readonly slipCode: string;
  readonly stage: string;
  readonly at: number;
  readonly targets: readonly { readonly target: string; readonly template: string }[];
  /** Known once the district has sealed the named fields to this tablet's vault. */
  readonly fields:
    | {
        readonly serviceId: string;
        readonly name: string;
        readonly answers: Answers;
        readonly words: Readonly<Record<string, string>>;
      }
    | undefined;
};

/** An application whose vault copy still lives. */
export type Mendable = {
  readonly applicationId: string;
  readonly slipCode: string;
  readonly serviceId: string;
  readonly name: string;
  readonly filedAt: number;
};

export type Topic = "state" | "outbox" | "sync" | "drafts" | "notices" | "configuration";

export interface WorkerApi extends LetterApi, CounterApi {
  state(): Promise<TabletState>;
  enrol(code: string): Promise<Result<VillageName, string>>;
  checkTablet(cameraState: "good" | "weak" | "missing"): Promise<readonly TabletCheck[]>;

  createOfficer(name: string, pin: string): Promise<Result<OfficerName, string>>;
  /** Cold start and re-open alike; wrong PINs are counted on disk. `wait` carries the pause in `detail` as milliseconds. */
  unlock(
    officerId: string,
    pin: string,
  ): Promise<Result<OfficerName, "pin-wrong" | "wait" | "unknown-officer" | string>>;
  lock(): Promise<void>;
  /** Checks the open officer's PIN without changing anything: leaving the citizen's screens. */
  checkPin(pin: string): Promise<Result<true, "pin-wrong" | "wait" | string>>;

  /** The signed configuration as JSON text (public data), newest kept version, or one a draft names. */
  configuration(version?: number): Promise<Result<string, "config-missing">>;

  /** Before a form starts: is there room for all of it? Never asked of one under way. */
  admitForm(): Promise<Result<true, "tablet-full">>;
  listDrafts(): Promise<Result<readonly Draft[], "locked">>;
  /** Drafts under a vault whose key is gone: nobody can open them any more. */
  countLostDrafts(): Promise<number>;
  dropLostDrafts(): Promise<Result<true, "locked">>;
  saveDraft(draft: Draft): Promise<Result<true, "locked" | "storage-full" | string>>;
  dropDraft(id: string): Promise<Result<true, "locked">>;

  /**
   * Downscales, judges, re-encodes, encrypts at capture and flushes one picture; the clear bytes are forgotten. With `reason`
   * a picture that cannot be read well is kept all the same, and the reason is the attachment's `note`.
   */
  keepPhoto(
    input: Blob,
    requirementId: string,
    page: number,
    reason: string | undefined,
  ): Promise<
    Result<Attachment, PhotoFault | "photo-unreadable" | "photo-too-large" | "storage-full" | "locked" | string>
  >;
  /** A small clear preview of a kept photo, for the screen only. */
  previewPhoto(attachment: Attachment): Promise<Result<Blob, string>>;

  /** Seals, journals, commits, reads back. Only its success may be shown as "tersimpan". Idempotent by draft id. */
  submit(
    draftId: string,
    statement: SignedStatement,
  ): Promise<Result<Slip, "incomplete" | "storage-full" | "locked" | string>>;
  slip(applicationId: string): Promise<Result<Slip, string>>;
  /** Checks a scanned slip of this village and remembers the head it announces. */
  checkSlip(text: string): Promise<Result<CheckedSlip, string>>;

  outbox(): Promise<readonly OutboxItem[]>;
  syncStatus(): Promise<SyncStatus>;
  syncNow(): Promise<SyncStatus>;
  /** Everything not received as a file to be carried; it goes on being sent by network. */
  saveToFile(): Promise<Result<SavedFile, "nothing-to-save" | string>>;
  /** Sends another tablet's file over this tablet's network. */
  relayFile(file: File): Promise<Result<RelayedFile, "offline" | "server" | "not-a-courier-file">>;
  /** Takes in the district's answer to a saved file. */
  takeReplyFile(file: Blob): Promise<Result<ReplyTaken, string>>;
  /** One QR of such an answer: how many have been seen, or what the whole changed. */
  takeReplyFrame(text: string): Promise<Result<ReplyTaken | { readonly seen: number; readonly count: number }, string>>;
  /** The page has become visible: a good moment to send. */
  looked(): Promise<void>;
  sentBack(): Promise<readonly SentBack[]>;
  /** Starts a draft that corrects (from the vault copy within 48 h, or from a correction request's named fields). */
  startCorrection(applicationId: string): Promise<Result<Draft, "no-copy" | "locked" | string>>;
  withdraw(applicationId: string, reason: string): Promise<Result<Slip, string>>;
  /** Applications filed here whose vault copy still lives: "Ada yang salah". */
  /** Remembers that somebody was told of the stage an application has now. Failures: `locked`, `unknown-application`. */
  markTold(applicationId: string): Promise<Result<true, string>>;
  /** `watermark` stands across every page. */
  printForms(
    of: FormsOf,
    watermark: string | undefined,
  ): Promise<Result<PrintedForms, "no-copy" | "no-forms" | "locked" | string>>;
  mendable(): Promise<Result<readonly Mendable[], "locked">>;

  /** Called with what changed; screens then read again. */
  subscribe(onChange: (topic: Topic) => void): Promise<void>;
}
