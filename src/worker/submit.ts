/**
 * KIRIM: a complete draft becomes a sealed entry in the order of DESIGN §2, under the origin's one log lock. Only the
 * success of these functions may be shown as "tersimpan". Knows no screen and no network.
 */
import type { Bytes } from "../base/bytes.ts";
import { concatBytes, fromHex, toHex, utf8 } from "../base/bytes.ts";
import { blobBytesMax } from "../base/limits.ts";
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import { encryptBlob } from "../crypto/blobs.ts";
import { sha256 } from "../crypto/hash.ts";
import { applyCorrection } from "../domain/application/apply-correction.ts";
import type { Attachment, Filing, Officer, Statement, UnsealedFiling } from "../domain/application/content.ts";
import type { Submission } from "../domain/application/submit-draft.ts";
import { submitCorrection, submitDraft } from "../domain/application/submit-draft.ts";
import { summarise } from "../domain/application/summary.ts";
import type { Service } from "../domain/catalogue/service.ts";
import type { Configuration } from "../domain/configuration/configuration.ts";
import { findService } from "../domain/configuration/configuration.ts";
import { dateInJakarta } from "../domain/date/civil-date.ts";
import type { CorrectionOf, Draft } from "../domain/draft/draft.ts";
import type { Answers } from "../domain/form/answer.ts";
import { allQuestions } from "../domain/form/visible-questions.ts";
import type { Keyring } from "../protocol/keyring.ts";
import { draftIdBytes } from "../store/journal/segment.ts";
import type { Submission as LogSubmission } from "../store/log/append.ts";
import { append } from "../store/log/append.ts";
import type { EntryRow } from "../store/tables.ts";
import type { Unsealed } from "./build-entry.ts";
import { blobsOf, freezeEntry } from "./build-entry.ts";
import { submitNamedCorrection } from "./named-correction.ts";
import { readConfiguration } from "./read-configuration.ts";
import type { Tablet } from "./tablet.ts";
import { currentKeyring, rememberLog } from "./tablet.ts";
import type { Label } from "./vault-items.ts";
import { copyPlace, labelPlace, openDraft } from "./vault-items.ts";
import type { VaultSession } from "./vault-session.ts";
import type { SignedStatement } from "./worker-api.ts";

export const signatureRequirement = "signature";

export type SubmitDeps = { readonly tablet: Tablet; readonly vault: VaultSession };

/** What becomes an entry, and what the vault keeps of it. */
type Prepared = {
  readonly unsealed: Unsealed;
  readonly label: Label;
  /** The filing in effect after a correction; undefined when this tablet does not know it whole. A new one is its own. */
  readonly inEffect: Filing | undefined;
};

/**
 * Submits a draft: application or correction. Idempotent by draft id. Failures: `locked`, `not-enrolled`,
 * `draft-missing`, `config-missing`, the codes of `submitDraft`, `too-many-photos`, `photo-too-large`,
 * `blob-missing`, `too-large`, `no-sealing-key`, `storage-full`, `store-unavailable`.
 */
export async function submitVisit(
  deps: SubmitDeps,
  draftId: string,
  statement: SignedStatement,
): Promise<Result<EntryRow, string>> {
  const id = fromHex(draftId);
  if (id?.byteLength !== draftIdBytes) return err("draft-missing", "id");
  return appendWithRoom(deps.tablet, id, () => {
    // Read while the union is looked through for an earlier submit; where there was one, nobody asks for it.
    const reading = Promise.all([readDraft(deps, draftId), readKeyring(deps.tablet)]);
    reading.catch(() => undefined);
    return async () => {
      const [draft, keyring] = await reading;
      if (!draft.ok) return draft;
      const prepared = await prepareVisit(deps, draft.value, statement);
      return prepared.ok ? submissionOf(deps, prepared.value.config, prepared.value.prepared, keyring) : prepared;
    };
  });
}

async function readDraft(
  { tablet, vault }: SubmitDeps,
  draftId: string,
): Promise<Result<Draft, "draft-missing" | "locked" | "vault-broken">> {
  const row = await tablet.database.get("drafts", draftId);
  return row ? openDraft(vault, draftId, row.sealed) : err("draft-missing");
}

