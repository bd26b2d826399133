/**
 * Named fields of a correction request, for the tablet that asks: read from the case, sealed to the vault key of the
 * asking certificate, never more than the notice names (DESIGN §2).
 */
import type { Bytes } from "../../base/bytes.ts";
import type { Certificate } from "../../protocol/certificate.ts";
import type { SealedFields } from "../../protocol/reply.ts";
import type { District } from "../district.ts";
import type { StorageTx } from "../storage/ports.ts";

export async function answerAsks(
  _tx: StorageTx,
  _district: District,
  _certificate: Certificate,
  _asks: readonly Bytes[],
): Promise<readonly SealedFields[]> {
  return [];
}
