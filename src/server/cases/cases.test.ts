import { describe, expect, it } from "vitest";
import { brebes } from "../../../tests/fixtures/kiosk-config.ts";
import type { MemoryDistrict } from "../../../tests/support/memory-district.ts";
import { makeMemoryDistrict } from "../../../tests/support/memory-district.ts";
import type { FiledEntry, FileOptions, TestTablet } from "../../../tests/support/test-tablet.ts";
import { enrolTablet, makeFiling } from "../../../tests/support/test-tablet.ts";
import { definite } from "../../base/assert.ts";
import type { Bytes } from "../../base/bytes.ts";
import { toHex, utf8 } from "../../base/bytes.ts";
import { unwrap } from "../../base/result.ts";
import { encryptBlob } from "../../crypto/blobs.ts";
import { openFields } from "../../crypto/envelopes.ts";
import { applicationIdOf, noticeId } from "../../crypto/hash.ts";
import type { Role } from "../../domain/case/allowed-actions.ts";
import { priorities } from "../../protocol/entry.ts";
import { parseNotice } from "../../protocol/notice.ts";
import { parseNamedFields } from "../../protocol/sealed-fields.ts";
import { parseSigned } from "../../protocol/signed.ts";
import type { CaseActionRequest } from "../../protocol/staff/staff-api.ts";
import { openPending } from "../inbox/open.ts";
import { readDesk } from "../quarantine/desk.ts";
import { actOnCase } from "./act.ts";
import { listCases, showCase } from "./cases.ts";
import { readPhoto, sniffMime } from "./photos.ts";

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3);
const officer = { id: "officer-1", name: "Pak Karto" };
const answers = {
  "applicant.name": "Moh. Soeharto",
  "applicant.nik": "3329990101900001",
  "loss.place": "Pasar Bumiayu",
};

type World = { readonly district: MemoryDistrict; readonly tablet: TestTablet };

async function world(): Promise<World> {
  const district = await makeMemoryDistrict({ configuration: brebes() });
  return { district, tablet: await enrolTablet(district) };
}

/** Whatever lies in the database, texts and bytes alike, as one text. */
function everyCell({ storage: { database } }: MemoryDistrict): string {
  const tables = database.prepare("select name from sqlite_master where type = 'table'").all();
  const rows = tables.flatMap(({ name }) => database.prepare(`select * from ${String(name)}`).all());
  const cells = rows.flatMap((row) => Object.values(row));
  return cells
    .map((cell) => (cell instanceof Uint8Array ? Buffer.from(cell).toString("latin1") : String(cell)))
    .join("\n");
}

let secrets = 0;

/** Files an application with these fields and opens it. */
async function file(
  { district, tablet }: World,
  change: Parameters<typeof makeFiling>[1] = {},
  priority: number = priorities.normal,
): Promise<FiledEntry> {
  secrets += 1;
  const secret = new Uint8Array(16).fill(secrets);
  const content = makeFiling(secret, { answers, ...change });
  return send({ district, tablet }, { content, applicationId: await applicationIdOf(secret), priority });
}

async function send({ district, tablet }: World, options: FileOptions): Promise<FiledEntry> {
  const entry = await tablet.file(options);
  await tablet.exchange([await tablet.run([entry])]);
  await openPending(district, 10);
  return entry;
}

function correctionOf(base: FiledEntry, place: string): FileOptions {
  const content = { kind: "correction", answers: { "loss.place": place }, attachments: [], officer, filedAt: 1 };
  return { kind: "correction", applicationId: base.applicationId, base: base.digest, content };
}

const act = (district: MemoryDistrict, application: Bytes, request: CaseActionRequest, role: Role = "verifier") =>
  actOnCase(district, { application, request, staff: { name: "Bu Sri", role } });

const detail = async (district: MemoryDistrict, application: Bytes) =>
  definite(await showCase(district, application, "verifier"), "a case");

