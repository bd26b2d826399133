/**
 * Letters of the village: written from a draft, numbered, kept under the vault in a store of their own. Knows no log and no
 * network: what is made here never leaves but on the village's stick (letter-book.ts) and on paper.
 */
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import { askedLike, writeLetter } from "../domain/catalogue/letter.ts";
import { findLetter } from "../domain/configuration/configuration.ts";
import { dateInJakarta } from "../domain/date/civil-date.ts";
import type { Draft } from "../domain/draft/draft.ts";
import { checkAnswers } from "../domain/form/check-answers.ts";
import { certificateBytesMax, parseCertificate } from "../protocol/certificate.ts";
import { parseSigned } from "../protocol/signed.ts";
import { attempt, removeDraft } from "../store/drafts.ts";
import type { LetterRow, LetterStore } from "../store/letters.ts";
import type { IssuedLetter, LetterApi, RegisterLine } from "./letter-api.ts";
import { saveLetterBook, takeLetterBook } from "./letter-book.ts";
import type { LetterDeps } from "./letter-lines.ts";
import { letterPlace, ownVillage, readLine } from "./letter-lines.ts";
import { readConfiguration } from "./read-configuration.ts";
import type { Tablet } from "./tablet.ts";
import { openDraft } from "./vault-items.ts";
import type { Topic } from "./worker-api.ts";

/** The letters' part of the worker's door. */
export function letterCalls(
  opened: Promise<Omit<LetterDeps, "letters">>,
  letters: LetterStore,
  tell: (topic: Topic) => void,
): LetterApi {
  const deps = async (): Promise<LetterDeps> => ({ ...(await opened), letters });
  return {
    letterSigner: async () => (await letters.settings()).signer,
    async issueLetter(draftId, signer) {
      const line = await issueLetter(await deps(), draftId, signer);
      if (line.ok) tell("drafts");
      return line;
    },
    issuedLetter: async (id) => lineOfIssued(await deps(), id),
    letterRegister: async () => listRegister(await deps()),
    eraseLetter: async (id) => eraseLetter(await deps(), id),
    saveLetterBook: async () => saveLetterBook(await deps()),
    takeLetterBook: async (file, code) => takeLetterBook(await deps(), file, code),
  };
}

async function issueLetter(deps: LetterDeps, draftId: string, signer: string): Promise<Result<RegisterLine, string>> {
  const { tablet, vault, letters } = deps;
  const row = await tablet.database.get("drafts", draftId);
  const draft = row ? await openDraft(vault, draftId, row.sealed) : undefined;
  if (draft && !draft.ok) return draft;
  // Issued before, and the answer got lost on its way to the screen.
  if (!draft) return lineOfIssued(deps, draftId);
  const at = tablet.world.clock.now();
  const issued = await write(deps, draft.value, signer, at);
  if (!issued.ok) return issued;
  const sealed = await vault.seal(letterPlace(draftId), issued.value);
  if (!sealed.ok) return sealed;
  const year = Number(issued.value.date.slice(0, 4));
  let kept: LetterRow | undefined;
  const saved = await attempt(async () => {
    kept = await letters.add({ id: draftId, year, tablet: tabletMark(tablet), at, sealed: sealed.value });
    const settings = await letters.settings();
    if (settings.signer !== signer) await letters.keepSettings({ ...settings, signer });
  });
  if (!saved.ok || !kept) return saved.ok ? err("store-unavailable") : saved;
  // Only now: a letter without its draft is whole, a draft without its letter begins again and gets the same number.
  await removeDraft(tablet.database, draftId);
  return ok(await readLine(vault, kept));
}

async function lineOfIssued({ vault, letters }: LetterDeps, id: string): Promise<Result<RegisterLine, string>> {
  if (!vault.officer) return err("locked");
  const row = await letters.get(id);
  return row ? ok(await readLine(vault, row)) : err("unknown-draft");
}

async function write(
  { tablet }: LetterDeps,
  draft: Draft,
  signer: string,
  at: number,
): Promise<Result<IssuedLetter, string>> {
  const config = await readConfiguration(tablet.database, draft.configVersion);
  if (!config.ok) return config;
  const letter = findLetter(config.value, draft.serviceId);
  if (!letter) return err("unknown-draft");
  const today = dateInJakarta(at);
  const service = askedLike(letter);
  if (!checkAnswers(service, draft.answers, [], { config: config.value, today }).isComplete || signer.trim() === "")
    return err("letter-incomplete");
  const name = draft.answers[letter.roles.applicantName];
  return ok({
    letterId: letter.id,
    label: letter.label,
    name: typeof name === "string" ? name : "",
    registerCode: letter.registerCode,
    date: today,
    signer,
    written: writeLetter(letter, draft.answers, { config: config.value, today, village: ownVillage(tablet) }),
  });
}

async function listRegister({ vault, letters }: LetterDeps): Promise<Result<readonly RegisterLine[], string>> {
  if (!vault.officer) return err("locked");
  const rows = (await letters.all()).toSorted((a, b) => b.at - a.at || b.count - a.count);
  return ok(await Promise.all(rows.map((row) => readLine(vault, row))));
}

async function eraseLetter({ vault, letters }: LetterDeps, id: string): Promise<Result<true, string>> {
  if (!vault.officer) return err("locked");
  const row = await letters.get(id);
  return row ? attempt(() => letters.put([{ ...row, sealed: undefined }])) : ok(true);
}

/** "T7": the serial of the tablet's certificate, which the district gives once. */
function tabletMark(tablet: Tablet): string {
  const signed = tablet.enrolled()?.enrolment.certificate;
  const outer = signed && parseSigned(signed, certificateBytesMax);
  const certificate = outer?.ok ? parseCertificate(outer.value.body) : undefined;
  return certificate?.ok ? `T${certificate.value.serial}` : "T0";
}
