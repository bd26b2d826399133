/**
 * How pages and the service worker of one tablet tell each other which versions are in use: every page holds a shared
 * Web Lock that names its version, for as long as it lives. Knows names only; whoever asks for locks does so elsewhere.
 */

const prefix = "loket-page-";

/** The name of the lock a page of `version` holds. */
export function versionLockName(version: string): string {
  return prefix + version;
}

/** Whether a page of another version than `version` lives, by the names of all locks held on the tablet. */
export function isOtherVersionInUse(held: readonly (string | undefined)[], version: string): boolean {
  const own = versionLockName(version);
  return held.some((name) => name?.startsWith(prefix) === true && name !== own);
}
