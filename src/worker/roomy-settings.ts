/**
 * Settings that give the ballast away when the disk is full, once, and try again (failures F14 to F16): without them there is
 * no key to send with and no PIN that counts. For contexts that may drop the ballast; a page has none.
 */
import type { Ballast } from "../store/ports.ts";
import { StoreFailure } from "../store/ports.ts";
import type { Settings } from "../store/settings.ts";

/** Where even the ballast made no room, its calls throw {@link StoreFailure} `storage-full`; other errors pass. */
export function roomySettings(settings: Settings, ballast: Ballast): Settings {
  const withRoom = async <T>(call: () => Promise<T>): Promise<T> => {
    try {
      return await call();
    } catch (error) {
      if (!isQuotaExceeded(error)) throw error;
      // A ballast that cannot be dropped either is no room, not another failure.
      if (!(await ballast.drop().catch(() => false))) throw full();
    }
    try {
      return await call();
    } catch (error) {
      throw isQuotaExceeded(error) ? full() : error;
    }
  };
  return {
    read: (key) => withRoom(() => settings.read(key)),
    write: (values) => withRoom(() => settings.write(values)),
    clear: () => settings.clear(),
  };
}

function full(): StoreFailure {
  return new StoreFailure("storage-full", "settings");
}

function isQuotaExceeded(error: unknown): boolean {
  return error instanceof Error && error.name === "QuotaExceededError";
}
