/** The server as a process: opens the district, listens, opens what comes in, and ends in time when it is asked to. */
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { DatabaseSync } from "node:sqlite";
import { createAdaptorServer } from "@hono/node-server";
import type { Clock, Timer } from "../base/clock.ts";
import { assert } from "../base/assert.ts";
import {
  changesBeatMs,
  heartbeatEveryMs,
  openEveryMs,
  requestHeadersMsMax,
  requestMsMax,
  shutdownMsMax,
  sweepEveryMs,
} from "../base/limits.ts";
import type { Random } from "../base/random.ts";
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import { sweepBlobs } from "./backup/sweep-blobs.ts";
import type { DataFolder } from "./data-folder.ts";
import { isRestoring, markRunning } from "./data-folder.ts";
import type { District, Log } from "./district.ts";
import { makeApp } from "./http/app.ts";
import type { ApartReader } from "./inbox/read-apart.ts";
import { openReaderApart } from "./inbox/read-apart.ts";
import type { OpenFailure } from "./open-district.ts";
import { openDistrict } from "./open-district.ts";
import { makeOpener } from "./opener.ts";
import { scrubWhenDue } from "./scrub/scrub.ts";
import type { StaffDoor } from "./staff/staff-door.ts";
import { openStaff } from "./staff/staff-door.ts";

export type ServeOptions = {
  /** 0 = any free one. */
  readonly port: number;
  readonly regency: string;
  readonly folder: DataFolder;
  /** Absolute path of the build. */
  readonly buildDir: string;
  readonly configDir: string;
  /** Words for the recovery file of the keys; without them none is written. */
  readonly recoveryPassphrase: string | undefined;
  /** Believe X-Forwarded-For: only behind a proxy of ours. */
  readonly trustProxy: boolean;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly random: Random;
  readonly log: Log;
};

export type Serving = {
  readonly port: number;
  readonly district: District;
  /** Set when this start made the first account: shown once. */
  readonly firstAdmin: { readonly email: string; readonly password: string } | undefined;
  /** Ends within {@link shutdownMsMax}, open streams included. Resolves when nothing is left open. */
  stop(): Promise<void>;
};

type FetchCallback = Parameters<typeof createAdaptorServer>[0]["fetch"];

/** Connections that are still busy are cut after this; what they brought is kept, item by item. */
const GRACE_MS = shutdownMsMax / 2;

/** Serves until `stop` is called. Failures: those of `openDistrict`, and `port-taken`. */
export async function serve(options: ServeOptions): Promise<Result<Serving, OpenFailure | "port-taken">> {
  // Before looking for a restore: a restore that begins now sees this mark, or this start sees the restore's.
  const mark = markRunning(options.folder);
  const opened = await openDistrict({ ...options, configuration: "publish" });
  if (!opened.ok) {
    mark.end();
    return opened;
  }
  const { district, doubts } = opened.value;
  const { timer } = options;
  const openReader = (): ApartReader => openReaderApart({ ...district, keysFolder: options.folder.keys, timer });
  const reader = openReader();
  const staff = await openStaff(district, { ...options, doubts, openReader });
  const opener = makeOpener(district, reader.read, staff.touch);
  const state = { isStopping: false };
  const app = makeApp(district, {
    buildDir: options.buildDir,
    audio: opened.value.audio,
    staff: staff.mounts,
    trustProxy: options.trustProxy,
    afterExchange: () => {
      opener.wake();
      staff.touch();
    },
    isClosed: () => state.isStopping || isRestoring(options.folder),
  });
  const server = await listen(app.fetch, options.port);
  if (server === undefined) {
    await staff.close();
    await opened.value.close();
    mark.end();
    return err("port-taken", String(options.port));
  }
  let sweeping = Promise.resolve();
  const sweep = (): void => {
    sweeping = sweeping.then(() => tidyUp(district, opened.value.storage.database));
  };
  sweep();
  const endTimers = startTimers([
    [heartbeatEveryMs, () => mark.beat(options.clock.now())],
    [openEveryMs, opener.wake],
    [changesBeatMs, staff.beat],
    [sweepEveryMs, sweep],
  ]);
  const { port } = addressOf(server);
  opener.wake();
  district.log.info("serving", { port, pid: process.pid, configuration: district.configuration.version });
  const endAll = async (): Promise<void> => {
    await Promise.all([endConnections(server, staff), opener.stop()]);
    reader.stop();
    endTimers();
    await sweeping;
    await staff.close();
    await opened.value.close();
    mark.end();
    district.log.info("stopped", { pid: process.pid });
  };
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    state.isStopping = true;
    stopped ??= endAll();
    return stopped;
  };
  return ok({ port, district, firstAdmin: staff.firstAdmin, stop });
}

/** What is done now and then. Nobody waits for it: a failure is said, and the next time it is tried again. */
async function tidyUp(district: District, database: DatabaseSync): Promise<void> {
  try {
    await sweepBlobs(district);
    await scrubWhenDue(district, database);
  } catch (error) {
    district.log.error("tidying-failed", { error: error instanceof Error ? error.name : "unknown" });
  }
}

/** Undefined when somebody else listens there. */
async function listen(fetch: FetchCallback, port: number): Promise<Server | undefined> {
  const serverOptions = { requestTimeout: requestMsMax, headersTimeout: requestHeadersMsMax };
  const server = createAdaptorServer({ fetch, serverOptions }) as Server;
  return new Promise((resolve, reject) => {
    server.once("error", (error) =>
      "code" in error && error.code === "EADDRINUSE" ? resolve(undefined) : reject(error),
    );
    server.listen(port, () => resolve(server));
  });
}

/** Each function every so many milliseconds, until the function it gives is called. */
function startTimers(beats: readonly (readonly [number, () => void])[]): () => void {
  const timers = beats.map(([everyMs, beat]) => setInterval(beat, everyMs));
  return () => timers.forEach((timer) => clearInterval(timer));
}

/** Open streams first: a browser that listens would hold the server until it is cut. */
async function endConnections(server: Server, staff: StaffDoor): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  staff.endStreams();
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  await closed;
  clearTimeout(cut);
}

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  assert(address !== null && typeof address === "object", "the server listens on a port");
  return address;
}
