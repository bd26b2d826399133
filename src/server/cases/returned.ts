/**
 * Decisions that a restore lost and villages brought back as signed notices: the case takes them, and of two corrections
 * the one a decision names counts, in whatever order they were opened (DESIGN §2, downlink). Runs inside a transaction.
 */
import type { Bytes } from "../../base/bytes.ts";
import { equalBytes, toHex } from "../../base/bytes.ts";
import type { CaseEvent, CorrectionRequest, DecidedStage } from "../../domain/case/case-event.ts";
import { decidedStages } from "../../domain/case/case-event.ts";
import { applyCaseEvent, isUndecided } from "../../domain/case/case-state.ts";
import { findService } from "../../domain/configuration/configuration.ts";
import type { Notice } from "../../protocol/notice.ts";
import { noticeBytesMax, parseNotice } from "../../protocol/notice.ts";
import { parseSigned } from "../../protocol/signed.ts";
import type { StorageTx } from "../storage/ports.ts";
import type { CaseRow, EntryRow, NoticeRow } from "../storage/rows.ts";
import { readTarget } from "./act.ts";
import type { CaseDistrict } from "./case-sink.ts";
import { filingColumns, rememberFiling } from "./case-sink.ts";
import { cells, openFiling } from "./columns.ts";
import { appendEvent, readHistory } from "./events.ts";

type Now = { readonly now: number };

/**
 * Lets the returned notices of one application have their effect: call when one came back, and when an entry of the
 * application was opened or set aside. Until what a notice names is here, it waits.
 */
export async function settleReturned(
  tx: StorageTx,
  district: CaseDistrict,
  applicationId: Bytes,
  { now }: Now,
): Promise<void> {
  const returned = (await tx.notices.listOfApplication(applicationId)).filter((row) => row.origin === "returned");
  if (returned.length === 0 || !(await tx.cases.find(applicationId))) return;
  const { events } = await readHistory(tx, district, applicationId);
  const taken = new Set(events.flatMap((event) => (event.kind === "decided-before-restore" ? [event.notice] : [])));
  for (const row of returned.toSorted((a, b) => a.at - b.at))
    if (!taken.has(toHex(row.id))) await takeDecision(tx, district, row, now);
}

async function takeDecision(tx: StorageTx, district: CaseDistrict, row: NoticeRow, now: number): Promise<void> {
  const [notice, found] = [readNotice(row), await tx.cases.find(row.applicationId)];
  const stage = decidedStages.find((known) => known === row.stage);
  if (!notice || !stage || found?.village !== notice.village) return;
  if (equalBytes(found.inEffect, notice.inEffect) || (await tx.cases.findOpened(notice.inEffect)))
    return addEvent(tx, district, found, decisionOf(district, found, row, notice, stage), now);
  const named = await tx.entries.find(notice.inEffect);
  if (named?.standing === "set-aside" && named.reason === "conflict") await putBack(tx, district, found, named, now);
}

function readNotice(row: NoticeRow): Notice | undefined {
  const signed = parseSigned(row.signed, noticeBytesMax);
  const notice = signed.ok ? parseNotice(signed.value.body) : undefined;
  return notice?.ok === true ? notice.value : undefined;
}

/** Codes only came back: the words of staff were sealed, and are asked for anew. */
function decisionOf(
  district: CaseDistrict,
  found: CaseRow,
  row: NoticeRow,
  notice: Notice,
  stage: DecidedStage,
): CaseEvent {
  const service = findService(district.configuration, found.serviceId);
  const requests = notice.targets.flatMap(({ target, template }): readonly CorrectionRequest[] => {
    const read = readTarget(target, service);
    return read ? [{ target: read, reasonTemplate: template, text: "" }] : [];
  });
  const digest = toHex(notice.inEffect);
  return { kind: "decided-before-restore", at: notice.at, digest, stage, requests, notice: toHex(row.id) };
}

async function addEvent(
  tx: StorageTx,
  district: CaseDistrict,
  row: CaseRow,
  event: CaseEvent,
  now: number,
): Promise<void> {
  const { applicationId } = row;
  const { state } = await readHistory(tx, district, applicationId);
  const position = row.version + 1;
  await appendEvent(tx, district, { applicationId, position, digest: null }, event);
  const { stage } = applyCaseEvent(state, event);
  await tx.cases.put({ ...row, stage, version: position, changedAt: Math.max(row.changedAt, now) });
}

/**
 * `named` was decided on and came second: what counted in its place becomes the conflict, and `named` is opened anew.
 * Only while the office has not decided again on the other one; then people decide.
 */
async function putBack(
  tx: StorageTx,
  district: CaseDistrict,
  row: CaseRow,
  named: EntryRow,
  now: number,
): Promise<void> {
  const { applicationId } = row;
  const opened = named.base && (await tx.cases.findOpened(named.base));
  const { state } = await readHistory(tx, district, applicationId);
  if (!named.base || !opened || !isUndecided(state.stage)) return;
  const yielding = followersOf(named.base, await tx.entries.listOfApplication(applicationId), named.digest);
  if (!yielding.some(({ digest }) => equalBytes(digest, row.inEffect))) return;
  for (const entry of yielding) {
    const reason = equalBytes(entry.base ?? named.digest, named.base) ? "conflict" : "base-set-aside";
    await tx.entries.change(entry.digest, { state: "quarantined", standing: "set-aside", reason });
  }
  const filing = await openFiling(district, cells.opened(named.base), opened.content);
  const columns = await filingColumns(district, applicationId, named.base, filing);
  await rememberFiling(tx, district, applicationId, named.base, filing);
  await addEvent(tx, district, { ...row, ...columns }, { kind: "put-back", at: now, digest: toHex(named.base) }, now);
  const isComplete = named.intake > 0;
  await tx.entries.change(named.digest, {
    state: isComplete ? "complete" : "held",
    standing: "unopened",
    reason: null,
  });
}

/** Opened entries that build on `base`, and on those; without the one that shall count. */
function followersOf(base: Bytes, entries: readonly EntryRow[], without: Bytes): readonly EntryRow[] {
  const found: EntryRow[] = [];
  const bases = new Set([toHex(base)]);
  for (let more = true; more;) {
    const next = entries.filter(
      (entry) =>
        entry.standing === "opened" &&
        entry.base !== null &&
        bases.has(toHex(entry.base)) &&
        !bases.has(toHex(entry.digest)) &&
        !equalBytes(entry.digest, without),
    );
    for (const entry of next) bases.add(toHex(entry.digest));
    found.push(...next);
    more = next.length > 0;
  }
  return found;
}
