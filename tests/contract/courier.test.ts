/** The courier as another road: the tablet's worker, a file, a real district, and whatever the network does meanwhile. */
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Bytes } from "../../src/base/bytes.ts";
import { toHex } from "../../src/base/bytes.ts";
import { bundleBytesFirst } from "../../src/base/limits.ts";
import { unwrap } from "../../src/base/result.ts";
import type { ImportedCourier } from "../../src/server/courier/import-courier.ts";
import { importCourier } from "../../src/server/courier/import-courier.ts";
import { issueCode } from "../../src/server/enrolment/enrol.ts";
import { loseDatabase } from "../../src/store/memory/memory-disks.ts";
import { StoreFailure } from "../../src/store/ports.ts";
import { memorySettings } from "../../src/store/settings.ts";
import type { TestTablet } from "../support/worker-tablet.ts";
import {
  enrolledTablet,
  file,
  restart,
  startTablet,
  theDistrict,
  useDistrict,
  village,
  waitMsMax,
} from "../support/worker-tablet.ts";

vi.setConfig({ testTimeout: waitMsMax, hookTimeout: waitMsMax });
useDistrict();

/** What a person carries to the district. */
async function save({ api }: TestTablet): Promise<Bytes> {
  return new Uint8Array(await unwrap(await api.saveToFile()).file.arrayBuffer());
}

async function* inChunks(bytes: Bytes): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += 10_000) yield bytes.subarray(at, at + 10_000);
}

async function importAtDistrict(bytes: Bytes): Promise<ImportedCourier> {
  return unwrap(await importCourier(theDistrict(), inChunks(bytes)));
}

const replyOf = ({ reply }: ImportedCourier): Blob => new Blob([reply ?? new Uint8Array(0)]);
const states = async ({ api }: TestTablet): Promise<readonly string[]> =>
  (await api.outbox()).map(({ state }) => state).toSorted();
const held = (): Promise<number> => theDistrict().storage.transaction(async (tx) => (await tx.status()).entriesHeld);
const taken = ({ fates }: ImportedCourier, fate: "taken" | "known" | "later"): number =>
  [...fates.values()].reduce((sum, each) => sum + (each.get(fate) ?? 0), 0);

let tablet: TestTablet;
let before: number;
beforeEach(async () => {
  before = await held();
  tablet = await enrolledTablet();
  tablet.link.isUp = false;
  for (const id of ["a1", "a2", "a3"]) await file(tablet, id);
});

