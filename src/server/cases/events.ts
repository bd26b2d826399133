/** The events of a case as rows: encrypted, numbered, read back as domain events. Knows nothing of who caused them. */
import * as v from "valibot";
import { assert } from "../../base/assert.ts";
import type { Bytes } from "../../base/bytes.ts";
import type { CaseEvent, CorrectionRequest } from "../../domain/case/case-event.ts";
import { decidedStages } from "../../domain/case/case-event.ts";
import type { CaseState } from "../../domain/case/case-state.ts";
import { reduceCase } from "../../domain/case/case-state.ts";
import type { StorageTx } from "../storage/ports.ts";
import type { CaseEventRow } from "../storage/rows.ts";
import type { ColumnKeeper } from "./columns.ts";
import { cells, closeCell, openCell } from "./columns.ts";

const entered = { at: v.number(), digest: v.string() };
const decided = { at: v.number(), by: v.string() };

const request = v.object({
  target: v.object({ kind: v.picklist(["field", "requirement"]), id: v.string() }),
  reasonTemplate: v.string(),
  text: v.string(),
}) satisfies v.GenericSchema<unknown, CorrectionRequest>;

const caseEvent = v.variant("kind", [
  v.object({ kind: v.literal("received"), ...entered }),
  v.object({ kind: v.literal("corrected"), ...entered }),
  v.object({ kind: v.literal("withdrawn"), ...entered, reason: v.string() }),
  v.object({ kind: v.literal("accepted"), ...decided }),
  v.object({ kind: v.literal("correction-asked"), ...decided, requests: v.array(request) }),
  v.object({ kind: v.literal("ready-for-pickup"), ...decided, place: v.string() }),
  v.object({ kind: v.literal("handed-over"), ...decided }),
  v.object({ kind: v.literal("rejected"), ...decided, reasonTemplate: v.string(), text: v.string() }),
  v.object({
    kind: v.literal("decided-before-restore"),
    ...entered,
    stage: v.picklist(decidedStages),
    requests: v.array(request),
    notice: v.string(),
  }),
  v.object({ kind: v.literal("put-back"), ...entered }),
]) satisfies v.GenericSchema<unknown, CaseEvent>;

/** The events of a case, oldest first, and what they add up to. Throws when a cell was tampered with. */
export type CaseHistory = { readonly events: readonly CaseEvent[]; readonly state: CaseState };

/** Reads the history of a case that exists. */
export async function readHistory(tx: StorageTx, keeper: ColumnKeeper, applicationId: Bytes): Promise<CaseHistory> {
  const rows = await tx.cases.events(applicationId);
  const events = await Promise.all(rows.map((row) => readEvent(keeper, row)));
  return { events, state: reduceCase(events) };
}

/** Appends an event at `position` (1, 2, 3 … within the case); `digest` is the entry it came from. */
export async function appendEvent(
  tx: StorageTx,
  keeper: ColumnKeeper,
  at: { readonly applicationId: Bytes; readonly position: number; readonly digest: Bytes | null },
  event: CaseEvent,
): Promise<void> {
  const body = await closeCell(keeper, cells.event(at.applicationId, at.position), event);
  await tx.cases.appendEvent({ ...at, kind: event.kind, at: event.at, body });
}

async function readEvent(keeper: ColumnKeeper, row: CaseEventRow): Promise<CaseEvent> {
  const value = await openCell(keeper, cells.event(row.applicationId, row.position), row.body);
  const event = v.safeParse(caseEvent, value.ok ? value.value : undefined);
  assert(event.success, "an event lies in its own cell");
  return event.output;
}
