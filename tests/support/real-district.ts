/** A whole district on a disk, as a server opens it; its folder outlives every process that uses it. */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { copyBytes } from "../../src/base/bytes.ts";
import type { Clock, Timer } from "../../src/base/clock.ts";
import { unwrap } from "../../src/base/result.ts";
import { openDataFolder } from "../../src/server/data-folder.ts";
import { SILENT_LOG } from "../../src/server/district.ts";
import type { OpenedDistrict } from "../../src/server/open-district.ts";
import { openDistrict } from "../../src/server/open-district.ts";
import { testRegency } from "./memory-district.ts";

export const realTimer: Timer = {
  sleep: (ms, signal) =>
    new Promise((wake) => {
      const timer = setTimeout(wake, ms);
      signal?.addEventListener("abort", () => {
        clearTimeout(timer);
        wake();
      });
    }),
};

/** The machine's clock, `aheadMs` fast. */
export function realClock(aheadMs: () => number = () => 0): Clock {
  return { now: () => Date.now() + aheadMs(), monotonicMs: () => performance.now() };
}

/** Opens the district in `path`; makes it the first time. Close it before the folder is removed. */
export async function openRealDistrict(path: string, clock: Clock = realClock()): Promise<OpenedDistrict> {
  return unwrap(
    await openDistrict({
      regency: testRegency,
      folder: openDataFolder(path),
      configDir: fileURLToPath(new URL("../../kiosk-config", import.meta.url)),
      configuration: "newest",
      recoveryPassphrase: undefined,
      clock,
      random: { bytes: (length) => copyBytes(randomBytes(length)), fraction: () => Math.random() },
      log: SILENT_LOG,
    }),
  );
}

export const keysFolderOf = (path: string): string => join(path, "keys");
