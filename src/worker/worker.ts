/** Entry of the dedicated worker, one per page: opens the disks that only it may write, and answers the screen. */
import { expose } from "comlink";
import { DexieDatabase } from "../store/dexie/dexie-database.ts";
import { OpfsBallast } from "../store/opfs/ballast.ts";
import { OpfsBlobDisk, OpfsIdentityFile, OpfsJournalDisk, OpfsNoticeDisk } from "../store/opfs/disks.ts";
import { makeWorkerApi } from "./api.ts";
import { holdWorkerLock, makeWorld, systemRandom } from "./open-sync.ts";

DexieDatabase.prepare();
holdWorkerLock();

const parts = makeWorkerApi(
  makeWorld({
    database: new DexieDatabase(),
    journal: new OpfsJournalDisk(),
    notices: new OpfsNoticeDisk(),
    blobs: new OpfsBlobDisk(),
    identity: new OpfsIdentityFile(),
    ballast: new OpfsBallast((length) => systemRandom.bytes(length)),
    canAppend: true,
  }),
);

expose(parts.api);

self.addEventListener("online", () => parts.wake("online"));
