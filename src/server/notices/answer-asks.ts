/**
 * Named fields of a correction request, for the tablet that asks: read from the case, sealed to the vault key of the
 * asking certificate, never more than the notice names (DESIGN §2).
 */
import type { Bytes } from "../../base/bytes.ts";
import { sealFields } from "../../crypto/envelopes.ts";
import type { Certificate } from "../../protocol/certificate.ts";
import type { Notice } from "../../protocol/notice.ts";
import { noticeBytesMax, parseNotice } from "../../protocol/notice.ts";
import type { SealedFields } from "../../protocol/reply.ts";
import type { NamedFields } from "../../protocol/sealed-fields.ts";
import { parseSigned } from "../../protocol/signed.ts";
import { findNamedFields } from "../cases/named-fields.ts";
import type { District } from "../district.ts";
import type { StorageTx } from "../storage/ports.ts";

/** Only for notices of the certificate's own village; what is not here is left out and may be asked for again. */
export async function answerAsks(
  tx: StorageTx,
  district: District,
  certificate: Certificate,
  asks: readonly Bytes[],
): Promise<readonly SealedFields[]> {
  const answers: SealedFields[] = [];
  const scope = { regency: district.regency, device: certificate.device };
  for (const ask of asks) {
    const row = await tx.notices.find(ask);
    const signed = row && row.village === certificate.village ? parseSigned(row.signed, noticeBytesMax) : undefined;
    const notice = signed?.ok === true ? parseNotice(signed.value.body) : undefined;
    const content = notice?.ok === true ? await readFields(tx, district, notice.value) : undefined;
    if (!content) continue;
    answers.push({
      notice: ask,
      sealed: await sealFields({ scope, notice: ask, content, vaultKey: certificate.vaultKey }),
    });
  }
  return answers;
}

/** A case that cannot be read is for people to look at; the rest of the reply must not wait for it (DESIGN §4.5). */
async function readFields(tx: StorageTx, district: District, notice: Notice): Promise<NamedFields | undefined> {
  try {
    return await findNamedFields(tx, district, notice);
  } catch (error) {
    district.log.error("fields-not-readable", { error: error instanceof Error ? error.name : "unknown" });
    return undefined;
  }
}
