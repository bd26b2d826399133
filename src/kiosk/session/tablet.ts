/** How the tablet stands: new, locked, open; read from the worker, kept as signals that screens follow. */
import { signal } from "@preact/signals";
import type { OfficerName, OutboxItem, SentBack, SyncStatus, TabletState } from "../../worker/worker-api.ts";
import { ensureConfiguration, loadConfiguration } from "../platform/configuration.ts";
import { settings } from "../platform/settings.ts";
import { onWorkerChange, tellWorkerOfLooks, worker } from "../platform/worker-bridge.ts";
import { go } from "./route.ts";

export const tablet = signal<TabletState | undefined>(undefined);
export const outbox = signal<readonly OutboxItem[]>([]);
export const sync = signal<SyncStatus | undefined>(undefined);
export const sentBack = signal<readonly SentBack[]>([]);

/** The village this tablet belongs to, or undefined before it is enrolled. */
export function ownVillage(): Exclude<TabletState, { kind: "new" }>["village"] | undefined {
  return tablet.value && tablet.value.kind !== "new" ? tablet.value.village : undefined;
}

/** The officer on duty, or undefined while locked. */
export function officerOnDuty(): OfficerName | undefined {
  return tablet.value?.kind === "open" ? tablet.value.officer : undefined;
}

/**
 * Shows the lock of a tablet that has officers before the worker has opened and merged it: names come from the settings,
 * nothing of the log is needed, and a PIN is not tried before the merge (DECISIONS: the lock before the merge). Returns
 * false where only the worker can say how the tablet stands: not enrolled, no officer, wrong PINs that still count.
 */
export async function presumeLocked(): Promise<boolean> {
  const [enrolled, officers, wrongPins] = await Promise.all([
    settings.read("tablet"),
    settings.read("officers"),
    settings.read("wrongPins"),
  ]);
  if (!enrolled || !officers?.length || wrongPins?.count) return false;
  const names = officers.map(({ id, name }) => ({ id, name }));
  tablet.value ??= { kind: "locked", village: enrolled.village, officers: names, waitMs: 0 };
  return true;
}

/** Follows the worker from now on. Resolves when the tablet has been merged and it is known how it stands. */
export async function followWorker(): Promise<void> {
  const following = onWorkerChange((topic) => {
    if (topic === "state") void readState();
    if (topic === "configuration") void loadConfiguration();
    // The lock shows nothing of these, and they are read when it opens.
    if (tablet.value?.kind !== "open") return;
    if (topic === "outbox" || topic === "sync") void readOutbox();
    if (topic === "notices") void readSentBack();
  });
  tellWorkerOfLooks();
  await readState();
  await following;
}

/** Reads how the tablet stands, and all that follows from it. */
export async function readState(): Promise<void> {
  tablet.value = await worker().state();
  await readRest(tablet.value);
}

/** What the open tablet's screens show. A locked one needs none of it, and its processor is busy with starting. */
async function readRest({ kind }: TabletState): Promise<void> {
  if (kind === "open") await Promise.all([readOutbox(), readSentBack(), ensureConfiguration()]);
}

async function readOutbox(): Promise<void> {
  const [items, status] = await Promise.all([worker().outbox(), worker().syncStatus()]);
  outbox.value = items;
  sync.value = status;
}

async function readSentBack(): Promise<void> {
  sentBack.value = await worker().sentBack();
}

/** The first screen for how the tablet stands. */
export function goToStart(): void {
  switch (tablet.value?.kind) {
    case "new":
      return go({ name: "enrol" });
    case "no-vault":
      return go({ name: "first-officer" });
    case "open":
      return go({ name: "home" });
    default:
      return go({ name: "unlock" });
  }
}

/** Closes the vault and begins a fresh document: nothing of the last visit stays in memory or in the page. */
export async function lockTablet(): Promise<void> {
  await worker().lock();
  location.replace("/");
}

/** Begins the page anew: its worker opens the store once more. */
export function beginAnew(): void {
  location.reload();
}
