/**
 * Opening in a process of its own, with real processes: whatever an envelope does to its reader, the server goes on, the
 * entry is marked, and its neighbours are opened (failures.md F44).
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openLeaseMs } from "../../../src/base/limits.ts";
import type { OpenedDistrict } from "../../../src/server/open-district.ts";
import { openPending } from "../../../src/server/inbox/open.ts";
import type { ApartReader } from "../../../src/server/inbox/read-apart.ts";
import { openReaderApart } from "../../../src/server/inbox/read-apart.ts";
import { reopenEntries } from "../../../src/server/quarantine/reopen.ts";
import { testVillage } from "../../support/memory-district.ts";
import type { Poison } from "../../support/poisoned-reader.ts";
import { poisoned } from "../../support/poisoned-reader.ts";
import { keysFolderOf, openRealDistrict, realClock, realTimer } from "../../support/real-district.ts";
import type { FiledEntry, TestTablet } from "../../support/test-tablet.ts";
import { enrolTablet, receiptOf } from "../../support/test-tablet.ts";

const programOf = (name: string): string => fileURLToPath(new URL(`../../support/${name}.ts`, import.meta.url));
/** Long enough for a process to start on a busy machine, short enough to wait for. */
const patienceMs = 8000;

let path = "";
let aheadMs = 0;
let opened: OpenedDistrict;
let tablet: TestTablet;
const readers: ApartReader[] = [];

beforeEach(async () => {
  path = mkdtempSync(join(tmpdir(), "loket-apart-"));
  aheadMs = 0;
  opened = await openRealDistrict(
    path,
    realClock(() => aheadMs),
  );
  tablet = await enrolTablet(opened.district, testVillage.code);
});
afterEach(async () => {
  for (const reader of readers.splice(0)) reader.stop();
  await opened.close();
  rmSync(path, { recursive: true, force: true });
});

function openReader(program?: string): ApartReader {
  const { regency, configuration } = opened.district;
  const reader = openReaderApart({
    regency,
    configuration,
    keysFolder: keysFolderOf(path),
    timer: { sleep: (_ms, signal) => realTimer.sleep(patienceMs, signal) },
    ...(program !== undefined && { program }),
  });
  readers.push(reader);
  return reader;
}

const send = async (...entries: readonly FiledEntry[]) =>
  tablet.exchange(await Promise.all(entries.map((entry) => tablet.run([entry]))));
const rowOf = (entry: FiledEntry) => opened.district.storage.transaction((tx) => tx.entries.find(entry.digest));
const standingOf = async (entry: FiledEntry): Promise<string> => {
  const row = await rowOf(entry);
  return row?.reason ? `${row.standing}: ${row.reason}` : (row?.standing ?? "not held");
};

describe("a reader in a process of its own", () => {
  it("opens what is good and names what is not, as a reader in this process does", async () => {
    const good = await tablet.file();
    const broken = await tablet.file({ envelope: new Uint8Array(64).fill(7) });
    const strange = await tablet.file({ content: { kind: "application", hello: 1 } });
    await send(good, broken, strange);
    await openPending(opened.district, 10, openReader().read);
    expect(await Promise.all([good, broken, strange].map(standingOf))).toEqual([
      "opened",
      "set-aside: cannot-open",
      "set-aside: content-invalid",
    ]);
  });

  it.each<Poison>(["dies", "eats", "spins"])(
    "that %s at one envelope: the server marks it and opens the others",
    async (poison) => {
      const [before, bad, after] = [
        await tablet.file(),
        await tablet.file({ envelope: poisoned(poison) }),
        await tablet.file(),
      ];
      await send(before, bad, after);
      const reader = openReader(programOf("poisoned-reader"));
      await openPending(opened.district, 10, reader.read);
      expect(await Promise.all([before, bad, after].map(standingOf))).toEqual(["opened", "unopened", "opened"]);
      aheadMs += openLeaseMs;
      await openPending(opened.district, 10, reader.read);
      aheadMs += openLeaseMs;
      await openPending(opened.district, 10, reader.read);
      expect(await standingOf(bad)).toBe("set-aside: attempts");
      expect(receiptOf(await tablet.exchange([]), bad)).toBe("quarantined");
    },
  );

  it("that dies while something is opened again leaves it set aside, and the next one is opened", async () => {
    const [bad, other] = [await tablet.file({ envelope: poisoned("dies") }), await tablet.file()];
    await send(bad, other);
    await openPending(opened.district, 10, async () => ({ ok: false, code: "key-unknown" }));
    const again = await reopenEntries(opened.district, openReader(programOf("poisoned-reader")).read, [
      bad.digest,
      other.digest,
    ]);
    expect(again).toEqual({ opened: [other.digest], still: [{ digest: bad.digest, reason: "attempts" }], skipped: 0 });
    expect([await standingOf(bad), await standingOf(other)]).toEqual(["set-aside: attempts", "opened"]);
    expect(receiptOf(await tablet.exchange([]), other)).toBe("complete");
  });

  it("may neither write nor start anything", async () => {
    const reader = openReader(programOf("greedy-reader"));
    const entry = await tablet.file();
    await send(entry);
    const row = await rowOf(entry);
    expect(row && (await reader.read(row))).toEqual({
      ok: false,
      code: "cannot-open",
      detail: "ERR_ACCESS_DENIED ERR_ACCESS_DENIED",
    });
  });
});

/** Runs the opener in a process of its own and kills it, for real, in the middle of an entry. */
async function openAndKill(): Promise<void> {
  const child = spawn(process.execPath, [programOf("open-until-killed"), path, String(aheadMs)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  expect((await ended)[1]).toBe("SIGKILL");
}

it("an opener that is killed twice at one entry has its third successor set it aside, and loses nothing", async () => {
  const poison = await tablet.file({ envelope: poisoned("sleeps"), priority: 1 });
  await send(poison);
  await openAndKill();
  // Its lease still runs: nobody else touches the entry meanwhile, and a good one is opened beside it.
  const good = await tablet.file();
  await send(good);
  const reader = openReader();
  await openPending(opened.district, 10, reader.read);
  expect([await standingOf(poison), await standingOf(good)]).toEqual(["unopened", "opened"]);
  aheadMs += openLeaseMs;
  await openAndKill();
  expect(await standingOf(poison)).toBe("unopened");
  aheadMs += openLeaseMs;
  await openPending(opened.district, 10, reader.read);
  expect(await standingOf(poison)).toBe("set-aside: attempts");
  expect((await rowOf(poison))?.envelope).toEqual(poison.entry.envelope);
});
