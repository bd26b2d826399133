/**
 * Group commit: what waits while one transaction is synced goes into the next one together, across all connections, so
 * that a surge costs few syncs. Nobody is told of a job before the transaction it was in has committed.
 */
import { groupCommitEntriesMax } from "../../base/limits.ts";
import type { Storage, StorageTx } from "../storage/ports.ts";

type Job = {
  /** Entries it may add. */
  readonly weight: number;
  /** Runs the work and gives what tells its outcome to whoever waits, once the commit is through. */
  readonly run: (tx: StorageTx) => Promise<() => void>;
  readonly fail: (error: unknown) => void;
};

export type GroupCommit = {
  /** Runs `work` in a transaction it may share with others and resolves when that has committed. `work` may run twice. */
  run<T>(weight: number, work: (tx: StorageTx) => Promise<T>): Promise<T>;
};

/** One per storage: the waiting line belongs to the file, not to a connection. */
const lines = new WeakMap<Storage, GroupCommit>();

export function groupCommitOf(storage: Storage): GroupCommit {
  const known = lines.get(storage);
  if (known) return known;
  const fresh = makeGroupCommit(storage);
  lines.set(storage, fresh);
  return fresh;
}

export function makeGroupCommit(storage: Storage): GroupCommit {
  const waiting: Job[] = [];
  let isRunning = false;

  const drain = async (): Promise<void> => {
    if (isRunning) return;
    isRunning = true;
    // SQLite blocks while it syncs, so nothing queues up meanwhile: what is asked for in one go must get together first.
    await Promise.resolve();
    while (waiting.length > 0) await commit(storage, takeBatch(waiting));
    isRunning = false;
  };

  return {
    run: (weight, work) =>
      new Promise((resolve, reject) => {
        const run = async (tx: StorageTx): Promise<() => void> => {
          const value = await work(tx);
          return () => resolve(value);
        };
        waiting.push({ weight, run, fail: reject });
        void drain();
      }),
  };
}

/** At least one job, then as many as fit one commit. */
function takeBatch(waiting: Job[]): readonly Job[] {
  let weight = 0;
  let count = 0;
  for (const job of waiting) {
    weight += job.weight;
    if (count > 0 && weight > groupCommitEntriesMax) break;
    count += 1;
  }
  return waiting.splice(0, count);
}

/** A job that fails takes only itself down: the others are tried again, each alone (DESIGN §4.5). */
async function commit(storage: Storage, jobs: readonly Job[]): Promise<void> {
  try {
    const outcomes = await storage.transaction(async (tx) => {
      const done: (() => void)[] = [];
      for (const job of jobs) done.push(await job.run(tx));
      return done;
    });
    for (const tell of outcomes) tell();
  } catch (error) {
    if (jobs.length === 1) jobs[0]?.fail(error);
    else for (const job of jobs) await commit(storage, [job]);
  }
}
