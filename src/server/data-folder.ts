/**
 * The data folder as processes share it: where things lie, which servers are running on it, and whether a restore is at
 * work. Several servers may run on one folder; only a restore needs it alone. Knows no table.
 */
import { parseJson } from "../base/json.ts";
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { heartbeatMsMax } from "../base/limits.ts";

export type DataFolder = {
  readonly path: string;
  readonly database: string;
  /** Staff accounts: beside the database, because a restore must not bring back a dismissed one. */
  readonly accounts: string;
  /** E-mail and password of the first account, for whoever did not see the terminal. */
  readonly firstAdmin: string;
  readonly blobs: string;
  readonly ledger: string;
  readonly keys: string;
  /** Marks of running servers. */
  readonly running: string;
  /** Exists while a restore is under way, or when one was cut off: nothing is served then. */
  readonly restoreMark: string;
};

/** Names inside `path`; keys may lie elsewhere. Makes the folder, private to its user. */
export function openDataFolder(path: string, keys: string = join(path, "keys")): DataFolder {
  for (const folder of [path, join(path, "running")]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    path,
    database: join(path, "district.sqlite"),
    accounts: join(path, "accounts.sqlite"),
    firstAdmin: join(path, "first-admin.txt"),
    blobs: join(path, "blobs"),
    ledger: join(path, "ledger"),
    keys,
    running: join(path, "running"),
    restoreMark: join(path, "restore-under-way"),
  };
}

/** True while a restore is at work, or was cut off and must be said again. */
export function isRestoring(folder: DataFolder): boolean {
  return existsSync(folder.restoreMark);
}

const markSchema = v.object({ pid: v.number(), host: v.string() });

export type RunningMark = {
  /** Says that this process still serves; `now` in ms. */
  readonly beat: (now: number) => void;
  readonly end: () => void;
};

/** Says that this process serves from the folder. Without a beat every few seconds others take it for dead. */
export function markRunning(folder: DataFolder): RunningMark {
  const path = join(folder.running, `${process.pid}-${randomUUID()}.json`);
  writeFileSync(path, JSON.stringify({ pid: process.pid, host: hostname() }));
  return {
    beat: (now) => {
      if (existsSync(path)) utimesSync(path, now / 1000, now / 1000);
    },
    end: () => rmSync(path, { force: true }),
  };
}

/** Process ids of the servers that run on the folder at time `now` (ms). Marks of dead ones are cleared away. */
export function findRunning(folder: DataFolder, now: number): readonly number[] {
  const pids: number[] = [];
  for (const name of readdirSync(folder.running)) {
    const path = join(folder.running, name);
    const pid = livingPid(path, now);
    if (pid === undefined) rmSync(path, { force: true });
    else pids.push(pid);
  }
  return pids;
}

/** On this machine the process itself is asked, so a killed server does not block; of another machine its beat counts. */
function livingPid(path: string, now: number): number | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  const mark = v.safeParse(markSchema, parseJson(readFileSync(path, "utf8")));
  if (!mark.success) return undefined;
  const { pid, host } = mark.output;
  const isFresh = now - stats.mtimeMs < heartbeatMsMax;
  return isFresh && (host !== hostname() || isAlive(pid)) ? pid : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
