/** Web Locks of this origin: one exchange at a time, one append at a time, and who else is here. Where there are none, nobody is alone. */
import type { Lock } from "../sync/ports.ts";
import type { World } from "./world.ts";

/** Held, shared, by every dedicated worker as long as it lives. */
const workerLockName = "loket-worker";

export function hasLocks(): boolean {
  return "locks" in navigator;
}

export async function hold<T>(name: string, work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(name, work);
}

/** Web Locks are an optimisation; where there are none, everything works and some bytes travel twice (DESIGN §5). */
export function makeLock(name: string): Lock {
  return {
    async tryHold(work) {
      if (!hasLocks()) return work();
      return navigator.locks.request(name, { ifAvailable: true }, async (lock) => (lock ? work() : undefined));
    },
  };
}

/** A world in which nobody else lives: every lock is free, and nobody hears. */
export const nobodyElse: Pick<
  World,
  "exchangeLock" | "withLogLock" | "isAlone" | "tellOthers" | "onOthersChange" | "hurryOthers" | "onOthersHurry"
> = {
  exchangeLock: { tryHold: (work) => work() },
  withLogLock: (work) => work(),
  isAlone: () => Promise.resolve(true),
  tellOthers: () => undefined,
  onOthersChange: () => undefined,
  hurryOthers: () => undefined,
  onOthersHurry: () => undefined,
};

let ownWorkerLock: Promise<void> | undefined;

/** Lets the other contexts of this origin know that a page's worker lives, until it ends. For the dedicated worker. */
export function holdWorkerLock(): void {
  if (!hasLocks()) return;
  ownWorkerLock = new Promise((resolve) => {
    const forever = new Promise<never>(() => undefined);
    void navigator.locks.request(workerLockName, { mode: "shared" }, () => {
      resolve();
      return forever;
    });
  });
}

/** Without locks nobody knows: then nobody is alone. */
export async function isAlone(): Promise<boolean> {
  if (!ownWorkerLock) return false;
  await ownWorkerLock;
  const { held = [] } = await navigator.locks.query();
  return held.filter((lock) => lock.name === workerLockName).length === 1;
}
