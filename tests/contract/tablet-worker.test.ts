/** The tablet's worker against a real district, without browser and network: from enrolment code to green. */
import { beforeEach, describe, expect, test, vi } from "vitest";
import { definite } from "../../src/base/assert.ts";
import { toHex } from "../../src/base/bytes.ts";
import { unwrap } from "../../src/base/result.ts";
import { readDevice } from "../../src/server/health/facts.ts";
import { issueCode } from "../../src/server/enrolment/enrol.ts";
import { loseDatabase } from "../../src/store/memory/memory-disks.ts";
import { memorySettings } from "../../src/store/settings.ts";
import type { TestTablet } from "../support/worker-tablet.ts";
import {
  enrolledTablet,
  file,
  fileAndHear,
  makeDraft,
  restart,
  startTablet,
  statement,
  takePhoto,
  theDistrict,
  useDistrict,
  village,
  waitMsMax,
} from "../support/worker-tablet.ts";

vi.setConfig({ testTimeout: waitMsMax, hookTimeout: waitMsMax });
useDistrict();

describe("enrolment", () => {
  test("a code makes a tablet of its village, and the configuration comes with it", async () => {
    const tablet = startTablet();
    expect(await tablet.api.state()).toEqual({ kind: "new" });
    const { code } = await issueCode(theDistrict(), village);
    expect(await tablet.api.enrol(code)).toMatchObject({ ok: true, value: { code: village } });
    const state = await tablet.api.state();
    expect(state).toMatchObject({
      kind: "no-vault",
      village: { text: expect.stringMatching(/^(Desa|Kelurahan) .+, Kec\. /) },
    });
    expect((await tablet.api.configuration()).ok).toBe(true);
    expect(await restart(tablet).api.state()).toEqual(state);
  });

  test("an unknown code says so, and no link says so", async () => {
    const tablet = startTablet();
    expect(await tablet.api.enrol("AAAA-BBBB-CCCC-1")).toMatchObject({ ok: false, code: "code-unknown" });
    tablet.link.isUp = false;
    expect(await tablet.api.enrol("AAAA-BBBB-CCCC-1")).toMatchObject({ ok: false, code: "offline" });
  });
});

describe("the vault", () => {
  let tablet: TestTablet;
  beforeEach(async () => {
    tablet = await enrolledTablet();
  });

  test("after a restart the tablet is locked, and only the right PIN opens what was kept", async () => {
    const draft = await makeDraft(tablet, "aa");
    unwrap(await tablet.api.saveDraft(draft));
    const { api } = restart(tablet);
    const state = await api.state();
    if (state.kind !== "locked") throw new Error(state.kind);
    expect(await api.listDrafts()).toMatchObject({ ok: false, code: "locked" });
    const [officer] = state.officers;
    expect(await api.unlock(officer?.id ?? "", "000000")).toMatchObject({ ok: false, code: "pin-wrong" });
    unwrap(await api.unlock(officer?.id ?? "", "246802"));
    expect(unwrap(await api.listDrafts())).toEqual([draft]);
  });

  test("nothing clear of a draft or a filed application lies on the tablet's disk", async () => {
    const { draft } = await file(tablet, "ab");
    const answers = Object.values(draft.answers).filter((value) => typeof value === "string" && value.length >= 8);
    expect(answers.length).toBeGreaterThan(3);
    const disk = Buffer.concat([
      ...tablet.medium.files.values(),
      ...tablet.medium.blobs.values(),
      ...Object.values(tablet.medium.rows).flatMap((rows) =>
        [...rows.entries()].filter(([, row]) => !("signed" in row)).flatMap(([, row]) => [Buffer.from(flatten(row))]),
      ),
    ]).toString("latin1");
    for (const value of answers) expect(disk.includes(String(value))).toBe(false);
  });
});

function flatten(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (value instanceof Map) return Buffer.concat([...value.values()].map(flatten));
  if (typeof value === "object" && value !== null) return Buffer.concat(Object.values(value).map(flatten));
  return Buffer.from(String(value));
}

