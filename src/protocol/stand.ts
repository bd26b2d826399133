/**
 * The stand: what the district says of itself in every reply, signed on its own so that a tablet can show it back.
 * From it a rollback nobody announced is noticed (DESIGN §2, epoch and safe).
 */
import type { Bytes } from "../base/bytes.ts";
import type { Result } from "../base/result.ts";
import { asBytes, asList, asUint, encodeCbor, parseCbor } from "./cbor.ts";

export const intakeHashBytes = 16;
export const noticeHashBytes = 8;
export const standBytesMax = 256;
const counterMax = Number.MAX_SAFE_INTEGER;

/** How far the stream of a village has been told. */
export type NoticeHead = {
  /** Ten digits as a number. */
  readonly village: number;
  /** Notices up to here; 0 = none. */
  readonly position: number;
  /** First 8 bytes of h(position), h(n) = SHA-256(h(n-1) ‖ notice id(n)), h(0) = 32 zeros. */
  readonly hash: Bytes;
};

export type Stand = {
  /** Rises at every restore; replies of an older epoch are ignored. */
  readonly epoch: number;
  /** Highest intake number given. */
  readonly intake: number;
  /** Running hash over the intake order: h(n) = SHA-256(h(n-1) ‖ digest)[0..16], h(0) = zeros. */
  readonly intakeHash: Bytes;
  /** Up to this intake number every restorable backup generation holds entries and blobs; 0 = none. */
  readonly safeThrough: number;
  /** District time, milliseconds. */
  readonly time: number;
  /** The stream told to the tablet that this stand was made for; absent where none was told, and before this field existed. */
  readonly notices?: NoticeHead;
};

/** The body that the district signs under `tags.stand`. */
export function encodeStand(stand: Stand): Bytes {
  const { epoch, intake, intakeHash, safeThrough, time, notices } = stand;
  const head = notices ? [[notices.village, notices.position, notices.hash]] : [];
  return encodeCbor([epoch, intake, intakeHash, safeThrough, time, ...head]);
}

/** Failure: `malformed`. */
export function parseStand(body: Uint8Array): Result<Stand, "malformed"> {
  return parseCbor(body, (value) => {
    const [epoch, intake, intakeHash, safeThrough, time, notices] = asList(value, 5, "stand");
    return {
      epoch: asUint(epoch, counterMax, "epoch"),
      intake: asUint(intake, counterMax, "intake"),
      intakeHash: asBytes(intakeHash, intakeHashBytes, "intake hash"),
      safeThrough: asUint(safeThrough, counterMax, "safe through"),
      time: asUint(time, counterMax, "time"),
      ...(notices === undefined ? {} : { notices: readNoticeHead(notices) }),
    };
  });
}

function readNoticeHead(value: unknown): NoticeHead {
  const [village, position, hash] = asList(value, 3, "notice head");
  return {
    village: asUint(village, 9_999_999_999, "village"),
    position: asUint(position, counterMax, "position"),
    hash: asBytes(hash, noticeHashBytes, "notice hash"),
  };
}