const askPlace = {
  action: "ask-correction",
  requests: [{ target: "field:loss.place", reasonTemplate: "answer-wrong", text: "Sebut nama pasarnya." }],
} as const;

describe("a case", () => {
  it("is found by slip code, NIK and any word of a name, however it is spelled", async () => {
    const all = await world();
    const { district } = all;
    const entry = await file(all);
    const { slipCode } = await detail(district, entry.applicationId);
    const found = async (query: string) => (await listCases(district, { stages: [], after: undefined, query })).total;
    expect(await found(slipCode.toLowerCase())).toBe(1);
    expect(await found("332999 010190 0001")).toBe(1);
    expect(await found("suharto")).toBe(1);
    expect(await found("Muhammad Suharto")).toBe(1);
    expect(await found("Suharti")).toBe(0);
    expect(await found("3329990101900002")).toBe(0);
    expect(await found("…")).toBe(0);
  });

  it("waits in the list behind the urgent, which say why, and behind whoever came before it", async () => {
    const all = await world();
    const { district } = all;
    const first = await file(all);
    const second = await file(all);
    const urgent = await file(all, { urgent: { reason: "Ibu di rumah sakit" } }, priorities.urgent);
    unwrap(await act(district, first.applicationId, { version: 1, ...askPlace }));
    const list = await listCases(district, {
      stages: ["received", "correction-asked"],
      after: undefined,
      query: undefined,
    });
    expect(list.items.map(({ application, urgentReason }) => [application, urgentReason])).toEqual([
      [toHex(urgent.applicationId), "Ibu di rumah sakit"],
      ...[first, second].map(({ applicationId }) => [toHex(applicationId), undefined]),
    ]);
    expect(list).toMatchObject({ total: 3, stages: { received: 2, "correction-asked": 1 }, next: undefined });
  });

  it("says which papers still follow, in the list too, until they have come", async () => {
    const all = await world();
    const { district } = all;
    const first = await file(all, { missing: ["surat-hilang", "kk"] });
    const shown = async () => {
      const { items } = await listCases(district, {
        stages: ["received", "corrected"],
        after: undefined,
        query: undefined,
      });
      const { missing } = await detail(district, first.applicationId);
      return [items.map((item) => item.missing), missing];
    };
    expect(await shown()).toEqual([[["surat-hilang", "kk"]], ["surat-hilang", "kk"]]);
    const blob = await encryptBlob(PNG, district.random);
    const size = blob.bytes.byteLength;
    const attachments = [{ requirementId: "kk", page: 1, blob: blob.hash, key: blob.key, size, mime: "image/webp" }];
    const content = { kind: "correction", answers: {}, attachments, officer, filedAt: 1 };
    await send(all, { kind: "correction", applicationId: first.applicationId, base: first.digest, content });
    expect(await shown()).toEqual([[["surat-hilang"]], ["surat-hilang"]]);
  });

  it("that the disk has spoilt is shown with what can be read of it, and hides no other", async () => {
    const all = await world();
    const { district } = all;
    const urgent = await file(all, { urgent: { reason: "Ibu di rumah sakit" }, missing: ["kk"] }, priorities.urgent);
    const other = await file(all, { missing: ["kk"] });
    const spoil = district.storage.database.prepare("update cases set content = x'00' where application_id = ?");
    spoil.run(urgent.applicationId);
    const { items } = await listCases(district, { stages: ["received"], after: undefined, query: undefined });
    expect(items.map(({ application, missing }) => [application, missing])).toEqual([
      [toHex(urgent.applicationId), []],
      [toHex(other.applicationId), ["kk"]],
    ]);
    expect(items[0]).toMatchObject({ isUrgent: true, urgentReason: undefined, name: "Moh. Soeharto" });
    await expect(showCase(district, urgent.applicationId, "verifier")).rejects.toThrow("its own cell");
  });

  it("comes first where closed ones are listed too when it changed last", async () => {
    const all = await world();
    const { district } = all;
    const first = await file(all);
    const second = await file(all);
    unwrap(
      await act(district, first.applicationId, {
        version: 1,
        action: "reject",
        reasonTemplate: "not-entitled",
        text: "",
      }),
    );
    const page = { stages: [], after: undefined, query: undefined };
    expect((await listCases(district, page)).items.map(({ application }) => application)).toEqual(
      [first, second].map(({ applicationId }) => toHex(applicationId)),
    );
  });

  it("leaves nothing of a person in clear in the database", async () => {
    const all = await world();
    await file(all);
    const whole = everyCell(all.district);
    for (const word of ["Soeharto", "3329990101900001", "Bumiayu", "suharto"]) expect(whole).not.toContain(word);
    expect(whole).toContain("ktp-el-lost");
  });

  it("comes back corrected as the same case, and keeps the second correction of one base for people", async () => {
    const all = await world();
    const { district } = all;
    const first = await file(all);
    await send(all, correctionOf(first, "Pasar Brebes"));
    const second = await send(all, correctionOf(first, "Pasar Tegal"));
    const shown = await detail(district, first.applicationId);
    expect(shown).toMatchObject({ stage: "corrected", version: 2, answers: { "loss.place": "Pasar Brebes" } });
    expect(shown.answers["applicant.name"]).toBe("Moh. Soeharto");
    expect(shown.setAside).toEqual([{ digest: toHex(second.digest), reason: "conflict" }]);
    expect((await readDesk(district)).items).toMatchObject([
      { reason: "conflict", slipCode: shown.slipCode, application: toHex(first.applicationId), look: undefined },
    ]);
  });

  it("takes corrections in whatever order they come, along what they build on", async () => {
    const all = await world();
    const { district, tablet } = all;
    const first = await file(all);
    const second = await tablet.file(correctionOf(first, "Pasar Brebes"));
    await send(all, correctionOf(second, "Pasar Tegal"));
    expect((await detail(district, first.applicationId)).version).toBe(1);
    await tablet.exchange([await tablet.run([second])]);
    await openPending(district, 10);
    expect(await detail(district, first.applicationId)).toMatchObject({
      version: 3,
      answers: { "loss.place": "Pasar Tegal" },
    });
  });

  it("shows a correction that came too late and does not follow it", async () => {
    const all = await world();
    const { district } = all;
    const first = await file(all);
    unwrap(await act(district, first.applicationId, { version: 1, action: "accept" }));
    await send(all, correctionOf(first, "Pasar Brebes"));
    const shown = await detail(district, first.applicationId);
    expect(shown).toMatchObject({ stage: "accepted", answers: { "loss.place": "Pasar Bumiayu" } });
    expect(shown.history.map(({ kind, isLate }) => [kind, isLate])).toEqual([
      ["received", false],
      ["accepted", false],
      ["corrected", true],
    ]);
  });
});