/** Under the origin's log lock. A full disk has given its ballast away by now: the same submit once more finds the room. */
async function appendWithRoom(
  tablet: Tablet,
  draftId: Bytes,
  begin: () => () => Promise<Result<LogSubmission, string>>,
): Promise<Result<EntryRow, string>> {
  return tablet.world.withLogLock(async () => {
    const appended = await append(tablet, draftId, begin());
    return !appended.ok && appended.code === "storage-full" ? append(tablet, draftId, begin()) : appended;
  });
}

/**
 * Withdraws an application: builds on `base`, the entry in effect. Idempotent: the same withdrawal twice is one entry.
 * Failures as of {@link submitVisit}.
 */
export async function submitWithdrawal(
  deps: SubmitDeps,
  applicationId: string,
  base: Bytes,
  reason: string,
  label: Label,
): Promise<Result<EntryRow, string>> {
  const id = fromHex(applicationId);
  if (!id) return err("unknown-application");
  const draftId = (await sha256(concatBytes(utf8("withdrawal"), id, base))).slice(0, draftIdBytes);
  return appendWithRoom(deps.tablet, draftId, () => async () => {
    const officer = deps.vault.officer;
    if (!officer) return err("locked");
    const config = await readConfiguration(deps.tablet.database, undefined);
    if (!config.ok) return config;
    const content = { kind: "withdrawal", reason, officer, filedAt: deps.tablet.world.clock.now() } as const;
    const unsealed = { kind: "withdrawal", applicationId: id, base, isUrgent: false, content, blobs: [] } as const;
    return submissionOf(deps, config.value, { unsealed, label, inEffect: undefined }, await readKeyring(deps.tablet));
  });
}

async function prepareVisit(
  deps: SubmitDeps,
  draft: Draft,
  signed: SignedStatement,
): Promise<Result<{ readonly config: Configuration; readonly prepared: Prepared }, string>> {
  const officer = deps.vault.officer;
  if (!officer) return err("locked");
  const [config, statement] = await Promise.all([
    readConfiguration(deps.tablet.database, draft.configVersion),
    keepStatement(deps.tablet, signed),
  ]);
  if (!config.ok) return config;
  if (!statement.ok) return statement;
  const submission = makeSubmission(deps, config.value, officer, statement.value);
  const prepared = draft.correctionOf
    ? prepareCorrection(draft, draft.correctionOf, submission)
    : prepareApplication(draft, submission);
  return prepared.ok ? ok({ config: config.value, prepared: prepared.value }) : prepared;
}

function makeSubmission(deps: SubmitDeps, config: Configuration, officer: Officer, statement: Statement): Submission {
  const filedAt = deps.tablet.world.clock.now();
  return { config, officer, statement, filedAt, today: dateInJakarta(filedAt) };
}

function prepareApplication(draft: Draft, submission: Submission): Result<Prepared, string> {
  const filing = submitDraft(draft, submission);
  if (!filing.ok) return filing;
  const blobs = blobsOf(allAttachments(filing.value.attachments, filing.value.statement));
  if (!blobs.ok) return blobs;
  const unsealed: Unsealed = {
    kind: "application",
    isUrgent: draft.urgent !== undefined,
    content: filing.value,
    blobs: blobs.value,
  };
  return ok({ unsealed, label: labelOf(submission.config, filing.value), inEffect: undefined });
}

function prepareCorrection(draft: Draft, of: CorrectionOf, submission: Submission): Result<Prepared, string> {
  const isNamedOnly = of.requests.length > 0;
  const correction = isNamedOnly
    ? submitNamedCorrection(draft, of, submission)
    : submitCorrection(draft, of, submission);
  if (!correction.ok) return correction;
  const blobs = blobsOf(allAttachments(correction.value.attachments, correction.value.statement));
  if (!blobs.ok) return blobs;
  const inEffect = applyCorrection(of.filing, correction.value);
  const unsealed: Unsealed = {
    kind: "correction",
    applicationId: of.applicationId,
    base: of.baseDigest,
    isUrgent: draft.urgent !== undefined,
    content: correction.value,
    blobs: blobs.value,
  };
  const known = labelOf(submission.config, inEffect);
  const label = { ...known, name: of.applicantName ?? known.name, filedAt: submission.filedAt };
  return ok({ unsealed, label, inEffect: isNamedOnly ? undefined : inEffect });
}

