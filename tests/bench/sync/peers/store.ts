/** A plain IndexedDB table of things to send, for peers that bring no store of their own. Strict, as Loket's is. */

export type Store<T> = {
  put(key: string, value: T): Promise<void>;
  remove(key: string): Promise<void>;
  all(): Promise<readonly (readonly [string, T])[]>;
};

export async function openStore<T>(name: string): Promise<Store<T>> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.addEventListener("upgradeneeded", () => request.result.createObjectStore("things"));
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(new Error(String(request.error))));
  });
  const write = (work: (things: IDBObjectStore) => void): Promise<void> =>
    new Promise((resolve, reject) => {
      const transaction = database.transaction("things", "readwrite", { durability: "strict" });
      work(transaction.objectStore("things"));
      transaction.addEventListener("complete", () => resolve());
      transaction.addEventListener("abort", () => reject(new Error(String(transaction.error))));
    });
  const read = <R>(work: (things: IDBObjectStore) => IDBRequest<R>): Promise<R> =>
    new Promise((resolve, reject) => {
      const request = work(database.transaction("things").objectStore("things"));
      request.addEventListener("success", () => resolve(request.result));
      request.addEventListener("error", () => reject(new Error(String(request.error))));
    });
  return {
    put: (key, value) => write((things) => things.put(value, key)),
    remove: (key) => write((things) => things.delete(key)),
    async all() {
      const keys = await read((things) => things.getAllKeys());
      const values = await read<T[]>((things) => things.getAll());
      return values.map((value, at) => [String(keys[at]), value] as const);
    },
  };
}
