/** Letters of the village: numbered once, readable under this vault alone, never in what is sent, and back from the stick. */
import { describe, expect, it } from "vitest";
import { unwrap } from "../../src/base/result.ts";
import { askedLike } from "../../src/domain/catalogue/letter.ts";
import type { Draft } from "../../src/domain/draft/draft.ts";
import { sampleAnswers } from "../../src/domain/sample/sample-filing.ts";
import { seededFraction } from "../../src/domain/sample/seeded-fraction.ts";
import { MemoryLetters } from "../../src/store/letters.ts";
import type { LetterRow } from "../../src/store/letters.ts";
import type { TestTablet } from "../support/worker-tablet.ts";
import {
  enrolledTablet,
  restart,
  statement,
  theDistrict,
  useDistrict,
  village,
  waitMsMax,
} from "../support/worker-tablet.ts";

useDistrict();

const signer = "SUPARNO";

/** A complete draft of a letter, saved on the tablet. */
async function draftLetter(tablet: TestTablet, id: string, letterId = "village-letter-poor"): Promise<Draft> {
  const { configuration } = theDistrict();
  const letter = configuration.letters?.find((each) => each.id === letterId);
  if (!letter) throw new Error(`no letter ${letterId}`);
  const filedAt = Date.now();
  const draft: Draft = {
    id: id.padEnd(32, "0"),
    serviceId: letter.id,
    configVersion: configuration.version,
    answers: sampleAnswers(askedLike(letter), configuration, seededFraction(7), { filedAt, village }),
    attachments: [],
    missing: [],
    position: { step: "check" },
    createdAt: filedAt,
    updatedAt: filedAt,
    startedBy: { id: "x", name: "Petugas" },
  };
  unwrap(await tablet.api.saveDraft(draft));
  return draft;
}

async function issue(tablet: TestTablet, id: string): Promise<string> {
  const { id: draftId } = await draftLetter(tablet, id);
  const line = unwrap(await tablet.api.issueLetter(draftId, signer));
  if (line.state !== "kept") throw new Error(line.state);
  return line.number;
}

async function numbers(tablet: TestTablet): Promise<readonly string[]> {
  return unwrap(await tablet.api.letterRegister()).map((line) => (line.state === "kept" ? line.number : line.state));
}

describe("a letter of the village", () => {
  it(
    "gets one number however often it is issued, and takes its draft along",
    async () => {
      const tablet = await enrolledTablet();
      const first = await issue(tablet, "a1");
      expect(first).toMatch(/^401\/001\/T\d+\/[IVX]+\/\d{4}$/);
      const again = unwrap(await tablet.api.issueLetter("a1".padEnd(32, "0"), signer));
      expect(again).toMatchObject({ state: "kept", number: first });
      expect(unwrap(await tablet.api.listDrafts())).toEqual([]);
      expect(await issue(tablet, "a2")).toBe(first.replace("/001/", "/002/"));
      expect(await tablet.api.letterSigner()).toBe(signer);
      expect((await numbers(tablet)).length).toBe(2);
    },
    waitMsMax,
  );

  it(
    "never comes near what is sent",
    async () => {
      const tablet = await enrolledTablet();
      const { id } = await draftLetter(tablet, "b1");
      expect(await tablet.api.submit(id, statement)).toMatchObject({ ok: false, code: "service-unknown" });
      await issue(tablet, "b2");
      expect(await tablet.api.outbox()).toEqual([]);
      await tablet.api.syncNow();
      expect((await tablet.api.syncStatus()).unreceipted).toBe(0);
    },
    waitMsMax,
  );

  it(
    "opens under its own vault alone, and not while that is locked",
    async () => {
      const tablet = await enrolledTablet();
      const draft = await draftLetter(tablet, "c1");
      const line = unwrap(await tablet.api.issueLetter(draft.id, signer));
      expect(line.state).toBe("kept");
      const stranger = await enrolledTablet();
      await stranger.letters.put(await tablet.letters.all());
      expect(await numbers(stranger)).toEqual(["unreadable"]);
      await tablet.api.lock();
      expect(await tablet.api.letterRegister()).toMatchObject({ ok: false, code: "locked" });
      expect(await tablet.api.eraseLetter(draft.id)).toMatchObject({ ok: false, code: "locked" });
      expect(await tablet.api.saveLetterBook()).toMatchObject({ ok: false, code: "locked" });
    },
    waitMsMax,
  );

  it(
    "is not written while an answer is missing, nor without a name under it",
    async () => {
      const tablet = await enrolledTablet();
      const draft = await draftLetter(tablet, "d1");
      expect(await tablet.api.issueLetter(draft.id, " ")).toMatchObject({ ok: false, code: "letter-incomplete" });
      unwrap(await tablet.api.saveDraft({ ...draft, answers: {} }));
      expect(await tablet.api.issueLetter(draft.id, signer)).toMatchObject({ ok: false, code: "letter-incomplete" });
      expect(await numbers(tablet)).toEqual([]);
    },
    waitMsMax,
  );

  it(
    "keeps its number when it is thrown away",
    async () => {
      const tablet = await enrolledTablet();
      const first = await issue(tablet, "e1");
      unwrap(await tablet.api.eraseLetter("e1".padEnd(32, "0")));
      expect(await numbers(tablet)).toEqual(["erased"]);
      expect(await issue(tablet, "e2")).toBe(first.replace("/001/", "/002/"));
    },
    waitMsMax,
  );
});

