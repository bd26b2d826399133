/** How the tablet stands: new, locked, open; read from the worker, kept as signals that screens follow. */
import { signal } from "@preact/signals";
import type { OfficerName, OutboxItem, SentBack, SyncStatus, TabletState } from "../../worker/worker-api.ts";
import { loadConfiguration } from "../platform/configuration.ts";
import { onWorkerChange, tellWorkerOfLooks, worker } from "../platform/worker-bridge.ts";
import { go } from "./route.ts";

export const tablet = signal<TabletState | undefined>(undefined);
export const outbox = signal<readonly OutboxItem[]>([]);
export const sync = signal<SyncStatus | undefined>(undefined);
export const sentBack = signal<readonly SentBack[]>([]);

/** The officer on duty, or undefined while locked. */
export function officerOnDuty(): OfficerName | undefined {
  return tablet.value?.kind === "open" ? tablet.value.officer : undefined;
}

/** Follows the worker from now on. Resolves when it is known how the tablet stands: the lock shows nothing else. */
export async function followWorker(): Promise<void> {
  const following = onWorkerChange((topic) => {
    if (topic === "state") void readState();
    if (topic === "outbox" || topic === "sync") void readOutbox();
    if (topic === "notices") void readSentBack();
    // Forms already begun keep the version they were begun with.
    if (topic === "configuration") void loadConfiguration();
  });
  tellWorkerOfLooks();
  tablet.value = await worker().state();
  await following;
  void readRest(tablet.value);
}

/** Reads how the tablet stands, and all that follows from it. */
export async function readState(): Promise<void> {
  tablet.value = await worker().state();
  await readRest(tablet.value);
}

async function readRest({ kind }: TabletState): Promise<void> {
  if (kind !== "new") await Promise.all([readOutbox(), readSentBack()]);
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
