/** The server as a process: opens the district, listens, opens what comes in, and ends in time when it is asked to. */
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import type { Clock } from "../base/clock.ts";
import { assert } from "../base/assert.ts";
import {
  changesBeatMs,
  heartbeatEveryMs,
  openEveryMs,
  requestHeadersMsMax,
  requestMsMax,
  shutdownMsMax,
} from "../base/limits.ts";
import type { Random } from "../base/random.ts";
import type { Result } from "../base/result.ts";
import { ok } from "../base/result.ts";
import type { DataFolder, RunningMark } from "./data-folder.ts";
import { isRestoring, markRunning } from "./data-folder.ts";
import type { District, Log } from "./district.ts";
import { makeApp } from "./http/app.ts";
import type { OpenFailure } from "./open-district.ts";
import { openDistrict } from "./open-district.ts";
import type { Opener } from "./opener.ts";
import { makeOpener } from "./opener.ts";
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

/** Connections that are still busy are cut after this; what they brought is kept, item by item. */
const GRACE_MS = shutdownMsMax / 2;

/** Serves until `stop` is called. Failures: those of `openDistrict`. Throws when the port is taken. */
export async function serve(options: ServeOptions): Promise<Result<Serving, OpenFailure>> {
  // Before looking for a restore: a restore that begins now sees this mark, or this start sees the restore's.
  const mark = markRunning(options.folder);
  const opened = await openDistrict({ ...options, configuration: "publish" });
  if (!opened.ok) {
    mark.end();
    return opened;
  }
  const { district } = opened.value;
  const staff = await openStaff(district, options);
  const opener = makeOpener(district, staff.touch);
  const state = { isStopping: false };
  const app = makeApp(district, {
    buildDir: options.buildDir,
    staff: staff.mounts,
    trustProxy: options.trustProxy,
    afterExchange: () => {
      opener.wake();
      staff.touch();
    },
    isClosed: () => state.isStopping || isRestoring(options.folder),
  });
  const server = await listen(app.fetch, options.port);
  const endTimers = startTimers(options.clock, mark, opener, staff);
  const { port } = addressOf(server);
  opener.wake();
  district.log.info("serving", { port, pid: process.pid, configuration: district.configuration.version });
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    state.isStopping = true;
    staff.endStreams();
    stopped ??= endAll(server, opener, endTimers, [staff, opened.value], district.log);
    return stopped;
  };
  return ok({ port, district, firstAdmin: staff.firstAdmin, stop });
}

async function listen(fetch: (request: Request, env: never) => unknown, port: number): Promise<Server> {
  const server = createAdaptorServer({
    fetch: fetch as Parameters<typeof createAdaptorServer>[0]["fetch"],
    serverOptions: { requestTimeout: requestMsMax, headersTimeout: requestHeadersMsMax },
  }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, () => resolve());
  });
  return server;
}

function startTimers(clock: Clock, mark: RunningMark, opener: Opener, staff: StaffDoor): () => void {
  const beats = setInterval(() => mark.beat(clock.now()), heartbeatEveryMs);
  const wakes = setInterval(() => opener.wake(), openEveryMs);
  const changes = setInterval(() => staff.beat(), changesBeatMs);
  return () => {
    clearInterval(beats);
    clearInterval(wakes);
    clearInterval(changes);
    mark.end();
  };
}

async function endAll(
  server: Server,
  opener: Opener,
  endTimers: () => void,
  parts: readonly { close(): Promise<void> }[],
  log: Log,
): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  await Promise.all([closed, opener.stop()]);
  clearTimeout(cut);
  for (const part of parts) await part.close();
  endTimers();
  log.info("stopped", { pid: process.pid });
}

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  assert(address !== null && typeof address === "object", "the server listens on a port");
  return address;
}