describe("a saved file", () => {
  test("changes no state but says that it waits, and its answer turns everything green", async () => {
    const bytes = await save(tablet);
    expect(await states(tablet)).toEqual(["saved", "saved", "saved"]);
    expect((await tablet.api.outbox()).map(({ isInFile }) => isInFile)).toEqual([true, true, true]);
    const imported = await importAtDistrict(bytes);
    expect(imported).toMatchObject({ promised: 3, damagedBytes: 0, isWhole: true, withoutPhotos: 0 });
    expect(taken(imported, "taken")).toBe(3);
    expect(await states(tablet)).toEqual(["saved", "saved", "saved"]);
    // Days later, after the tablet was switched off.
    const later = restart(tablet);
    expect(unwrap(await later.api.takeReplyFile(replyOf(imported)))).toEqual({ received: 3, later: 0, damaged: false });
    expect(await states(later)).toEqual(["complete", "complete", "complete"]);
    expect((await later.api.outbox()).some(({ isInFile }) => isInFile)).toBe(false);
    expect(unwrap(await later.api.takeReplyFile(replyOf(imported)))).toMatchObject({ received: 0 });
    expect(await later.api.saveToFile()).toMatchObject({ ok: false, code: "nothing-to-save" });
    expect(await held()).toBe(before + 3);
  });

  test("imported twice and sent by network as well is held once; the network alone tells that it arrived", async () => {
    const bytes = await save(tablet);
    await importAtDistrict(bytes);
    expect(taken(await importAtDistrict(bytes), "known")).toBe(3);
    const sent: number[] = [];
    tablet.link.isUp = true;
    tablet.link.onSent = (length) => sent.push(length);
    await tablet.api.syncNow();
    expect(await states(tablet)).toEqual(["complete", "complete", "complete"]);
    expect(await held()).toBe(before + 3);
    // Offers, not entries: what the file brought does not travel again.
    expect(Math.max(...sent)).toBeLessThan(3000);
  });

  test("that never arrives keeps nothing waiting: the network brings entries and photos as ever", async () => {
    await save(tablet);
    tablet.link.isUp = true;
    for (let tries = 0; tries < 5; tries += 1) await tablet.api.syncNow();
    expect(await states(tablet)).toEqual(["complete", "complete", "complete"]);
    expect(await held()).toBe(before + 3);
  });

  test("saved again with a newer application brings both, whichever file is imported first", async () => {
    const first = await save(tablet);
    await file(tablet, "a4");
    const second = await save(tablet);
    const answers = [await importAtDistrict(second), await importAtDistrict(first)];
    for (const answer of answers.toReversed()) unwrap(await tablet.api.takeReplyFile(replyOf(answer)));
    expect(await states(tablet)).toEqual(["complete", "complete", "complete", "complete"]);
    expect(await held()).toBe(before + 4);
  });

  test("can be saved on a full disk", async () => {
    vi.spyOn(tablet.database, "transact").mockRejectedValue(new StoreFailure("storage-full", "QuotaExceededError"));
    const imported = await importAtDistrict(await save(tablet));
    vi.restoreAllMocks();
    expect(taken(imported, "taken")).toBe(3);
    expect(unwrap(await tablet.api.takeReplyFile(replyOf(imported)))).toMatchObject({ received: 3 });
  });

  test("holds nothing that can be read", async () => {
    const { draft } = await file(tablet, "a4");
    const answers = Object.values(draft.answers);
    const words = answers.filter((value): value is string => typeof value === "string" && value.length >= 8);
    expect(words.length).toBeGreaterThan(3);
    const text = Buffer.from(await save(tablet)).toString("latin1");
    for (const word of words) expect(text.includes(word)).toBe(false);
  });

  test("of a tablet that lost database and keys is proven by its journal; photos and answer wait for the new certificate", async () => {
    loseDatabase(tablet.medium);
    const again = startTablet(tablet.medium, memorySettings(), tablet.link);
    const imported = await importAtDistrict(await save(again));
    expect([taken(imported, "taken"), taken(imported, "later")]).toEqual([3, 0]);
    expect(unwrap(await again.api.takeReplyFile(replyOf(imported)))).toMatchObject({ received: 0, later: 0 });
    again.link.isUp = true;
    unwrap(await again.api.enrol((await issueCode(theDistrict(), village)).code));
    for (let tries = 0; tries < 6; tries += 1) await again.api.syncNow();
    expect(await states(again)).toEqual(["complete", "complete", "complete"]);
    expect(await held()).toBe(before + 3);
  });
});

