import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Readable } from "node:stream";
import { expect, it } from "vitest";
import { makeMemoryDistrict, testRegency } from "../../../tests/support/memory-district.ts";
import { enrolTablet } from "../../../tests/support/test-tablet.ts";
import { endpoints } from "../../protocol/endpoints.ts";
import { frameItem } from "../../protocol/framing.ts";
import { openSqliteStorage } from "../storage/sqlite/open-storage.ts";
import { deviceRoutes } from "./device-routes.ts";
import { onError } from "./errors.ts";

// Failures F43.
it("a database that somebody else writes to for too long is said to be busy, and what came then is taken the next time", async () => {
  const folder = mkdtempSync(join(tmpdir(), "loket-busy-"));
  const path = join(folder, "busy.sqlite");
  const district = await makeMemoryDistrict({ storage: openSqliteStorage(path, testRegency) });
  const tablet = await enrolTablet(district);
  const entry = await tablet.file();
  const routes = deviceRoutes(district, { trustProxy: false, afterExchange: () => undefined });
  const said: string[] = [];
  routes.onError(onError((_event, { code }) => said.push(code)));
  const send = async (): Promise<number> => {
    const bundle = [frameItem(await tablet.header()), frameItem(await tablet.run([entry]))];
    const incoming = Object.assign(Readable.from(bundle), { headers: {}, socket: { remoteAddress: "10.0.0.1" } });
    return (await routes.request(endpoints.exchange, { method: "POST" }, { incoming })).status;
  };
  const held = async () => (await district.storage.transaction((tx) => tx.entries.custody([entry.digest]))).length;

  const other = new DatabaseSync(path);
  other.exec("BEGIN IMMEDIATE");
  district.storage.database.exec("PRAGMA busy_timeout = 0");
  expect([await send(), said, await held().catch(() => "busy")]).toEqual([503, ["busy"], "busy"]);
  other.exec("COMMIT");
  other.close();
  expect([await send(), said.length, await held()]).toEqual([200, 1, 1]);
  await district.storage.close();
  rmSync(folder, { recursive: true });
});
