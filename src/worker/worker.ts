/** Entry of the dedicated worker, one per page: opens the disks that only it may write, and answers the screen. */
import { expose } from "comlink";
import { OpfsBlobDisk, OpfsIdentityFile, OpfsJournalDisk } from "../store/opfs/disks.ts";
import { makeWorkerApi } from "./api.ts";
import { channelName, makeWorld, workerLockName } from "./open-sync.ts";

const parts = makeWorkerApi(
  makeWorld({
    journal: new OpfsJournalDisk(),
    blobs: new OpfsBlobDisk(),
    identity: new OpfsIdentityFile(),
    canAppend: true,
  }),
);

expose(parts.api);

self.addEventListener("online", () => parts.wake("online"));
new BroadcastChannel(channelName).addEventListener("message", () => parts.othersChanged());

// Held until the worker ends: others see by it that a page is open. Never resolves on purpose.
if ("locks" in navigator) void navigator.locks.request(workerLockName, { mode: "shared" }, () => new Promise(() => undefined));
