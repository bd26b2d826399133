/** The staff's side of the door: accounts, sign-in and staff API over one district, ready to be mounted. */
import { Hono } from "hono";
import type { SteeringDoubt } from "../../domain/configuration/doubts.ts";
import type { DataFolder } from "../data-folder.ts";
import type { District } from "../district.ts";
import type { Changes } from "../health/changes.ts";
import { makeChanges } from "../health/changes.ts";
import type { Mount } from "../http/app.ts";
import type { ApartReader } from "../inbox/read-apart.ts";
import type { Storage } from "../storage/ports.ts";
import { openAccounts } from "./accounts.ts";
import { authRoutes } from "./auth-routes.ts";
import type { FirstAdmin } from "./first-admin.ts";
import { ensureFirstAdmin } from "./first-admin.ts";
import { staffApi } from "./routes.ts";

export type StaffDoor = {
  readonly mounts: readonly Mount[];
  /** Set when this start made the first account. */
  readonly firstAdmin: FirstAdmin | undefined;
  /** Something staff can see is different now. */
  touch(): void;
  /** Every second: tells open pages what was touched, here or by another process on this folder, and that we are alive. */
  beat(): void;
  /** Ends open streams, at once. Requests that are being answered are answered. */
  endStreams(): void;
  close(): Promise<void>;
};

export type StaffOptions = {
  readonly folder: DataFolder;
  /** Believe X-Forwarded-For and -Proto: only behind a proxy of ours. */
  readonly trustProxy: boolean;
  /** Read from the files that the served configuration was made of. */
  readonly doubts: readonly SteeringDoubt[];
  /** A fresh process for what was set aside. */
  readonly openReader: () => ApartReader;
};

/** Opens the accounts, makes the first one at the first start. */
export async function openStaff(
  district: District,
  { folder, trustProxy, doubts, openReader }: StaffOptions,
): Promise<StaffDoor> {
  const accounts = await openAccounts(folder.accounts, district);
  const firstAdmin = await ensureFirstAdmin(accounts, folder.firstAdmin, district.random);
  const changes = makeChanges();
  const beat = beatWatching(district.storage, changes);
  const app = new Hono();
  app.route("/", authRoutes(district, accounts, trustProxy));
  app.route("/", staffApi(district, { accounts, changes, doubts, openReader }));
  return {
    mounts: [{ path: "/", app }],
    firstAdmin,
    touch: changes.touch,
    beat,
    endStreams: changes.close,
    close: accounts.close,
  };
}

/** The command line writes beside a running server: its backup or code must show on an open page too. */
function beatWatching(storage: Storage, changes: Changes): () => void {
  let seen = storage.outsideVersion();
  return () => {
    const now = storage.outsideVersion();
    if (now !== seen) changes.touch();
    seen = now;
    changes.beat();
  };
}
