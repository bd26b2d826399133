/** What a tablet that asks about a correction request may know: the answers the notice names, and the words of staff. */
import { toHex } from "../../base/bytes.ts";
import { summarise } from "../../domain/application/summary.ts";
import { findService } from "../../domain/configuration/configuration.ts";
import type { AnswerValue } from "../../domain/form/answer.ts";
import type { Notice } from "../../protocol/notice.ts";
import type { NamedFields } from "../../protocol/sealed-fields.ts";
import type { StorageTx } from "../storage/ports.ts";
import { targetName } from "./act.ts";
import type { CaseDistrict } from "./case-sink.ts";
import { cells, openFiling } from "./columns.ts";
import { readHistory } from "./events.ts";

/** Undefined when nothing was asked for, or when the case or its filing is not here (lost in a restore). */
export async function findNamedFields(
  tx: StorageTx,
  district: CaseDistrict,
  notice: Notice,
): Promise<NamedFields | undefined> {
  const row = notice.targets.length > 0 ? await tx.cases.find(notice.applicationId) : undefined;
  const opened = row && (await tx.cases.findOpened(notice.inEffect));
  if (!opened || toHex(opened.applicationId) !== toHex(notice.applicationId)) return undefined;
  const filing = await openFiling(district, cells.opened(opened.digest), opened.content);
  const { events } = await readHistory(tx, district, notice.applicationId);
  const asked = events.find((event) => event.kind === "correction-asked" && event.at === notice.at);
  const requests = asked?.kind === "correction-asked" ? asked.requests : [];
  const answers: Record<string, AnswerValue> = {};
  for (const { target } of notice.targets) {
    const id = target.startsWith(FIELD) ? target.slice(FIELD.length) : "";
    const answer = filing.answers[id];
    if (answer !== undefined) answers[id] = answer;
  }
  const service = findService(district.configuration, filing.serviceId);
  return {
    serviceId: filing.serviceId,
    configVersion: filing.configVersion,
    name: service ? summarise(service, filing.answers).applicantName : "",
    answers,
    words: Object.fromEntries(requests.map((request) => [targetName(request), request.text])),
  };
}

const FIELD = "field:";
