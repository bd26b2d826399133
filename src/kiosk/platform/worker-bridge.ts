/**
 * The one way from the screen to the worker. The worker is started once per page and holds the vault; when the page
 * goes, the vault closes with it.
 */
import { proxy, wrap } from "comlink";
import type { Remote } from "comlink";
import type { WorkerApi } from "../../worker/worker-api.ts";
import { practiceWorkerName } from "../../base/practice-name.ts";
import { onLookedAt } from "./other-tabs.ts";
import { isPractice } from "./practice.ts";
import { trustedWorkerUrl } from "./trusted-urls.ts";

export type Topic = Parameters<Parameters<WorkerApi["subscribe"]>[0]>[0];

let remote: Remote<WorkerApi> | undefined;

/** The worker's door; starts it on first use. */
export function worker(): Remote<WorkerApi> {
  remote ??= wrap<WorkerApi>(
    new Worker(trustedWorkerUrl(), { type: "module", name: isPractice ? practiceWorkerName : "loket" }),
  );
  return remote;
}

/** Tells the worker whenever people look at this page again: a good moment to send. */
export function tellWorkerOfLooks(): void {
  onLookedAt(() => void worker().looked());
}

/** Calls `onChange` whenever the worker says that a topic changed, for as long as the page lives. */
export async function onWorkerChange(onChange: (topic: Topic) => void): Promise<void> {
  await worker().subscribe(proxy(onChange));
}
