/** What the browser says of this device, for the report and the check of the tablet. Never longer than people wait for it. */
import { appVersion } from "../base/app-version.ts";
import type { Timer } from "../base/clock.ts";
import { factsMsMax } from "../base/limits.ts";
import type { DeviceFacts } from "./world.ts";

const NO_ESTIMATE: StorageEstimate = {};

/** What a busy browser does not say in time is left out: it is only reported. */
function within<T, F>(timer: Timer, asked: Promise<T>, otherwise: F): Promise<T | F> {
  return Promise.race([asked, timer.sleep(factsMsMax).then(() => otherwise)]);
}

/** What the browser says of this device now. */
export async function readFacts(timer: Timer): Promise<DeviceFacts> {
  const [estimate, persisted] = await Promise.all([
    within(timer, navigator.storage.estimate(), NO_ESTIMATE),
    within(timer, navigator.storage.persisted(), false),
  ]);
  return {
    appVersion,
    browserVersion: /Chrom(?:e|ium)\/[\d.]+/.exec(navigator.userAgent)?.[0] ?? navigator.userAgent.slice(0, 80),
    storageUsedBytes: estimate.usage,
    storageQuotaBytes: estimate.quota,
    persisted,
    backgroundSync: "SyncManager" in self,
    opfs: "getDirectory" in navigator.storage,
    locks: "locks" in navigator,
  };
}