async function readKeyring(tablet: Tablet): Promise<Keyring | undefined> {
  const enrolled = tablet.enrolled();
  return enrolled && currentKeyring(tablet, enrolled.enrolment);
}

/** What the log appends of it. Failure: `not-enrolled`. */
function submissionOf(
  { tablet, vault }: SubmitDeps,
  config: Configuration,
  { unsealed, label, inEffect }: Prepared,
  keyring: Keyring | undefined,
): Result<LogSubmission, "not-enrolled"> {
  const enrolled = tablet.enrolled();
  if (!enrolled || !keyring) return err("not-enrolled");
  return ok({
    scope: enrolled.journalScope,
    blobs: unsealed.blobs,
    now: tablet.world.clock.now(),
    seal: async (place) => {
      await rememberLog(tablet, place.logId);
      const frozen = await freezeEntry(enrolled, { keyring, config }, unsealed, place);
      if (!frozen.ok) return frozen;
      const { digest, applicationId, content } = frozen.value;
      const filing = content.kind === "application" ? content : inEffect;
      const [sealedLabel, copy] = await Promise.all([
        vault.seal(labelPlace(toHex(digest)), label),
        filing && sealCopy(vault, applicationId, { filing, digest }),
      ]);
      if (!sealedLabel.ok) return sealedLabel;
      if (copy && !copy.ok) return copy;
      return ok({ frozen: frozen.value, companions: { label: sealedLabel.value, copy: copy?.value } });
    },
  });
}

async function sealCopy(
  vault: VaultSession,
  applicationId: Bytes,
  copy: { readonly filing: Filing; readonly digest: Bytes },
): Promise<Result<{ readonly applicationId: string; readonly sealed: Bytes }, "locked">> {
  const key = toHex(applicationId);
  const sealed = await vault.seal(copyPlace(key), copy);
  return sealed.ok ? ok({ applicationId: key, sealed: sealed.value }) : sealed;
}

/** The signature is an attachment like every other: encrypted and flushed before anything is sealed. */
async function keepStatement(tablet: Tablet, signed: SignedStatement): Promise<Result<Statement, string>> {
  const { version, signedBy, witness, signaturePng } = signed;
  const statement: Statement = { version, signedBy, ...(witness ? { witness } : {}) };
  if (!signaturePng) return ok(statement);
  const blob = await encryptBlob(signaturePng, tablet.world.random);
  if (blob.bytes.byteLength > blobBytesMax) return err("photo-too-large", signatureRequirement);
  await tablet.blobs.write(toHex(blob.hash), blob.bytes);
  const signature: Attachment = {
    requirementId: signatureRequirement,
    page: 1,
    blob: blob.hash,
    key: blob.key,
    size: blob.bytes.byteLength,
    mime: "image/png",
  };
  return ok({ ...statement, signature });
}

function allAttachments(attachments: readonly Attachment[], statement: Statement | undefined): readonly Attachment[] {
  return statement?.signature ? [...attachments, statement.signature] : attachments;
}

/** The first RT the form asks for: of the applicant, or of whom it is about. */
function findRt(service: Service, answers: Answers): string | undefined {
  const question = allQuestions(service).find(({ id, kind }) => kind === "rt-rw" && id.endsWith(".rt") && answers[id]);
  const rt = question && answers[question.id];
  return typeof rt === "string" ? rt : undefined;
}

function labelOf(config: Configuration, filing: UnsealedFiling): Label {
  const service = findService(config, filing.serviceId);
  const name = service ? summarise(service, filing.answers).applicantName : "";
  return {
    name,
    serviceId: filing.serviceId,
    filedAt: filing.filedAt,
    missing: filing.missing,
    urgentReason: filing.urgent?.reason,
    phone: filing.phone,
    rt: service && findRt(service, filing.answers),
  };
}
