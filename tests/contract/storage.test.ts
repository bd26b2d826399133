/** The storage contract against every store there is. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { openMemoryStorage } from "../../src/server/storage/memory.ts";
import { openSqliteStorage } from "../../src/server/storage/sqlite/open-storage.ts";
import { describeSmallStorage } from "./small-storage.ts";
import type { OpenedStorage } from "./storage.ts";
import { describeStorage } from "./storage.ts";

const folder = mkdtempSync(join(tmpdir(), "loket-storage-"));
let databases = 0;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const stores: readonly (readonly [string, () => Promise<OpenedStorage>])[] = [
  [
    "the store in memory",
    async () => {
      const storage = openMemoryStorage("33.29");
      return { storage, crash: () => storage.crash() };
    },
  ],
  [
    "SQLite on disk",
    async () => {
      databases += 1;
      const storage = openSqliteStorage(join(folder, `${databases}.sqlite`), "33.29");
      return { storage, crash: () => storage.crash() };
    },
  ],
];

for (const [name, open] of stores) {
  describeStorage(name, open);
  describeSmallStorage(name, open);
}
