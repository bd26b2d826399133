/** The outbox: one honest state per entry, from its custody and nothing else. Names only while the vault is open. */
import { toHex } from "../base/bytes.ts";
import { courierAfterMs, courierEntriesMin, courierSilentMs, outboxEntriesMax } from "../base/limits.ts";
import { formatSlipCode, slipCode } from "../domain/slip/slip-code.ts";
import { bytesOfHex } from "../store/log/rows.ts";
import type { Database } from "../store/ports.ts";
import type { EntryRow } from "../store/tables.ts";
import { isGreen, isOutstanding } from "../sync/custody.ts";
import type { SyncState } from "../sync/ports.ts";
import type { Tablet } from "./tablet.ts";
import type { Label } from "./vault-items.ts";
import { openLabel } from "./vault-items.ts";
import type { VaultSession } from "./vault-session.ts";
import type { OutboxItem } from "./worker-api.ts";

/**
 * Entries of the union, newest first by their claimed time: everything still outstanding, and of what is done the last
 * few hundred. Reading ten years for every change on the screen would stop the worker.
 */
export async function listEntries(tablet: Tablet): Promise<readonly EntryRow[]> {
  const { database, journalOnly } = tablet;
  const [outstanding, newest] = await Promise.all([
    database.where("entries", "outstanding", 1),
    database.newestEntries(outboxEntriesMax),
  ]);
  const extra = [...journalOnly.values()].map((left) => left.row);
  const byKey = new Map([...extra, ...outstanding, ...newest].map((row) => [row.key, row]));
  return [...byKey.values()].toSorted((a, b) => b.appendedAt - a.appendedAt || b.seq - a.seq);
}

/** Entries not received yet, with those only the journal holds. */
export async function listOutstanding({ database, journalOnly }: Tablet): Promise<readonly EntryRow[]> {
  const stored = await database.where("entries", "outstanding", 1);
  const known = new Set(stored.map((row) => row.key));
  const extra = [...journalOnly.values()].map((left) => left.row);
  return [...stored, ...extra.filter((row) => row.outstanding === 1 && !known.has(row.key))];
}

/**
 * True when waiting for a network has become the worse way. `now` in district time as far as it is known: a hint for people,
 * nothing is decided by it (DESIGN §4.8).
 */
export function needsCourier(
  {
    unreceipted,
    oldestAt,
    lastReplyAt,
  }: {
    readonly unreceipted: number;
    readonly oldestAt: number | undefined;
    readonly lastReplyAt: number | undefined;
  },
  now: number,
): boolean {
  if (oldestAt === undefined) return false;
  const isSilent = now - (lastReplyAt ?? oldestAt) >= courierSilentMs;
  return isSilent && (now - oldestAt >= courierAfterMs || unreceipted >= courierEntriesMin);
}

/** All entries of one application on this tablet, newest first. */
export async function chainOf({ database, journalOnly }: Tablet, applicationId: string): Promise<readonly EntryRow[]> {
  const stored = await database.where("entries", "applicationId", applicationId);
  const known = new Set(stored.map((row) => row.key));
  const extra = [...journalOnly.values()].map((left) => left.row);
  const own = extra.filter((row) => row.applicationId === applicationId && !known.has(row.key));
  return [...stored, ...own].toSorted((a, b) => b.appendedAt - a.appendedAt || b.seq - a.seq);
}

/** The newest entry of an application with its label, or undefined while locked, or when this tablet has none. */
export async function findNewest(
  tablet: Tablet,
  labels: LabelReader,
  applicationId: string,
): Promise<{ readonly row: EntryRow; readonly label: Label } | undefined> {
  const [row] = await chainOf(tablet, applicationId);
  const label = row && (await labels.read(row.key));
  return row && label && { row, label };
}

/** What the tablet may honestly say of an entry. */
export function shownState({ custody }: Pick<EntryRow, "custody">): OutboxItem["state"] {
  const { delivery, receipt, safe } = custody;
  if (isGreen(custody) || (safe && !isOutstanding(custody))) return receipt?.state === "erased" ? "erased" : "complete";
  if (delivery === "received" && receipt) return receipt.state === "complete" ? "held" : receipt.state;
  return receipt ? "sending-again" : "saved";
}

/** Blobs the district still lacks of an entry it holds. It names them; until it has, all of them. */
export function photosMissing(row: EntryRow, state: SyncState | undefined): number {
  const shown = shownState(row);
  if (shown === "complete" || shown === "erased" || shown === "quarantined") return 0;
  const wanted = new Set((state?.wantedBlobs ?? []).map((want) => toHex(want.hash)));
  const named = row.blobs.filter((blob) => wanted.has(toHex(blob.hash))).length;
  return shown === "held" && named > 0 ? named : row.blobs.length;
}

/** Reads names once per unlock: ten thousand labels are not decrypted for every change on the screen. */
export class LabelReader {
  readonly #database: Database;
  readonly #vault: VaultSession;
  readonly #labels = new Map<string, Label>();

  constructor(database: Database, vault: VaultSession) {
    this.#database = database;
    this.#vault = vault;
  }

  /** The label of an entry, or undefined while locked or when there is none. */
  async read(digest: string): Promise<Label | undefined> {
    if (!this.#vault.officer) return undefined;
    const known = this.#labels.get(digest);
    if (known) return known;
    const row = await this.#database.get("labels", digest);
    const label = row && (await openLabel(this.#vault, digest, row.sealed));
    if (!label?.ok) return undefined;
    this.#labels.set(digest, label.value);
    return label.value;
  }

  /** Takes what was written in its place. */
  replace(digest: string, label: Label): void {
    this.#labels.set(digest, label);
  }

  /** To be called with the lock. */
  forget(): void {
    this.#labels.clear();
  }
}

/** The entries of this tablet as the officer sees them, newest first. */
export async function listOutbox(
  tablet: Tablet,
  labels: LabelReader,
  state: SyncState | undefined,
  inFiles: ReadonlySet<string>,
): Promise<readonly OutboxItem[]> {
  const rows = await listEntries(tablet);
  const cases = await tablet.database.getMany("cases", [...new Set(rows.map((row) => row.applicationId))]);
  const stages = new Map(cases.map(({ key, stage }) => [key, stage]));
  const items: OutboxItem[] = [];
  for (const row of rows) {
    const item = showItem(row, await labels.read(row.key), state, stages.get(row.applicationId));
    items.push(
      inFiles.has(row.key) ? { ...item, isInFile: item.state === "saved" || item.state === "sending-again" } : item,
    );
  }
  return items;
}

/** One entry as the officer sees it. */
export function showItem(
  row: EntryRow,
  label: Label | undefined,
  state: SyncState | undefined,
  stage: string | undefined,
): OutboxItem {
  return {
    applicationId: row.applicationId,
    slipCode: slipCodeOf(row.applicationId),
    digest: row.key,
    kind: row.kind,
    label: label && showLabel(label),
    appendedAt: row.appendedAt,
    state: shownState(row),
    setAside: shownState(row) === "quarantined" ? row.custody.receipt?.reason : undefined,
    photosMissing: photosMissing(row, state),
    isInFile: false,
    urgent: row.priority > 0,
    stage,
  };
}

function showLabel({ name, serviceId, missing, phone, rt, toldStage }: Label): NonNullable<OutboxItem["label"]> {
  return { name, serviceId, missing, phone, rt, toldStage };
}

/** "ABC-DEF-GH7" of a hex application id. */
export function slipCodeOf(applicationId: string): string {
  return formatSlipCode(slipCode(bytesOfHex(applicationId)));
}
