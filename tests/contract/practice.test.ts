/** Practice over an enrolled tablet: everything can be filed, and the tablet's disks, its link and its sticks never see it. */
import { expect, test, vi } from "vitest";
import type { Bytes } from "../../src/base/bytes.ts";
import { toHex } from "../../src/base/bytes.ts";
import { unwrap } from "../../src/base/result.ts";
import { MemoryIdentityFile, makeMemoryMedium } from "../../src/store/memory/memory-disks.ts";
import type { MemoryMedium } from "../../src/store/memory/memory-disks.ts";
import { MemoryLetters } from "../../src/store/letters.ts";
import { makeWorkerApi } from "../../src/worker/api.ts";
import { systemClock, systemRandom, systemTimer } from "../../src/worker/open-sync.ts";
import { makePracticeWorld, practiceDoor } from "../../src/worker/practice.ts";
import type { WorkerApi } from "../../src/worker/worker-api.ts";
import { enrolledTablet, makeDraft, statement, useDistrict, waitMsMax } from "../support/worker-tablet.ts";

vi.setConfig({ testTimeout: waitMsMax, hookTimeout: waitMsMax });
useDistrict();

/** As the page does it: the door over a world that may read the identity file of `real`. */
function practise(real: MemoryMedium): WorkerApi {
  const tools = {
    clock: systemClock,
    timer: systemTimer,
    random: systemRandom,
    origin: "https://loket.example",
    facts: () => Promise.reject(new Error("practice reports nothing")),
  };
  return practiceDoor(makeWorkerApi(makePracticeWorld(tools, new MemoryIdentityFile(real)), new MemoryLetters()).api);
}

/** All that lies on the disks, short enough to compare. */
function sumUp({ files, blobs, identity, rows }: MemoryMedium): unknown {
  const sizes = (of: ReadonlyMap<string, Bytes>) => [...of].map(([name, bytes]) => [name, bytes.byteLength]);
  const keys = Object.entries(rows).map(([table, kept]) => [table, [...kept.keys()]]);
  return { files: sizes(files), blobs: sizes(blobs), identity: identity.map(toHex), keys };
}

test("it has the same village and forms, and neither disk nor link nor stick of the tablet sees what is done in it", async () => {
  const tablet = await enrolledTablet();
  const sent: number[] = [];
  tablet.link.onSent = (bytes) => void sent.push(bytes);
  const draft = await makeDraft(tablet, "fa");
  tablet.link.isUp = false;
  const before = sumUp(tablet.medium);
  const api = practise(tablet.medium);
  const real = await tablet.api.state();
  const state = await api.state();
  if (real.kind === "new") throw new Error("the tablet is enrolled");
  expect(state).toEqual({ kind: "no-vault", village: real.village, lost: undefined });
  expect(await api.configuration()).toEqual(await tablet.api.configuration());
  unwrap(await api.createOfficer("Petugas Latihan", "246813"));
  expect(await api.outbox()).toEqual([]);
  unwrap(await api.saveDraft({ ...draft, attachments: [], missing: [] }));
  // The photos lie on the tablet's disk, which practice cannot read: without them the form refuses, as it would.
  expect((await api.submit(draft.id, statement)).ok).toBe(false);
  await api.syncNow();
  expect(await api.saveToFile()).toMatchObject({ ok: false, code: "practice" });
  expect(await api.statusAtDistrict("000000000")).toEqual({ kind: "offline" });
  expect(sent).toEqual([]);
  expect(sumUp(tablet.medium)).toEqual(before);
});

test("a tablet that has no forms yet is a new tablet in practice too", async () => {
  expect(await practise(makeMemoryMedium()).state()).toEqual({ kind: "new" });
});
