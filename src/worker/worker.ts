/**
 * Entry of the dedicated worker, one per page: opens the disks that only it may write, and answers the screen. A page that
 * practises gets a world in memory instead; of the disks only the public facts are then read.
 */
import { expose } from "comlink";
import { practiceWorkerName } from "../base/practice-name.ts";
import { DexieDatabase } from "../store/dexie/dexie-database.ts";
import { DexieLetters } from "../store/dexie/dexie-letters.ts";
import { MemoryLetters } from "../store/letters.ts";
import { OpfsBallast } from "../store/opfs/ballast.ts";
import { OpfsBlobDisk, OpfsIdentityFile, OpfsJournalDisk, OpfsNoticeDisk } from "../store/opfs/disks.ts";
import { ReadOnlyIdentityFile } from "../store/opfs/read-only.ts";
import { makeWorkerApi } from "./api.ts";
import { readFacts } from "./device-facts.ts";
import { holdWorkerLock } from "./locks.ts";
import { makeWorld, systemClock, systemRandom, systemTimer } from "./open-sync.ts";
import { makePracticeWorld, practiceDoor } from "./practice.ts";

if (self.name === practiceWorkerName) practise();
else serveTablet();

function serveTablet(): void {
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
    new DexieLetters(),
  );
  expose(parts.api);
  self.addEventListener("online", () => parts.wake("online"));
}

function practise(): void {
  const tools = {
    clock: systemClock,
    timer: systemTimer,
    random: systemRandom,
    origin: self.location.origin,
    facts: () => readFacts(systemTimer),
  };
  expose(practiceDoor(makeWorkerApi(makePracticeWorld(tools, new ReadOnlyIdentityFile()), new MemoryLetters()).api));
}
