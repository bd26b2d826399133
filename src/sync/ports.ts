/**
 * What the sync engine needs of the world, and nothing else. The simulator swaps these for a seeded world; the tablet,
 * the service worker and the headless tablet put their own adapters behind them.
 */
import type { Bytes } from "../base/bytes.ts";
import type { Clock, Timer } from "../base/clock.ts";
import type { Random } from "../base/random.ts";
import type { Result } from "../base/result.ts";
import type { Cursor, LogHead } from "../protocol/bundle.ts";
import type { DeviceReport } from "../protocol/device-report.ts";
import type { BlobRef, EntryKind, SealedEntry } from "../protocol/entry.ts";
import type { Keyring } from "../protocol/keyring.ts";
import type { PublicKeyBytes } from "../protocol/keys.ts";
import type { Command, ReceiptState, WantedBlob } from "../protocol/reply.ts";

/** Where an entry stands between this tablet and the district. */
export type Custody = {
  /**
   * What this tablet knows of its sending. "new": no exchange has carried it. "unsure": one has, or its receipt fell
   * with an epoch; it is offered before it is sent again. "wanted": the district said that it lacks it; it is sent
   * without asking. "received": a verified receipt of the current epoch counts.
   */
  readonly delivery: "new" | "unsure" | "wanted" | "received";
  /** Undefined until a verified receipt came. One that fell with an epoch stays, with intake 0, beside "unsure". */
  readonly receipt:
    | {
        readonly state: ReceiptState;
        readonly counter: number;
        readonly intake: number;
        readonly epoch: number;
        /** District time of the reply that brought this state first, milliseconds. */
        readonly at: number;
        /** Why the district has set it aside; not there in rows of older versions. */
        readonly reason?: string;
      }
    | undefined;
  /** Safe once is safe for good (DESIGN §2). */
  readonly safe: boolean;
};

/** What the log says of an entry without its envelope. */
export type EntryMeta = {
  readonly digest: Bytes;
  readonly device: Bytes;
  readonly kind: EntryKind;
  readonly applicationId: Bytes;
  readonly logId: Bytes;
  readonly seq: number;
  readonly priority: number;
  /** Bytes of shared header, own header and envelope. */
  readonly size: number;
  readonly blobs: readonly BlobRef[];
  /** Claimed time of the append, milliseconds; for showing, never for order. */
  readonly appendedAt: number;
  readonly custody: Custody;
};

/** A whole entry with the journal signature that proves it without any living key. */
export type LoggedEntry = {
  readonly digest: Bytes;
  readonly device: Bytes;
  readonly entry: SealedEntry;
  readonly signature: Bytes;
};

/** What the tablet remembers of the district between exchanges. */
export type SyncState = {
  /** Grows with every change of this state: two senders without a lock notice each other by it. */
  readonly revision: number;
  readonly epoch: number;
  /** Last signed stand, as it came, to be shown back. */
  readonly stand: Bytes | undefined;
  readonly safeThrough: number;
  readonly cursor: Cursor;
  /** How far the district's changes of this device's entries are in here; kept with them, so that both fall back together. */
  readonly changesThrough?: Cursor | undefined;
  /** Signed keyring as it came. */
  readonly keyring: Bytes;
  /** Newest configuration the district has named; the worker fetches it when it holds an older one. */
  readonly configVersion: number;
  /** Blobs the district asked for, and from which byte on. What is put on the wire leaves this list. */
  readonly wantedBlobs: readonly WantedBlob[];
  /** Ids of notices still to be shown back since the epoch rose. */
  readonly noticesOwed: readonly Bytes[];
  /** Notices whose named fields shall be asked for. */
  readonly asks: readonly Bytes[];
  /** Signed certificates of the village's tablets, and the serial up to which they are known. */
  readonly neighbours: readonly Bytes[];
  readonly neighboursThrough: number;
  /** District time minus this tablet's clock at the last exchange, milliseconds. */
  readonly clockOffsetMs: number | undefined;
  /** District time of the last verified reply. */
  readonly lastReplyAt: number | undefined;
};

export type NoticeIn = {
  /** SHA-256 of the notice's body. */
  readonly id: Bytes;
  /** Signed notice as it came. */
  readonly signed: Bytes;
};

/** Everything one verified reply changes. Applied in one transaction or not at all. */
export type Changes = {
  readonly state: SyncState;
  /** New custody by full digest. */
  readonly custody: ReadonlyMap<string, Custody>;
  readonly notices: readonly NoticeIn[];
  readonly fields: readonly { readonly notice: Bytes; readonly sealed: Bytes }[];
  /** Scanned slips the district has been told of: no longer listed. */
  readonly slipsTold: readonly Bytes[];
};

/** What one exchange puts on the wire. */
export type Sent = {
  /** Full digests of the entries. */
  readonly digests: readonly Bytes[];
  /** Hashes of the blobs of which a part travels. */
  readonly blobs: readonly Bytes[];
};