describe("the register on a stick", () => {
  it(
    "comes back on another tablet of the village with its code, once, and with no other",
    async () => {
      const old = await enrolledTablet();
      const given = [await issue(old, "f1"), await issue(old, "f2")];
      const book = unwrap(await old.api.saveLetterBook());
      expect(book.letters).toBe(2);
      expect(unwrap(await old.api.saveLetterBook()).code).toBe(book.code);
      const text = Buffer.from(await book.file.arrayBuffer()).toString("latin1");
      for (const line of unwrap(await old.api.letterRegister()))
        if (line.state === "kept") expect(text).not.toContain(line.letter.name);
      const fresh = await enrolledTablet();
      const wrong = `${book.code.startsWith("0") ? "1" : "0"}${book.code.slice(1)}`;
      expect(await fresh.api.takeLetterBook(book.file, wrong)).toMatchObject({ ok: false, code: "letter-code-wrong" });
      const taken = await fresh.api.takeLetterBook(book.file, book.code.toLowerCase());
      expect(taken).toMatchObject({ ok: true, value: { added: 2, known: 0, doubled: [] } });
      expect((await numbers(fresh)).toSorted()).toEqual(given.toSorted());
      const twice = unwrap(await fresh.api.takeLetterBook(book.file, book.code));
      expect(twice).toMatchObject({ added: 0, known: 2, doubled: [] });
      expect(await issue(fresh, "f3")).not.toBe(given[0]);
    },
    waitMsMax,
  );

  it(
    "gives back what a lost vault took along, and leaves away what was thrown away",
    async () => {
      const tablet = await enrolledTablet();
      await issue(tablet, "a7");
      await issue(tablet, "a8");
      const book = unwrap(await tablet.api.saveLetterBook());
      const spoilt = await tablet.letters.get("a7".padEnd(32, "0"));
      await tablet.letters.put([{ ...(spoilt as LetterRow), sealed: new Uint8Array(40) }]);
      unwrap(await tablet.api.eraseLetter("a8".padEnd(32, "0")));
      expect((await numbers(tablet)).toSorted()).toEqual(["erased", "unreadable"]);
      expect(unwrap(await tablet.api.takeLetterBook(book.file, book.code))).toMatchObject({ added: 1, known: 1 });
      expect((await numbers(tablet)).filter((each) => each.startsWith("401/"))).toHaveLength(1);
    },
    waitMsMax,
  );

  it(
    "names a number that two letters bear, and keeps both",
    async () => {
      const tablet = await enrolledTablet();
      await issue(tablet, "a9");
      const book = unwrap(await tablet.api.saveLetterBook());
      const twin = restart({ ...tablet, letters: new MemoryLetters() });
      const [officer] = await twin.api.state().then((state) => (state.kind === "locked" ? state.officers : []));
      unwrap(await twin.api.unlock(officer?.id ?? "", "246802"));
      await issue(twin, "aa");
      const taken = unwrap(await twin.api.takeLetterBook(book.file, book.code));
      expect(taken.doubled).toHaveLength(1);
      expect(await numbers(twin)).toHaveLength(2);
    },
    waitMsMax,
  );

  it.each([
    ["nothing", ""],
    ["a picture", "\u0089PNG\r\n"],
    ["a head without letters", '{"format":"loket-surat/1"}\n'],
  ])(
    "is refused when it is %s",
    async (_what, text) => {
      const tablet = await enrolledTablet();
      await issue(tablet, "ab");
      const { code } = unwrap(await tablet.api.saveLetterBook());
      const taken = await tablet.api.takeLetterBook(new Blob([text]), code);
      expect(taken).toMatchObject({ ok: false, code: "not-a-letter-book" });
    },
    waitMsMax,
  );
});
