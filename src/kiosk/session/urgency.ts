/** What may make an application urgent, as the regency lists it, and where a visit goes when its papers are done. */
import type { CodeList, Configuration } from "../../domain/configuration/configuration.ts";
import { findCodeList } from "../../domain/configuration/configuration.ts";
import type { Draft } from "../../domain/draft/draft.ts";
import type { SummaryRow } from "../../ui/paper/summary-list.tsx";
import type { OpenVisit } from "./visit.ts";

/** No code of the list. */
export const notUrgent = "none";
/** The last of the list: said in one's own words. */
export const otherNeed = "5";
const listId = "kebutuhan_mendesak";

/** The needs a regency lists; none in a configuration of before this question, which then is not asked. */
export function needsOf(config: Configuration): CodeList["items"] {
  return findCodeList(config, listId)?.items ?? [];
}

/** Asked of what is filed, once; a correction keeps what its application said. */
export function asksUrgency({ draft, config }: Pick<OpenVisit, "draft" | "config">): boolean {
  return draft.correctionOf === undefined && needsOf(config).length > 0;
}

/** What was said, as a row to check. */
export function urgencyRow({ urgent }: Draft): SummaryRow {
  return { key: "urgent", label: "Dibutuhkan segera", value: urgent?.reason ?? "Tidak" };
}