describe("a file sent by another tablet", () => {
  const asFile = (bytes: Bytes): File => new File([bytes], "loket-desa-2026-11-24.loket");

  test("arrives, and its answer turns the tablet green that made it", async () => {
    const neighbour = await enrolledTablet();
    const relayed = unwrap(await neighbour.api.relayFile(asFile(await save(tablet))));
    expect(relayed).toMatchObject({ name: "loket-desa-2026-11-24.balasan", isWhole: true });
    expect(await neighbour.api.outbox()).toEqual([]);
    expect(unwrap(await tablet.api.takeReplyFile(relayed.file))).toMatchObject({ received: 3 });
    expect(await states(tablet)).toEqual(["complete", "complete", "complete"]);
    expect(await held()).toBe(before + 3);
  });

  test("goes in pieces that a village link takes, and may be imported at the district as well", async () => {
    for (let at = 0; at < 20; at += 1) await file(tablet, `b${at + 10}`);
    const bytes = await save(tablet);
    expect(bytes.byteLength).toBeGreaterThan(bundleBytesFirst);
    const neighbour = await enrolledTablet();
    const sizes: number[] = [];
    const { post } = neighbour.http;
    vi.spyOn(neighbour.http, "post").mockImplementation((path, type, body) => {
      sizes.push(body.byteLength);
      return post(path, type, body);
    });
    const [relayed] = await Promise.all([neighbour.api.relayFile(asFile(bytes)), importAtDistrict(bytes)]);
    expect(sizes.length).toBeGreaterThan(1);
    expect(Math.max(...sizes)).toBeLessThan(bundleBytesFirst + 8192);
    expect(unwrap(await tablet.api.takeReplyFile(unwrap(relayed).file)).received).toBe(23);
    expect(await held()).toBe(before + 23);
  });

  test("is not taken for sent where there is no network, nor for a file where it is none", async () => {
    const neighbour = await enrolledTablet();
    neighbour.link.isUp = false;
    expect(await neighbour.api.relayFile(asFile(await save(tablet)))).toMatchObject({ code: "offline" });
    expect(await neighbour.api.relayFile(new File(["halo"], "x"))).toMatchObject({ code: "not-a-courier-file" });
  });
});

describe("an answer", () => {
  test("that is late undoes nothing that the network has said since", async () => {
    const imported = await importAtDistrict(await save(tablet));
    tablet.link.isUp = true;
    await tablet.api.syncNow();
    const status = await tablet.api.syncStatus();
    unwrap(await tablet.api.takeReplyFile(replyOf(imported)));
    expect(await states(tablet)).toEqual(["complete", "complete", "complete"]);
    expect(await tablet.api.syncStatus()).toMatchObject({
      lastReplyAt: status.lastReplyAt,
      clockOffsetMs: status.clockOffsetMs,
    });
  });

  test("by QR turns green what it names", async () => {
    const imported = await importAtDistrict(await save(tablet));
    let answer: unknown;
    for (const text of imported.frames ?? []) answer = unwrap(await tablet.api.takeReplyFrame(text));
    expect(answer).toEqual({ received: 3, later: 0, damaged: false });
    expect(await states(tablet)).toEqual(["complete", "complete", "complete"]);
    expect(await tablet.api.takeReplyFrame("https://loket.example/t/ABC#x")).toMatchObject({ code: "not-a-reply-qr" });
  });

  test("counts only for the tablet that asked, and only for a file it remembers", async () => {
    const bytes = await save(tablet);
    const imported = await importAtDistrict(bytes);
    const other = await enrolledTablet();
    expect(await other.api.takeReplyFile(replyOf(imported))).toMatchObject({ code: "reply-other-tablet" });
    expect(await tablet.api.takeReplyFile(new Blob([bytes]))).toMatchObject({ code: "reply-is-bundles" });
    expect(await tablet.api.takeReplyFile(new Blob(["halo"]))).toMatchObject({ code: "not-a-reply-file" });
    tablet.medium.rows.state.delete("couriers");
    expect(await restart(tablet).api.takeReplyFile(replyOf(imported))).toMatchObject({ code: "reply-forgotten" });
    expect(await states(tablet)).toEqual(["saved", "saved", "saved"]);
  });

  test("that somebody has changed changes nothing", async () => {
    const imported = await importAtDistrict(await save(tablet));
    const bytes = imported.reply?.slice() ?? new Uint8Array(0);
    const at = Buffer.from(toHex(bytes), "hex").byteLength - 80;
    bytes.set([(bytes[at] ?? 0) ^ 1], at);
    expect((await tablet.api.takeReplyFile(new Blob([bytes]))).ok).toBe(false);
    expect(await states(tablet)).toEqual(["saved", "saved", "saved"]);
  });
});