describe("KIRIM", () => {
  test("what is filed without signal is saved, survives a restart, and turns green with its photos and not before", async () => {
    const tablet = await enrolledTablet();
    tablet.link.isUp = false;
    const { slip } = await file(tablet, "ba");
    expect(slip).toMatchObject({ state: "saved", serviceId: "birth-certificate" });
    expect(slip.url).toContain(`https://loket.example/t/${slip.code.replaceAll("-", "")}#`);
    const again = restart(tablet);
    expect(await again.api.outbox()).toMatchObject([{ state: "saved", label: undefined, slipCode: slip.code }]);
    tablet.link.isUp = true;
    for (let tries = 0; tries < 5; tries += 1) await again.api.syncNow();
    expect(await again.api.outbox()).toMatchObject([{ state: "complete", photosMissing: 0 }]);
    expect(await again.api.syncStatus()).toMatchObject({ unreceipted: 0, lastOutcome: "ok" });
  });

  test("the same draft twice is one entry, and its draft is gone", async () => {
    const tablet = await enrolledTablet();
    const { draft, slip } = await file(tablet, "bb");
    expect(unwrap(await tablet.api.submit(draft.id, statement)).applicationId).toBe(slip.applicationId);
    expect(await tablet.api.saveDraft(draft)).toMatchObject({ ok: false, code: "already-submitted" });
    expect(await tablet.api.outbox()).toHaveLength(1);
    expect(unwrap(await tablet.api.listDrafts())).toEqual([]);
  });

  test("an incomplete draft is not filed", async () => {
    const tablet = await enrolledTablet();
    const draft = await makeDraft(tablet, "bc");
    unwrap(await tablet.api.saveDraft({ ...draft, attachments: [], missing: [] }));
    expect(await tablet.api.submit(draft.id, statement)).toMatchObject({ ok: false, code: "application-incomplete" });
    expect(await tablet.api.outbox()).toEqual([]);
  });

  test("a lost database comes back whole, the district's words without any network, and is received once", async () => {
    const tablet = await enrolledTablet();
    await fileAndHear(tablet, "bd");
    tablet.link.isUp = false;
    loseDatabase(tablet.medium);
    const again = restart(tablet);
    await again.api.state();
    expect(await again.api.outbox()).toMatchObject([{ stage: "ready" }]);
    again.link.isUp = true;
    for (let tries = 0; tries < 5; tries += 1) await again.api.syncNow();
    expect(await again.api.outbox()).toMatchObject([{ state: "complete" }]);
  });
});

describe("a damaged browser", () => {
  test("is told to the district until it knows, and a good start after that is told as well", async () => {
    const tablet = await enrolledTablet();
    await file(tablet, "de");
    const device = toHex(definite([...tablet.medium.rows.entries.values()][0], "an entry").device);
    const told = async () => (await readDevice(theDistrict(), device))?.report.incident;
    await tablet.api.syncNow();
    expect(await told()).toBe(0);
    tablet.link.isUp = false;
    loseDatabase(tablet.medium);
    await restart(tablet).api.state();
    const second = restart(tablet);
    await second.api.state();
    second.link.isUp = true;
    await second.api.syncNow();
    expect(await told()).toBe(1);
    const third = restart(second);
    await third.api.syncNow();
    expect(await told()).toBe(0);
  });

  test("a tablet that lost its keys and goes to another village takes no notice along", async () => {
    const tablet = await enrolledTablet();
    await fileAndHear(tablet, "d2");
    const again = startTablet(tablet.medium, memorySettings(), tablet.link);
    await again.api.state();
    unwrap(await again.api.createOfficer("Pak Wira", "246802"));
    unwrap(await again.api.enrol((await issueCode(theDistrict(), "33.29.01.2011")).code));
    await restart(again).api.state();
    expect(tablet.medium.rows.notices.size).toBe(0);
  });

  test("a tablet that lost database and keys is no new tablet: it files on with a new key, and nothing is lost", async () => {
    const tablet = await enrolledTablet();
    tablet.link.isUp = false;
    await file(tablet, "da");
    loseDatabase(tablet.medium);
    const link = { isUp: false };
    const again = startTablet(tablet.medium, memorySettings(), link);
    const named = { text: expect.stringMatching(/^(Desa|Kelurahan) /) };
    expect(await again.api.state()).toMatchObject({ kind: "no-vault", village: named, lost: { entries: 1 } });
    expect(await again.api.outbox()).toMatchObject([{ state: "saved", label: undefined }]);
    expect(await again.api.syncStatus()).toMatchObject({ unreceipted: 1, keyWaitsForCertificate: true });
    unwrap(await again.api.createOfficer("Bu Rini", "135790"));
    // Without a network: the forms lie in a file beside the identity.
    await file(again, "db");
    expect(await again.api.outbox()).toHaveLength(2);
    link.isUp = true;
    const { code } = await issueCode(theDistrict(), village);
    unwrap(await again.api.enrol(code));
    for (let tries = 0; tries < 6; tries += 1) await again.api.syncNow();
    expect(await again.api.syncStatus()).toMatchObject({ keyWaitsForCertificate: false });
    expect((await again.api.outbox()).map((item) => item.state)).toEqual(["complete", "complete"]);
  });
});

