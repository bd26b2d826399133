import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { heartbeatMsMax } from "../base/limits.ts";
import { findRunning, markRunning, openDataFolder } from "./data-folder.ts";

const NOW = 1_800_000_000_000;
/** Above any process id Linux gives. */
const DEAD_PID = 2 ** 30;
let path = "";
beforeEach(() => (path = mkdtempSync(join(tmpdir(), "loket-data-"))));
afterEach(() => rmSync(path, { recursive: true, force: true }));

test("a server is seen while it runs and not after its end", () => {
  const folder = openDataFolder(path);
  const mark = markRunning(folder);
  mark.beat(NOW);
  expect(findRunning(folder, NOW + 1000)).toEqual([process.pid]);
  mark.end();
  expect(findRunning(folder, NOW + 1000)).toEqual([]);
});

test("two servers on one folder are both seen", () => {
  const folder = openDataFolder(path);
  for (const mark of [markRunning(folder), markRunning(folder)]) mark.beat(NOW);
  expect(findRunning(folder, NOW)).toHaveLength(2);
});

test("a server that was killed on this machine does not block, however fresh its mark", () => {
  const folder = openDataFolder(path);
  writeFileSync(join(folder.running, "x.json"), JSON.stringify({ pid: DEAD_PID, host: hostname() }));
  expect(findRunning(folder, Date.now())).toEqual([]);
});

test("a server of another machine counts until its beat is old", () => {
  const folder = openDataFolder(path);
  writeFileSync(join(folder.running, "x.json"), JSON.stringify({ pid: DEAD_PID, host: "elsewhere" }));
  expect(findRunning(folder, Date.now())).toEqual([DEAD_PID]);
  expect(findRunning(folder, Date.now() + heartbeatMsMax + 1000)).toEqual([]);
});
