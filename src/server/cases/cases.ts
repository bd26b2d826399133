/** Cases as staff see them: lists, searches, one opened case. Reads only; decides nothing. */
import type { Bytes } from "../../base/bytes.ts";
import { toHex } from "../../base/bytes.ts";
import { textLettersMax } from "../../base/limits.ts";
import type { Result } from "../../base/result.ts";
import { villageCode } from "../../domain/areas/areas.ts";
import { checkFiling } from "../../domain/application/check-filing.ts";
import type { Attachment, Filing } from "../../domain/application/content.ts";
import type { Role } from "../../domain/case/allowed-actions.ts";
import { allowedActions } from "../../domain/case/allowed-actions.ts";
import type { CaseEvent } from "../../domain/case/case-event.ts";
import type { Stage } from "../../domain/case/case-state.ts";
import { isClosed } from "../../domain/case/case-state.ts";
import { isStage, stageText } from "../../domain/case/stage-text.ts";
import type { Problem } from "../../domain/form/problem.ts";
import { parseSlipCode } from "../../domain/slip/slip-code.ts";
import { priorities } from "../../protocol/entry.ts";
import type {
  CaseDetail,
  CaseHistoryItem,
  CaseList,
  CaseListItem,
  CasePhoto,
  CaseRemark,
} from "../../protocol/staff/staff-api.ts";
import { casesPerPage } from "../../protocol/staff/staff-api.ts";
import type { District } from "../district.ts";
import type { CaseFilter, CaseOrder, CasePlace, StorageTx } from "../storage/ports.ts";
import type { CaseRow } from "../storage/rows.ts";
import { targetName } from "./act.ts";
import { placeOf, placeToken } from "./case-place.ts";
import { cells, findFiling, nikIndex, openCell, openFiling, wordIndexes } from "./columns.ts";
import { readHistory } from "./events.ts";

export type CasePage = {
  /** Any of these; empty = all. */
  readonly stages: readonly Stage[];
  /** The place behind which the page begins; undefined = the first page. */
  readonly after: CasePlace | undefined;
  /** Slip code, NIK or words of a name, as somebody typed them; undefined = no search. */
  readonly query: string | undefined;
};

/** One page of the cases that match, in the order that {@link CaseList} tells. */
export async function listCases(district: District, { stages, after, query }: CasePage): Promise<CaseList> {
  const filters = await filtersOf(district, query);
  const order = orderOf(stages);
  const at = district.clock.now();
  return district.storage.transaction(async (tx) => {
    for (const filter of filters) {
      const counts = countsOf(await tx.cases.countByStage(filter));
      if (Object.keys(counts).length === 0) continue;
      const selected = stages.length === 0 ? filter : { ...filter, stages };
      // One more than is shown tells whether anything comes after.
      const rows = await tx.cases.list(selected, { order, limit: casesPerPage + 1, after });
      const shown = rows.slice(0, casesPerPage);
      const last = rows.length > casesPerPage ? shown.at(-1) : undefined;
      return {
        at,
        total: totalOf(counts, stages),
        stages: counts,
        items: await Promise.all(shown.map((row) => readItem(district, row))),
        next: last && placeToken(placeOf(last, order)),
      };
    }
    return { at, total: 0, stages: {}, items: [], next: undefined };
  });
}

/** What is open waits, so the longest waiting comes first; what is closed is looked up, so the newest does. */
function orderOf(stages: readonly Stage[]): CaseOrder {
  return stages.length > 0 && !stages.some(isClosed) ? "waiting" : "changed";
}

type StageCount = { readonly stage: string; readonly count: number };

function countsOf(rows: readonly StageCount[]): CaseList["stages"] {
  const counts: Partial<Record<Stage, number>> = {};
  for (const { stage, count } of rows) {
    const shown = shownStage(stage);
    counts[shown] = (counts[shown] ?? 0) + count;
  }
  return counts;
}

function totalOf(counts: CaseList["stages"], stages: readonly Stage[]): number {
  const counted = stages.length === 0 ? Object.values(counts) : stages.map((stage) => counts[stage] ?? 0);
  return counted.reduce((all, count) => all + count, 0);
}

/** A stage of a newer server is shown as the one that promises least. */
function shownStage(stage: string): Stage {
  return isStage(stage) ? stage : "received";
}

/** What a text may mean, the most exact meaning first. A name of nine letters may look like a slip code. */
async function filtersOf(district: District, query: string | undefined): Promise<readonly CaseFilter[]> {
  const typed = query?.trim() ?? "";
  if (typed === "") return [{}];
  if (typed.length > textLettersMax) return [];
  const filters: CaseFilter[] = [];
  const code = parseSlipCode(typed);
  if (code.ok) filters.push({ slipCode: code.value });
  const digits = typed.replaceAll(/[\s.]/g, "");
  if (/^\d{16}$/.test(digits)) filters.push({ nikIndex: await nikIndex(district, digits) });
  const words = await wordIndexes(district, [typed]);
  if (words.length > 0) filters.push({ words });
  return filters;
}

