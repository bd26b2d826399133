/**
 * What an opened entry does to its case: begins it, corrects it, withdraws it. Whatever cannot have its effect is named
 * for people, and nothing is lost by it. Runs inside the transaction of whoever opened the entry.
 */
import type { Bytes } from "../../base/bytes.ts";
import { equalBytes, toHex } from "../../base/bytes.ts";
import { applyCorrection } from "../../domain/application/apply-correction.ts";
import type { Content, Correction, Filing } from "../../domain/application/content.ts";
import { summarise } from "../../domain/application/summary.ts";
import type { CaseEvent } from "../../domain/case/case-event.ts";
import { applyCaseEvent, canFollow } from "../../domain/case/case-state.ts";
import { findService } from "../../domain/configuration/configuration.ts";
import { slipCode } from "../../domain/slip/slip-code.ts";
import type { District } from "../district.ts";
import type { StorageTx } from "../storage/ports.ts";
import type { CaseRow, EntryRow } from "../storage/rows.ts";
import { cells, closeCell, nikIndex, openFiling, wordIndexes } from "./columns.ts";
import type { SetAsideReason } from "../../protocol/staff/set-aside.ts";
import { appendEvent, readHistory } from "./events.ts";

export type CaseEffect =
  | { readonly kind: "done" }
  /** Its base is not in effect yet. */
  | { readonly kind: "waiting" }
  | { readonly kind: "set-aside"; readonly reason: SetAsideReason };

export type CaseDistrict = Pick<District, "regency" | "keys" | "random" | "configuration">;

const DONE: CaseEffect = { kind: "done" };

/** Lets an opened, validated entry have its effect on its case. */
export async function takeIntoCase(
  tx: StorageTx,
  district: CaseDistrict,
  entry: EntryRow,
  content: Content,
): Promise<CaseEffect> {
  const found = await tx.cases.find(entry.applicationId);
  if (content.kind === "application") return found ? setAside("contested") : beginCase(tx, district, entry, content);
  if (!found) return { kind: "waiting" };
  if (found.village !== entry.village) return setAside("other-village");
  const base = entry.base && (await judgeBase(tx, found, entry.base));
  if (base !== "in-effect") return base ?? { kind: "waiting" };
  const eventOf = (at: number): CaseEvent => {
    const digest = toHex(entry.digest);
    return content.kind === "correction"
      ? { kind: "corrected", at, digest }
      : { kind: "withdrawn", at, digest, reason: content.reason };
  };
  return continueCase(tx, district, entry, found, { event: eventOf(entry.receivedAt), content });
}

/** The first entry that built on a base counts; of any other people decide (DESIGN §2). */
async function judgeBase(tx: StorageTx, row: CaseRow, base: Bytes): Promise<"in-effect" | CaseEffect> {
  if (equalBytes(base, row.inEffect)) return "in-effect";
  if (await tx.cases.findOpened(base)) return setAside("conflict");
  const { standing } = (await tx.entries.find(base)) ?? { standing: "unopened" };
  if (standing === "set-aside") return setAside("base-set-aside");
  // It was opened and changed no answers: a withdrawal, or a correction that came too late.
  return standing === "opened" ? setAside("conflict") : { kind: "waiting" };
}

async function beginCase(tx: StorageTx, district: CaseDistrict, entry: EntryRow, filing: Filing): Promise<CaseEffect> {
  const { applicationId, digest, village, priority, receivedAt } = entry;
  await tx.cases.put({
    applicationId,
    slipCode: slipCode(applicationId),
    village,
    serviceId: filing.serviceId,
    stage: "received",
    priority,
    version: 1,
    receivedAt,
    changedAt: receivedAt,
    ...(await filingColumns(district, applicationId, digest, filing)),
  });
  await rememberFiling(tx, district, applicationId, digest, filing);
  const event: CaseEvent = { kind: "received", at: receivedAt, digest: toHex(digest) };
  await appendEvent(tx, district, { applicationId, position: 1, digest }, event);
  return DONE;
}

type Continuation = { readonly event: CaseEvent; readonly content: Correction | Exclude<Content, Filing | Correction> };

/** What comes too late changes nothing but is kept in the history, for people to see (domain/case: `late`). */
async function continueCase(
  tx: StorageTx,
  district: CaseDistrict,
  entry: EntryRow,
  row: CaseRow,
  { event, content }: Continuation,
): Promise<CaseEffect> {
  const { applicationId, digest } = entry;
  const { state } = await readHistory(tx, district, applicationId);
  const counts = canFollow(state, event);
  const position = row.version + 1;
  await appendEvent(tx, district, { applicationId, position, digest }, event);
  const next = { ...row, version: position, changedAt: entry.receivedAt, stage: applyCaseEvent(state, event).stage };
  if (!counts || content.kind !== "correction") {
    await tx.cases.put(next);
    return DONE;
  }
  const before = await openFiling(district, cells.content(applicationId), row.content);
  const filing = applyCorrection(before, content);
  await tx.cases.put({ ...next, ...(await filingColumns(district, applicationId, digest, filing)) });
  await rememberFiling(tx, district, applicationId, digest, filing);
  return DONE;
}

/** The columns of a case that follow from the filing in effect. */
export async function filingColumns(district: CaseDistrict, applicationId: Bytes, digest: Bytes, filing: Filing) {
  const { name, subject, nik } = personOf(district, filing);
  return {
    inEffect: digest,
    summary: await closeCell(district, cells.summary(applicationId), { name, subject }),
    content: await closeCell(district, cells.content(applicationId), filing),
    nikIndex: await nikIndex(district, nik),
  };
}

/** Keeps a filing by the entry that made it, and the words it is found by. */
export async function rememberFiling(
  tx: StorageTx,
  district: CaseDistrict,
  applicationId: Bytes,
  digest: Bytes,
  filing: Filing,
) {
  const content = await closeCell(district, cells.opened(digest), filing);
  await tx.cases.putOpened({ digest, applicationId, content });
  await tx.cases.putWords(applicationId, await wordIndexes(district, personOf(district, filing).names));
}

type Person = {
  readonly name: string;
  readonly subject: string | undefined;
  readonly names: readonly string[];
  readonly nik: string;
};

/** Who a list shows and a search finds. Of a service nobody here knows the case is still shown, without a name. */
function personOf(district: Pick<District, "configuration">, filing: Filing): Person {
  const service = findService(district.configuration, filing.serviceId);
  if (!service) return { name: "", subject: undefined, names: [], nik: "" };
  const { applicantName, subjectName } = summarise(service, filing.answers);
  const nik = filing.answers[service.roles.applicantNik];
  const names = [applicantName, subjectName ?? ""].filter((name) => name !== "");
  return { name: applicantName, subject: subjectName, names, nik: typeof nik === "string" ? nik : "" };
}

function setAside(reason: SetAsideReason): CaseEffect {
  return { kind: "set-aside", reason };
}
