/**
 * The ledger as the server sees it: what must survive every restore. Append first, act afterwards. Where it lies is
 * `file-ledger.ts`'s or the test's business; nothing in here is personal.
 */
import type { Bytes } from "../../base/bytes.ts";
import type { UnixMs } from "../../base/clock.ts";
import type { Certificate } from "../../protocol/certificate.ts";

export type HeadSource = "exchange" | "courier" | "slip" | "revocation";

/** How far a log has come, as somebody announced it. */
export type AnnouncedHead = {
  readonly device: Bytes;
  readonly logId: Bytes;
  readonly seq: number;
  /** First 8 bytes of the log's running hash. */
  readonly runningHash: Bytes;
  readonly source: HeadSource;
  /** District time, milliseconds. */
  readonly at: UnixMs;
};

export type LedgerRecord =
  | {
      readonly kind: "epoch";
      readonly epoch: number;
      readonly why: "first" | "restore" | "rollback-noticed";
      readonly at: UnixMs;
    }
  | { readonly kind: "keyring"; readonly number: number; readonly signed: Bytes; readonly at: UnixMs }
  /** A code spent: the certificates it made and the answer that is given again for the same key. */
  | {
      readonly kind: "enrolled";
      readonly codeHash: Bytes;
      readonly signingKeyId: Bytes;
      readonly certificates: readonly Bytes[];
      readonly answer: Bytes;
      readonly at: UnixMs;
      /** Other devices this tablet was before, by its older keys; not there in records of older versions. */
      readonly formerly?: readonly Bytes[];
    }
  | {
      readonly kind: "revoked";
      readonly serial: number;
      readonly reason: string;
      /** 16-byte prefixes of the device's entries held at that moment. */
      readonly held: readonly Bytes[];
      readonly at: UnixMs;
    }
  | {
      readonly kind: "erased";
      readonly digests: readonly Bytes[];
      readonly applicationIds: readonly Bytes[];
      readonly at: UnixMs;
    }
  | { readonly kind: "heads"; readonly heads: readonly AnnouncedHead[] };

/** A certificate of this district and whether it still counts. */
export type CertificateEntry = {
  readonly certificate: Certificate;
  /** As the district signed it. */
  readonly signed: Bytes;
  readonly signingKeyId: Bytes;
  /** District time of the revocation, or undefined. */
  readonly revokedAt: UnixMs | undefined;
};

export type Erasure = Extract<LedgerRecord, { readonly kind: "erased" }>;
export type Enrolled = Extract<LedgerRecord, { readonly kind: "enrolled" }>;

export type Ledger = {
  /** Takes in what another process on the same data folder has appended. Call before a decision. */
  refresh(): Promise<void>;
  /** Resolves when the records lie signed and synced on disk; only then may anything follow from them. */
  append(...records: readonly LedgerRecord[]): Promise<void>;
  /**
   * Appends what `decide` makes of the ledger while nobody else can append: for decisions that must happen once
   * (a code is spent, a serial is given, an epoch rises).
   */
  appendOnce<T>(
    decide: (now: LedgerState) => Promise<{ readonly records: readonly LedgerRecord[]; readonly value: T }>,
  ): Promise<T>;
  readonly state: LedgerState;
  close(): Promise<void>;
};

/** What the records add up to. Lookups by bytes; never undefined behaviour on a stranger's key. */
export type LedgerState = {
  readonly epoch: number;
  readonly serialMax: number;
  findBySigningKey(signingKeyId: Bytes): CertificateEntry | undefined;
  /** Villages a key may file for: those of all its certificates, because old entries keep the village they were filed in. */
  villagesOf(signingKeyId: Bytes): readonly number[];
  /**
   * By what right a certified key files in the name of a device; undefined: by none, nobody files in another device's
   * name. "formerly": the tablet was that device before it was enrolled as another, and its key waited meanwhile.
   */
  nameRight(signingKeyId: Bytes, device: Bytes): "certified" | "formerly" | undefined;
  /** Whether a certificate of this device was ever taken back. */
  isRevokedDevice(device: Bytes): boolean;
  findBySerial(serial: number): CertificateEntry | undefined;
  certificates(): readonly CertificateEntry[];
  /** Those ever issued for one village, revoked since or not. */
  certificatesOfVillage(village: number): readonly CertificateEntry[];
  /** What a spent code made, or undefined while it is not spent. */
  findSpentCode(codeHash: Bytes): Enrolled | undefined;
  /** Every erasure in the order it was written. */
  erasures(): readonly Erasure[];
  isErasedDigest(prefix: Bytes): boolean;
  isErasedApplication(applicationId: Bytes): boolean;
  /** Highest announced head of every log. */
  heads(): readonly AnnouncedHead[];
  /** District time when a log was first announced to reach `seq`, or undefined when nobody has said so. */
  announcedAt(device: Bytes, logId: Bytes, seq: number): UnixMs | undefined;
  findHead(device: Bytes, logId: Bytes): AnnouncedHead | undefined;
  /** Every place of a log that was announced as its head, with its running hash, ascending. */
  announcedPlaces(device: Bytes, logId: Bytes): readonly Pick<AnnouncedHead, "seq" | "runningHash">[];
  /** District time when two different heads were last announced for one place of a log of this device; 0 = never. */
  forkedAt(device: Bytes): UnixMs;
  /** Whether that was this very log. */
  isForkedLog(device: Bytes, logId: Bytes): boolean;
};
