/**
 * A notice: what the district tells a village about one application. In clear only stage, codes and dates; whatever is
 * personal travels as named fields, sealed to the vault of the tablet that asks. Its identity is its hash.
 */
import type { Bytes } from "../base/bytes.ts";
import type { Result } from "../base/result.ts";
import { asBytes, asList, asListOf, asText, asUint, encodeCbor, parseCbor } from "./cbor.ts";
import { applicationIdBytes, digestBytes } from "./entry.ts";

const noticeVersion = 1;
export const noticeBytesMax = 4096;
const targetsMax = 64;
const codeMax = 80;

/** One thing to mend: a field ("field:child-name") or a requirement ("requirement:kk"), and the reason's template. */
export type NoticeTarget = { readonly target: string; readonly template: string };

export type Notice = {
  /** Ten-digit code of the village whose stream this is in. */
  readonly village: number;
  readonly applicationId: Bytes;
  /** Digest of the entry in effect when the district decided. */
  readonly inEffect: Bytes;
  /** Stage of the case, a code of domain/case. */
  readonly stage: string;
  readonly targets: readonly NoticeTarget[];
  /** District time, milliseconds. */
  readonly at: number;
};

/** The body that the district signs under `tags.notice`; its SHA-256 is the notice's id. */
export function encodeNotice(notice: Notice): Bytes {
  return encodeCbor([
    noticeVersion,
    notice.village,
    notice.applicationId,
    notice.inEffect,
    notice.stage,
    notice.targets.map((target) => [target.target, target.template]),
    notice.at,
  ]);
}

/** Failure: `malformed`. */
export function parseNotice(body: Uint8Array): Result<Notice, "malformed"> {
  return parseCbor(body, (value) => {
    const [, village, applicationId, inEffect, stage, targets, at] = asList(value, 7, "notice");
    return {
      village: asUint(village, 9_999_999_999, "village"),
      applicationId: asBytes(applicationId, applicationIdBytes, "application id"),
      inEffect: asBytes(inEffect, digestBytes, "in effect"),
      stage: asText(stage, codeMax, "stage"),
      targets: asListOf(targets, targetsMax, "targets", (target) => {
        const [name, template] = asList(target, 2, "target");
        return { target: asText(name, codeMax, "target"), template: asText(template, codeMax, "template") };
      }),
      at: asUint(at, Number.MAX_SAFE_INTEGER, "at"),
    };
  });
}