async function readItem(district: District, row: CaseRow): Promise<CaseListItem> {
  return listItem(district, row, await findFiling(district, cells.content(row.applicationId), row.content));
}

async function listItem(district: District, row: CaseRow, filing: Filing | undefined): Promise<CaseListItem> {
  const summary = await openCell(district, cells.summary(row.applicationId), row.summary);
  const isUrgent = row.priority === priorities.urgent;
  return {
    application: toHex(row.applicationId),
    slipCode: row.slipCode,
    village: villageCode(row.village) ?? "",
    serviceId: row.serviceId,
    name: textOfSummary(summary, "name") ?? "",
    subject: textOfSummary(summary, "subject"),
    stage: shownStage(row.stage),
    isUrgent,
    urgentReason: isUrgent ? filing?.urgent?.reason : undefined,
    missing: filing?.missing ?? [],
    receivedAt: row.receivedAt,
    changedAt: row.changedAt,
  };
}

function textOfSummary(summary: Result<unknown>, field: "name" | "subject"): string | undefined {
  const fields = summary.ok && typeof summary.value === "object" && summary.value !== null ? summary.value : {};
  const text: unknown = Reflect.get(fields, field);
  return typeof text === "string" ? text : undefined;
}

/** One opened case, for a member of staff of this role; undefined when the district has no such case. */
export function showCase(district: District, application: Bytes, role: Role): Promise<CaseDetail | undefined> {
  return district.storage.transaction(async (tx) => {
    const row = await tx.cases.find(application);
    if (!row) return undefined;
    const filing = await openFiling(district, cells.content(application), row.content);
    const { events, state } = await readHistory(tx, district, application);
    const entries = await tx.entries.listOfApplication(application);
    return {
      ...(await listItem(district, row, filing)),
      version: row.version,
      configVersion: filing.configVersion,
      answers: filing.answers,
      remarks: remarksOn(district, filing),
      photos: await photosOf(tx, filing),
      officer: filing.officer.name,
      filedAt: filing.filedAt,
      signedBy: filing.statement.signedBy,
      witness: filing.statement.witness?.name,
      phone: filing.phone,
      history: events.map((event) => historyItem(event, state.late.includes(event))),
      allowed: allowedActions(state, role),
      setAside: entries
        .filter((entry) => entry.standing === "set-aside")
        .map((entry) => ({ digest: toHex(entry.digest), reason: entry.reason ?? "" })),
    };
  });
}

/** Every photo of a filing, the signature's picture last. */
export function attachmentsOf(filing: Filing): readonly Attachment[] {
  const { signature } = filing.statement;
  return signature ? [...filing.attachments, signature] : filing.attachments;
}

async function photosOf(tx: StorageTx, filing: Filing): Promise<readonly CasePhoto[]> {
  const attachments = attachmentsOf(filing);
  const complete = new Set((await tx.blobs.findComplete(attachments.map(({ blob }) => blob))).map(toHex));
  return attachments.map(({ blob, requirementId, page, mime }) => {
    const hash = toHex(blob);
    return { hash, requirementId, page, mime, isHere: complete.has(hash) };
  });
}

/** Checked by the newest rules; as of the day it was filed. Nothing here blocks: people decide. */
function remarksOn(district: District, filing: Filing): readonly CaseRemark[] {
  const check = checkFiling(filing, district.configuration);
  const unclear = unclearPhotos(filing);
  if (!check) return unclear;
  const fields = check.questions.flatMap(({ questionId, errors, warnings }) => {
    const target = `field:${questionId}`;
    const remark = (isError: boolean) => (problem: Problem) => ({ target, text: problem.text, isError });
    return [...errors.map(remark(true)), ...warnings.map(remark(false))];
  });
  const documents = check.requirements.map(({ requirementId, text }) => ({
    target: `requirement:${requirementId}`,
    text,
    isError: true,
  }));
  return [...fields, ...documents, ...unclear];
}

/** The photos a village kept though its photo gate refused them, with the reason. */
function unclearPhotos({ attachments }: Filing): readonly CaseRemark[] {
  return attachments.flatMap(({ requirementId, page, note }) => {
    if (note === undefined) return [];
    const text = `Halaman ${page} kurang jelas di asalnya: ${note}`;
    return [{ target: `requirement:${requirementId}`, text, isError: false }];
  });
}

function historyItem(event: CaseEvent, isLate: boolean): CaseHistoryItem {
  return {
    kind: event.kind,
    at: event.at,
    by: "by" in event ? event.by : undefined,
    requests:
      event.kind === "correction-asked" || event.kind === "decided-before-restore"
        ? event.requests.map((request) => ({
            target: targetName(request),
            reasonTemplate: request.reasonTemplate,
            text: request.text,
          }))
        : [],
    text: textOf(event),
    isLate,
  };
}

function textOf(event: CaseEvent): string | undefined {
  switch (event.kind) {
    case "withdrawn":
      return event.reason;
    case "ready-for-pickup":
      return event.place;
    case "rejected":
      return event.text;
    case "decided-before-restore":
      return stageText(event.stage).label;
    default:
      return undefined;
  }
}