/** The union of journal and database, with the custody of each entry. Keys of maps are lower-case hex digests. */
export interface LogPort {
  loadState(): Promise<SyncState>;
  /** Entries of which `isOutstanding` (custody.ts) says so, in no order. */
  listOutstanding(): Promise<readonly EntryMeta[]>;
  /** Entries not yet safe, whatever their receipt: offered again when an epoch rises. */
  listUnsafe(): Promise<readonly EntryMeta[]>;
  /** Entries by 16-byte digest prefix; unknown ones are left out. */
  findByPrefix(prefixes: readonly Bytes[]): Promise<readonly EntryMeta[]>;
  read(digest: Bytes): Promise<LoggedEntry | undefined>;
  /** Heads of the logs that still hold something not safe, newest last. */
  heads(): Promise<readonly LogHead[]>;
  /**
   * Remembers that these go on the wire: "new" and "wanted" entries are "unsure" from now on, and the blobs leave
   * `wantedBlobs` until a reply names them again. Raises the revision. Durable before the exchange begins.
   */
  markSent(sent: Sent): Promise<void>;
  /**
   * Keeps all changes in one strict transaction, when the stored revision is still that of `changes.state`; the state
   * is stored with a revision one higher. "outdated": nothing was kept, another sender was faster.
   */
  apply(changes: Changes): Promise<"applied" | "outdated">;
  /** Signed notices this tablet holds that a restored district may have lost: shown back when an epoch rises. */
  listNotices(): Promise<readonly NoticeIn[]>;
  /** Slips (protocol/slip, whole) scanned on this tablet of which the district was not told yet. */
  listSlips(): Promise<readonly Bytes[]>;
  /** Removes sealed copies of these entries for good. The engine has made sure that each is safe and old enough. */
  purge(digests: readonly Bytes[]): Promise<void>;
  /** Entries that are safe, with the district time of their receipt: what the engine may purge. */
  listSafe(): Promise<readonly EntryMeta[]>;
}

export interface BlobPort {
  /** Bytes [offset, offset + length) of a blob, or undefined when the tablet has no such blob. Shorter at its end. */
  read(hash: Bytes, offset: number, length: number): Promise<Bytes | undefined>;
}

export type ExchangeFailure =
  /** no connection, or it broke; `begun` = bytes of the request had left */
  | { readonly kind: "transport"; readonly begun: boolean }
  /** an HTTP status that is no success */
  | { readonly kind: "http"; readonly status: number };

export interface Transport {
  /**
   * Sends a bundle and gives the whole answer, unread and untrusted. Never throws. `onAnswer` is called when the answer
   * begins: from then on the other side lives.
   */
  exchange(
    bundle: readonly Bytes[],
    signal: AbortSignal,
    onAnswer: () => void,
  ): Promise<{ readonly ok: true; readonly body: Bytes } | ({ readonly ok: false } & ExchangeFailure)>;
}

export interface Signer {
  readonly device: Bytes;
  readonly signingKey: PublicKeyBytes;
  /** Signed certificate; undefined while this key waits for one. */
  readonly certificate: Bytes | undefined;
  /** Signature of `input` (already tagged) with the living key. */
  sign(input: Bytes): Promise<Bytes>;
}

export interface Verifier {
  readonly regency: string;
  /** True when `signature` over `input` was made by the key of that id in `ring`, used for signing and not revoked. */
  verifyDistrict(ring: Keyring, keyId: Bytes, input: Bytes, signature: Bytes): Promise<boolean>;
  /** Opens a signed keyring against the pinned root. */
  openKeyring(signed: Bytes): Promise<Result<Keyring, "malformed" | "signature-invalid">>;
  sha256(bytes: Bytes): Promise<Bytes>;
}

export interface Lock {
  /** Runs `work` while no other context of this origin does, or returns undefined at once when one does. */
  tryHold<T>(work: () => Promise<T>): Promise<T | undefined>;
}

/** How an exchange ended. */
export type ExchangeOutcome =
  /** A verified reply was applied. `left`: more to send at once; nothing; or something that does not move. */
  | { readonly kind: "ok"; readonly left: "more" | "nothing" | "stalled" }
  /** A verified reply was applied; the district takes the rest not before this time. */
  | { readonly kind: "later"; readonly ms: number }
  /** No connection, or it broke. */
  | { readonly kind: "offline"; readonly begun: boolean }
  /** An HTTP status that is no success: it says nothing about any entry. */
  | { readonly kind: "server"; readonly status: number }
  /** An answer that is no reply at all: a captive portal, a proxy's page, a cut body. */
  | { readonly kind: "portal" }
  /** A reply that does not count (who signed it, to which question, of which epoch), or one that refuses this tablet. */
  | { readonly kind: "refused"; readonly why: string }
  /** Another context of this origin is sending. */
  | { readonly kind: "busy" }
  /** The tablet's own storage failed; what was not kept is as it was before. */
  | { readonly kind: "failed"; readonly why: string };

/** Why a wait ended early. "online" and "tap" also forget earlier failures. */
export type WakeReason = "start" | "submit" | "tap" | "online" | "visible";

export interface WakeSource {
  /** Waits up to `ms`; a reason that came while nobody waited counts at once. Undefined: time is up, or aborted. */
  wait(ms: number, signal: AbortSignal): Promise<WakeReason | undefined>;
  /** Calls `listener` with every reason the moment it comes, also while nobody waits. One listener at a time. */
  onWake(listener: (reason: WakeReason) => void): void;
}

/** Called when something the officer may see has changed. Must not throw. */
export type SyncEvent =
  | { readonly kind: "exchange-started" }
  | { readonly kind: "exchange-finished"; readonly outcome: ExchangeOutcome }
  | { readonly kind: "changed" }
  /** Idempotent orders of the district, as often as it repeats them. */
  | { readonly kind: "commands"; readonly commands: readonly Command[] };

export interface Ports {
  readonly log: LogPort;
  readonly blobs: BlobPort;
  readonly transport: Transport;
  readonly signer: Signer;
  readonly verifier: Verifier;
  readonly lock: Lock;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly random: Random;
  /** Version of the configuration this tablet holds; 0 = none. */
  configVersion(): Promise<number>;
  /** The report for the next header, or undefined when nothing changed. */
  report(): Promise<DeviceReport | undefined>;
  notify(event: SyncEvent): void;
}
