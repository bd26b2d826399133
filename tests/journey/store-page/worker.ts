/** A dedicated worker that does to the real disks what the memory tests of src/store do to theirs. */
import { toHex, utf8 } from "../../../src/base/bytes.ts";
import { ok } from "../../../src/base/result.ts";
import { entryDigestInput } from "../../../src/protocol/entry.ts";
import { DexieDatabase } from "../../../src/store/dexie/dexie-database.ts";
import { IdbDatabase } from "../../../src/store/idb/idb-database.ts";
import { Journal } from "../../../src/store/journal/journal.ts";
import { append } from "../../../src/store/log/append.ts";
import type { AppendPorts, Submission } from "../../../src/store/log/append.ts";
import { mergeAtStart } from "../../../src/store/log/merge.ts";
import { draftIdOf, entryAt, scope, sha256 } from "../../../src/store/memory/test-tablet.ts";
import { StoreFailure } from "../../../src/store/ports.ts";
import { readIdentity, writeIdentity } from "../../../src/store/identity.ts";
import { tryDatabase } from "./try-database.ts";
import { disturbed, durabilities, upgradedBeside } from "./try-disturbances.ts";
import { NoticeFile, noticeFileName } from "../../../src/store/notice-file.ts";
import { OpfsBlobDisk, OpfsIdentityFile, OpfsJournalDisk, OpfsNoticeDisk } from "../../../src/store/opfs/disks.ts";
import { ReadOnlyJournalDisk, noticeFolder } from "../../../src/store/opfs/read-only.ts";

const database = new DexieDatabase();
const random = {
  bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
  fraction: () => Math.random(),
};
const blobs = new OpfsBlobDisk();
const identityFile = new OpfsIdentityFile();
let ports: AppendPorts | undefined;

const commands = {
  async start() {
    const journal = new Journal(new OpfsJournalDisk(), sha256, random);
    const isEnrolled = (await readIdentity(identityFile)) !== undefined;
    const report = await journal.catchUp(async (contents) => {
      await database.open();
      return mergeAtStart({ database, sha256, contents, isEnrolled, now: Date.now() });
    });
    ports = { database, journal, blobs, sha256, journalOnly: new Map() };
    return { incident: report.incident, rebuilt: report.rebuilt, damaged: report.damaged };
  },
  async enrol() {
    await database.transact([], () => [{ table: "state", put: { key: "born", at: 1 } }]);
    const identity = { server: "", signingKeys: [scope.signingKey], logIds: [], enrolment: undefined };
    await writeIdentity(identityFile, identity);
    await writeIdentity(identityFile, { ...identity, server: "second slot" });
    return (await readIdentity(identityFile))?.server;
  },
  async putDraft(draft: string) {
    const key = toHex(draftIdOf(draft));
    await database.transact([], () => [{ table: "drafts", put: { key, sealed: utf8("opaque"), at: 1 } }]);
  },
  async submit(draft: string) {
    if (!ports) throw new Error("not started");
    const seal: Submission["seal"] = async (place) => {
      const entry = entryAt(place, draft);
      const digest = await sha256(entryDigestInput(scope, entry));
      return ok({
        frozen: { digest, entry, signature: new Uint8Array(64) },
        companions: { label: utf8("label"), copy: undefined },
      });
    };
    return append(ports, draftIdOf(draft), async () => ok({ scope, blobs: [], now: 5, seal }));
  },
  async submitMany(prefix: string, count: number) {
    const started = performance.now();
    for (let at = 0; at < count; at += 1) {
      await commands.submit(`${prefix}${at}`);
      postMessage({ progress: `${prefix}${at}` });
    }
    return (performance.now() - started) / count;
  },
  async drafts() {
    return (await database.where("entries", "outstanding", 1)).map((row) => row.draftId).toSorted();
  },
  async tryDatabase() {
    return tryDatabase(new DexieDatabase("tried"));
  },
  /** The service worker's reader, over a database that Dexie has made. */
  async tryReader() {
    const made = new DexieDatabase("read");
    await made.open();
    await made.close();
    return tryDatabase(new IdbDatabase("read"));
  },
  async openWithoutCreating() {
    const other = new IdbDatabase("never-made");
    return other.open().then(
      () => "opened",
      (error: unknown) => (error instanceof StoreFailure ? error.code : String(error)),
    );
  },
  durabilities,
  disturbed,
  upgradedBeside,
  /** Two workers of an origin write to one file; the database is then not asked. */
  async notices() {
    const notice = (fill: number) => ({ id: new Uint8Array(32).fill(fill), signed: utf8(`notice ${fill}`) });
    const [one, other] = [new NoticeFile(new OpfsNoticeDisk()), new NoticeFile(new OpfsNoticeDisk())];
    await one.keep([notice(1)], undefined);
    await other.keep([notice(2)], undefined);
    await new OpfsNoticeDisk().append(noticeFileName, utf8("torn"));
    await one.keep([notice(3)], undefined);
    const { notices } = await new NoticeFile(new ReadOnlyJournalDisk(noticeFolder)).read();
    await one.drop();
    const left = await other.read();
    return { held: notices.map(({ id }) => id[0]), left: left.notices.length };
  },
  async blob(text: string) {
    const bytes = utf8(text);
    const name = toHex(await sha256(bytes));
    await blobs.write(name, bytes);
    const part = await blobs.read(name, 2, 4);
    const size = await blobs.size(name);
    const missing = await blobs.read("00", 0, 1);
    await blobs.remove(name);
    return { part: part && new TextDecoder().decode(part), size, missing, left: (await blobs.list()).length };
  },
};

self.addEventListener("message", (event: MessageEvent<{ id: number; name: keyof typeof commands; args: string[] }>) => {
  const { id, name, args } = event.data;
  const run = commands[name] as (...args: readonly unknown[]) => Promise<unknown>;
  run(...args).then(
    (value) => postMessage({ id, value }),
    (error: unknown) => postMessage({ id, error: String(error) }),
  );
});