describe("settings that were lost alone", () => {
  test("what is gone with them is said: officers, and drafts nobody can open any more", async () => {
    const tablet = await enrolledTablet();
    tablet.link.isUp = false;
    await file(tablet, "ea");
    unwrap(await tablet.api.saveDraft(await makeDraft(tablet, "eb")));
    const again = startTablet(tablet.medium, memorySettings(), { isUp: true });
    expect(await again.api.state()).toMatchObject({ kind: "no-vault", lost: { entries: 1 } });
    expect(tablet.medium.rows.state.get("incident")).toMatchObject({ kind: "keys-lost", lost: 0 });
    unwrap(await again.api.createOfficer("Bu Rini", "135790"));
    expect(unwrap(await again.api.listDrafts())).toEqual([]);
    expect(await again.api.countLostDrafts()).toBe(1);
    unwrap(await again.api.saveDraft(await makeDraft(again, "ec")));
    unwrap(await again.api.dropLostDrafts());
    expect(await again.api.countLostDrafts()).toBe(0);
    expect(unwrap(await again.api.listDrafts())).toHaveLength(1);
  });

  test("a tablet that never had an officer lost none", async () => {
    const tablet = startTablet();
    const { code } = await issueCode(theDistrict(), village);
    unwrap(await tablet.api.enrol(code));
    expect(await restart(tablet).api.state()).toMatchObject({ kind: "no-vault", lost: undefined });
  });
});

describe("Ada yang salah", () => {
  test("what was filed can be corrected and withdrawn as the same application", async () => {
    const tablet = await enrolledTablet();
    const { slip } = await file(tablet, "ca");
    expect(unwrap(await tablet.api.mendable())).toMatchObject([{ applicationId: slip.applicationId, name: slip.name }]);
    const draft = unwrap(await tablet.api.startCorrection(slip.applicationId));
    const [first, ...kept] = draft.attachments;
    if (!first) throw new Error("no attachment");
    unwrap(await tablet.api.saveDraft({ ...draft, attachments: [await takePhoto(tablet, first), ...kept] }));
    expect(unwrap(await tablet.api.submit(draft.id, statement)).applicationId).toBe(slip.applicationId);
    unwrap(await tablet.api.withdraw(slip.applicationId, "Salah orang"));
    unwrap(await tablet.api.withdraw(slip.applicationId, "Salah orang"));
    const kinds = (await tablet.api.outbox()).map((item) => item.kind).toSorted();
    expect(kinds).toEqual(["application", "correction", "withdrawal"]);
    expect(unwrap(await tablet.api.mendable())).toEqual([]);
    for (let tries = 0; tries < 5; tries += 1) await tablet.api.syncNow();
    expect((await tablet.api.outbox()).every((item) => item.state === "complete")).toBe(true);
  });

  test("a neighbour's slip is checked by the keys the district certified for the village", async () => {
    const [here, there] = [await enrolledTablet(), await enrolledTablet()];
    const { slip } = await file(there, "cd");
    await here.api.syncNow();
    expect(await here.api.checkSlip(slip.url)).toMatchObject({ ok: true, value: { isGenuine: true, here: undefined } });
    const forged = `${slip.url.slice(0, -4)}${slip.url.endsWith("AAAA") ? "BBBB" : "AAAA"}`;
    expect(await here.api.checkSlip(forged)).toMatchObject({ ok: false, code: "signature-invalid" });
  });

  test("a slip of this tablet is read back, a forged one is not", async () => {
    const tablet = await enrolledTablet();
    const { slip } = await file(tablet, "cc");
    expect(await tablet.api.checkSlip(slip.url)).toMatchObject({
      ok: true,
      value: { here: { state: expect.any(String) } },
    });
    const forged = `${slip.url.slice(0, -4)}${slip.url.endsWith("AAAA") ? "BBBB" : "AAAA"}`;
    expect((await tablet.api.checkSlip(forged)).ok).toBe(false);
  });
});