describe("a decision", () => {
  it("is an event and a notice, or neither", async () => {
    const all = await world();
    const { district } = all;
    const { applicationId, digest } = await file(all);
    expect(await act(district, applicationId, { version: 1, ...askPlace })).toEqual({ ok: true, value: 2 });
    const [row] = await district.storage.transaction((tx) => tx.notices.listOfApplication(applicationId));
    const notice = unwrap(parseNotice(unwrap(parseSigned(definite(row, "a notice").signed, 4096)).body));
    expect(notice).toMatchObject({ stage: "correction-asked", inEffect: digest });
    expect(notice.targets).toEqual([{ target: "field:loss.place", template: "answer-wrong" }]);
    expect(Buffer.from(definite(row, "a notice").signed).includes(Buffer.from(utf8("pasarnya")))).toBe(false);
  });

  it("is refused when somebody was faster, when the stage or the role does not allow it, or when nobody asked that field", async () => {
    const all = await world();
    const { district } = all;
    const { applicationId } = await file(all);
    expect(await act(district, applicationId, { version: 2, action: "accept" })).toMatchObject({ code: "conflict" });
    expect(await act(district, applicationId, { version: 1, action: "handed-over" })).toMatchObject({
      code: "not-allowed-now",
    });
    expect(await act(district, applicationId, { version: 1, action: "accept" }, "operator")).toMatchObject({
      code: "forbidden",
    });
    const unknown = { ...askPlace, requests: [{ ...askPlace.requests[0], target: "field:nobody.asked" }] };
    expect(await act(district, applicationId, { version: 1, ...unknown })).toMatchObject({ code: "malformed" });
    expect(await act(district, new Uint8Array(16), { version: 1, action: "accept" })).toMatchObject({
      code: "not-found",
    });
    expect(await district.storage.transaction((tx) => tx.notices.listOfApplication(applicationId))).toEqual([]);
    expect((await detail(district, applicationId)).version).toBe(1);
  });

  it("of two at the same time counts once", async () => {
    const all = await world();
    const { applicationId } = await file(all);
    const both = await Promise.all(
      [1, 2].map(() => act(all.district, applicationId, { version: 1, action: "accept" })),
    );
    expect(both.map((done) => (done.ok ? "done" : done.code)).toSorted()).toEqual(["conflict", "done"]);
  });

  it("gives a tablet that asks the named fields only, sealed to its vault", async () => {
    const all = await world();
    const { district, tablet } = all;
    const { applicationId } = await file(all);
    unwrap(await act(district, applicationId, { version: 1, ...askPlace }));
    const [row] = await district.storage.transaction((tx) => tx.notices.listOfApplication(applicationId));
    const id = await noticeId(unwrap(parseSigned(definite(row, "a notice").signed, 4096)).body);
    const [fields] = (await tablet.exchange([], { asks: [id] })).fields;
    const { sealed } = definite(fields, "named fields");
    const scope = { regency: district.regency, device: tablet.device };
    const opened = unwrap(await openFields({ scope, notice: id, sealed, vaultKey: tablet.vault }));
    expect(unwrap(parseNamedFields(opened))).toEqual({
      serviceId: "ktp-el-lost",
      configVersion: 1,
      name: "Moh. Soeharto",
      answers: { "loss.place": "Pasar Bumiayu" },
      words: { "field:loss.place": "Sebut nama pasarnya." },
    });
  });
});

