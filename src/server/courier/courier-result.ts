/** What the district app is told of an import: numbers by village, and the answer to carry home. Nothing personal. */
import { toBase64Url } from "../../base/bytes.ts";
import { villageCode } from "../../domain/areas/areas.ts";
import type { CourierResult } from "../../protocol/staff/staff-api.ts";
import type { ImportedCourier } from "./import-courier.ts";

export function courierResult({ fates, reply, frames, promised, ...facts }: ImportedCourier): CourierResult {
  const villages = [...fates].map(([village, each]) => ({
    village: villageCode(village) ?? "",
    taken: each.get("taken") ?? 0,
    known: each.get("known") ?? 0,
    later: each.get("later") ?? 0,
    refused: each.get("refused") ?? 0,
  }));
  return {
    ...facts,
    villages: villages.filter(({ taken, known, later, refused }) => taken + known + later + refused > 0),
    promised: promised ?? null,
    reply: reply ? toBase64Url(reply) : null,
    frames: frames ?? [],
  };
}
