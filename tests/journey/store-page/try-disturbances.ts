/** What browsers do to a database under whoever uses it: connections closed, reads that fail once, other versions of the app. */
import { DexieDatabase } from "../../../src/store/dexie/dexie-database.ts";
import { IdbDatabase } from "../../../src/store/idb/idb-database.ts";
import type { Database } from "../../../src/store/ports.ts";
import { openSettings } from "../../../src/store/settings.ts";

type Openable = Database & { open(): Promise<void> };
type Begin = IDBDatabase["transaction"];

const slip = (key: string) => ({ table: "slips", put: { key, slip: new Uint8Array([1]) } }) as const;
const newerVersion = 70;

/** Runs `work` and gives every transaction that was begun meanwhile, with its connection. Dexie binds what it finds when it opens. */
async function watched(work: () => Promise<unknown>): Promise<readonly IDBTransaction[]> {
  const begun: IDBTransaction[] = [];
  const begin = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function watch(this: IDBDatabase, ...words: Parameters<Begin>) {
    const transaction = begin.apply(this, words);
    begun.push(transaction);
    return transaction;
  };
  try {
    await work();
  } finally {
    IDBDatabase.prototype.transaction = begin;
  }
  return begun;
}

async function both(name: string): Promise<readonly Openable[]> {
  const made = new DexieDatabase(name);
  await made.open();
  return [made, new IdbDatabase(name)];
}

/** How durable what is written is: relaxed means no fsync at all (failures F12). */
export async function durabilities(): Promise<readonly string[]> {
  const begun = await watched(async () => {
    for (const database of await both("durable")) await database.transact([], () => [slip("a")]);
    await openSettings().write({ handedOver: false });
  });
  return begun.filter(({ mode }) => mode === "readwrite").map(({ durability }) => durability);
}

/** Reads after the browser has closed the connection, and after a read that fails once (failures F20, F19). */
export async function disturbed(): Promise<readonly unknown[]> {
  const answers: unknown[] = [];
  for (const at of [0, 1]) {
    let database: Openable | undefined;
    const begun = await watched(async () => {
      database = (await both("disturbed"))[at];
      await database?.transact([], () => [slip("kept")]);
    });
    if (!database) break;
    begun.at(-1)?.db.close();
    answers.push((await database.get("slips", "kept"))?.key);
    await database.transact([], () => [slip("after")]);
    answers.push((await database.get("slips", "after"))?.key);
  }
  const dexie = new DexieDatabase("disturbed");
  await dexie.open();
  const get = IDBObjectStore.prototype.get;
  IDBObjectStore.prototype.get = function fail() {
    IDBObjectStore.prototype.get = get;
    throw new DOMException("once", "UnknownError");
  };
  answers.push((await dexie.get("slips", "kept"))?.key);
  return answers;
}

/** Another tab takes a newer build while this one has the database open and goes on with it (failures F21, F22). */
export async function upgradedBeside(): Promise<readonly unknown[]> {
  const databases = await both("beside");
  for (const [at, database] of databases.entries()) await database.transact([], () => [slip(`before ${at}`)]);
  const newer = await openNewer("beside");
  const answers: unknown[] = ["not blocked"];
  newer.close();
  for (const [at, database] of databases.entries()) {
    await database.transact([], () => [slip(`after ${at}`)]);
    answers.push((await database.all("slips")).length);
  }
  const again = await openNewer("beside");
  const rows = await settled(again.transaction("future").objectStore("future").getAll());
  answers.push(rows, await settled(again.transaction("slips").objectStore("slips").getAllKeys()));
  again.close();
  return answers;
}

/** The database as a build of years later would have it: one table more. Rejects when somebody keeps it from upgrading. */
function openNewer(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, newerVersion);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("future", { keyPath: "key" }).put({ key: "of the newer build" });
  };
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("open"));
    request.onblocked = () => reject(new Error("blocked"));
  });
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("request"));
  });
}