describe("a photo", () => {
  it("is given as the picture it is, and only for the case that names it", async () => {
    const all = await world();
    const { district } = all;
    const blob = await encryptBlob(PNG, district.random);
    const size = blob.bytes.byteLength;
    const attachment = { requirementId: "kk", page: 1, blob: blob.hash, key: blob.key, size, mime: "image/webp" };
    const { applicationId } = await file(all, { attachments: [attachment] });
    const other = await file(all);
    expect(await readPhoto(district, applicationId, blob.hash)).toMatchObject({ code: "not-found" });
    expect((await detail(district, applicationId)).photos).toMatchObject([{ requirementId: "kk", isHere: false }]);
    unwrap(await district.blobs.appendPart(blob.hash, 1, 0, blob.bytes));
    unwrap(await district.blobs.finish(blob.hash, 1));
    expect(unwrap(await readPhoto(district, applicationId, blob.hash))).toEqual({ mime: "image/png", bytes: PNG });
    expect(await readPhoto(district, other.applicationId, blob.hash)).toMatchObject({ code: "not-found" });
  });

  it("that is none is not passed on, whatever it claims", () => {
    expect(sniffMime(utf8("<svg onload=alert(1)>"))).toBeUndefined();
    expect(sniffMime(utf8("RIFF0000WEBPVP8 "))).toBe("image/webp");
    expect(sniffMime(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))).toBe("image/jpeg");
    expect(sniffMime(new Uint8Array(0))).toBeUndefined();
  });
});
