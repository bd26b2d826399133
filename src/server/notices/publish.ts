/** A decision of the district becomes a signed notice in its village's stream. Holds no personal data: stage, codes, dates. */
import type { Bytes } from "../../base/bytes.ts";
import { noticeId } from "../../crypto/hash.ts";
import type { Notice } from "../../protocol/notice.ts";
import { encodeNotice } from "../../protocol/notice.ts";
import { encodeSigned } from "../../protocol/signed.ts";
import { tags } from "../../protocol/tags.ts";
import type { District } from "../district.ts";
import { signAsDistrict } from "../keys/keys.ts";
import type { StorageTx } from "../storage/ports.ts";

/** Appends the notice in the caller's transaction. Gives its id (32 bytes) and its place in the stream. */
export async function publishNotice(
  tx: StorageTx,
  district: Pick<District, "regency" | "keys">,
  notice: Notice,
): Promise<{ readonly id: Bytes; readonly position: number }> {
  const body = encodeNotice(notice);
  const id = await noticeId(body);
  const signed = encodeSigned(await signAsDistrict(district, tags.notice, body));
  const { village, applicationId, stage, at } = notice;
  const position = await tx.notices.append({ id, village, applicationId, stage, signed, at, origin: "published" });
  return { id, position };
}
