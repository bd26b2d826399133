import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { NoticeIn } from "../../sync/ports.ts";
import { firstSyncState } from "../../sync/custody.ts";
import { Journal } from "./journal.ts";
import { makeLogPort } from "./log-port.ts";
import { readMemory } from "./memory.ts";
import { NoticeFile } from "./notice-file.ts";

let folder = "";
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "loket-notices-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const notice = (fill: number): NoticeIn => ({
  id: new Uint8Array(32).fill(fill),
  signed: new Uint8Array(90).fill(fill),
});
const stand = new Uint8Array(130).fill(7);

test("what the district said is there after the process died, with the stand it came with, each word once", () => {
  NoticeFile.open(folder).keep([notice(1)], stand);
  const again = NoticeFile.open(folder);
  again.keep([notice(1), notice(2)], stand);
  const third = NoticeFile.open(folder);
  expect([third.notices, third.stand]).toEqual([[notice(1), notice(2)], stand]);
});

test("a record that was cut short is not believed, and the next one takes its place", () => {
  NoticeFile.open(folder).keep([notice(1)], stand);
  appendFileSync(join(folder, "notices"), Uint8Array.of(0x58, 0x70, 1, 2, 3));
  NoticeFile.open(folder).keep([notice(2)], stand);
  expect(NoticeFile.open(folder).notices).toEqual([notice(1), notice(2)]);
});

test("a notice is in the file before the memory knows of it", async () => {
  const file = NoticeFile.open(folder);
  const state = firstSyncState(new Uint8Array(3));
  const log = makeLogPort(folder, Journal.open(folder), file, { state, custody: new Map(), notices: [] });
  let known: unknown = "not asked";
  const keep = file.keep.bind(file);
  file.keep = (...words) => {
    keep(...words);
    known = readMemory(folder);
  };
  const changes = { state: { ...state, stand }, custody: new Map(), notices: [notice(1)], fields: [], slipsTold: [] };
  expect(await log.apply(changes)).toBe("applied");
  expect([known, NoticeFile.open(folder).notices]).toEqual([undefined, [notice(1)]]);
});
