/**
 * "Ada yang salah": a draft that corrects what was filed, from the vault copy within 48 hours, from the fields the district
 * named, or later only with the papers that were missing; and a withdrawal. Both become entries of the same application,
 * building on the one in effect.
 */
import type { Bytes } from "../base/bytes.ts";
import { toHex } from "../base/bytes.ts";
import { vaultCopyMs } from "../base/limits.ts";
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import type { Filing, Officer } from "../domain/application/content.ts";
import { secretBytes } from "../domain/application/content.ts";
import { correctionDraft } from "../domain/application/submit-draft.ts";
import type { CorrectionRequest } from "../domain/case/case-event.ts";
import type { CorrectionOf, Draft } from "../domain/draft/draft.ts";
import { draftIdBytes } from "../store/journal/segment.ts";
import { bytesOfHex } from "../store/log/rows.ts";
import type { EntryRow, SealedRow } from "../store/tables.ts";
import { heldConfigVersion } from "./configuration.ts";
import type { LabelReader } from "./outbox.ts";
import { findNewest, slipCodeOf } from "./outbox.ts";
import type { OpenRequest } from "./sent-back.ts";
import { listSentBack } from "./sent-back.ts";
import type { SubmitDeps } from "./submit.ts";
import { submitWithdrawal } from "./submit.ts";
import type { Label, VaultCopy } from "./vault-items.ts";
import { openCopy } from "./vault-items.ts";
import type { Mendable } from "./worker-api.ts";

export type MendDeps = SubmitDeps & { readonly labels: LabelReader };

/** Applications whose copy still lives and that nobody has withdrawn, newest first. Failure: `locked`. */
export async function listMendable(deps: MendDeps): Promise<Result<readonly Mendable[], "locked">> {
  const { tablet, vault } = deps;
  if (!vault.officer) return err("locked");
  const list: Mendable[] = [];
  for (const row of await liveCopies(tablet)) {
    const copy = await openCopy(vault, row.key, row.sealed);
    const chain = await tablet.database.where("entries", "applicationId", row.key);
    const isFiled = copy.ok && chain.some((entry) => entry.key === toHex(copy.value.digest));
    if (!isFiled || chain.some((entry) => entry.kind === "withdrawal")) continue;
    const label = await findLabel(deps, chain, copy.value.filing);
    const { serviceId, name, filedAt } = label;
    list.push({ applicationId: row.key, slipCode: slipCodeOf(row.key), serviceId, name, filedAt });
  }
  return ok(list.toSorted((a, b) => b.filedAt - a.filedAt));
}

/**
 * The draft that begins a correction. An unanswered request of the district comes first: its words are the newest.
 * Failures: `locked`, `no-copy`, `config-missing`.
 */
export async function startCorrection(deps: MendDeps, applicationId: string): Promise<Result<Draft, string>> {
  const { tablet, vault } = deps;
  const officer = vault.officer;
  if (!officer) return err("locked");
  const configVersion = await heldConfigVersion(tablet.database);
  if (configVersion === 0) return err("config-missing");
  const request = (await listSentBack(tablet, vault)).find(({ row }) => row.applicationId === applicationId);
  const of = request
    ? fromRequest(request, officer, configVersion, await missingNow(deps, applicationId))
    : await fromCopyOrLabel(deps, applicationId, officer, configVersion);
  if (!of.ok) return of;
  const id = toHex(tablet.world.random.bytes(draftIdBytes));
  return ok(correctionDraft(of.value, { id, officer, configVersion, at: tablet.world.clock.now() }));
}

/** Withdraws an application. Failures: `locked`, `no-copy`, and those of {@link submitWithdrawal}. */
export async function withdrawApplication(
  deps: MendDeps,
  applicationId: string,
  reason: string,
): Promise<Result<EntryRow, string>> {
  const { tablet, vault } = deps;
  if (!vault.officer) return err("locked");
  const of = await baseOf(deps, applicationId);
  if (!of.ok) return of;
  const chain = await tablet.database.where("entries", "applicationId", applicationId);
  const label = await findLabel(deps, chain, of.value.filing);
  return submitWithdrawal(deps, applicationId, of.value.digest, reason, {
    ...label,
    filedAt: tablet.world.clock.now(),
    missing: [],
  });
}

/** Copies younger than 48 hours by this tablet's clock. */
async function liveCopies(tablet: MendDeps["tablet"]): Promise<readonly SealedRow[]> {
  const now = tablet.world.clock.now();
  return (await tablet.database.all("copies")).filter((row) => now - row.at <= vaultCopyMs);
}

async function baseOf(
  deps: MendDeps,
  applicationId: string,
): Promise<Result<{ readonly digest: Bytes; readonly filing: Filing | undefined }, string>> {
  const request = (await listSentBack(deps.tablet, deps.vault)).find(({ row }) => row.applicationId === applicationId);
  if (request) return ok({ digest: request.notice.inEffect, filing: undefined });
  return findCopy(deps, applicationId);
}

/** What was filed, as long as its copy lives. Failures: `no-copy`, `locked`. */
export async function findCopy(
  { tablet, vault }: Pick<MendDeps, "tablet" | "vault">,
  applicationId: string,
): Promise<Result<VaultCopy, string>> {
  const row = (await liveCopies(tablet)).find((copy) => copy.key === applicationId);
  return row ? openCopy(vault, applicationId, row.sealed) : err("no-copy");
}

async function fromCopy(deps: MendDeps, applicationId: string): Promise<Result<CorrectionOf, string>> {
  const copy = await findCopy(deps, applicationId);
  if (!copy.ok) return copy;
  const { filing, digest } = copy.value;
  return ok({ applicationId: bytesOfHex(applicationId), baseDigest: digest, filing, requests: [] });
}

/** The papers an application still lacks, as far as this tablet knows. */
async function missingNow({ tablet, labels }: MendDeps, applicationId: string): Promise<readonly string[]> {
  return (await findNewest(tablet, labels, applicationId))?.label.missing ?? [];
}

/** Without a copy only what is still to be brought can be added. */
async function fromCopyOrLabel(
  deps: MendDeps,
  applicationId: string,
  officer: Officer,
  configVersion: number,
): Promise<Result<CorrectionOf, string>> {
  const copy = await fromCopy(deps, applicationId);
  if (copy.ok || copy.code !== "no-copy") return copy;
  const newest = await findNewest(deps.tablet, deps.labels, applicationId);
  if (!newest || newest.row.kind === "withdrawal" || newest.label.missing.length === 0) return copy;
  const { serviceId, missing, name } = newest.label;
  const at = newest.row.appendedAt;
  return ok({
    applicationId: bytesOfHex(applicationId),
    baseDigest: bytesOfHex(newest.row.key),
    filing: partOfFiling({ serviceId, answers: {}, missing, officer, at, configVersion }),
    requests: missing.map((id) => ({ target: { kind: "requirement", id }, reasonTemplate: "", text: "" })),
    isFollowing: true,
    applicantName: name,
  });
}

/** The named fields as the filing they are part of: all this tablet knows of it. A paper that is asked for must come now. */
function fromRequest(
  { row, notice, shown }: OpenRequest,
  officer: Officer,
  configVersion: number,
  lacking: readonly string[],
): Result<CorrectionOf, string> {
  if (!shown.fields) return err("no-copy", "named fields have not come yet");
  const { serviceId, answers, words, name } = shown.fields;
  const requests = notice.targets.flatMap(({ target, template }) => readTarget(target, template, words[target] ?? ""));
  const missing = lacking.filter((id) => !requests.some(({ target }) => target.id === id));
  return ok({
    applicationId: bytesOfHex(row.applicationId),
    baseDigest: notice.inEffect,
    filing: partOfFiling({ serviceId, answers, missing, officer, at: row.at, configVersion }),
    requests,
    applicantName: name,
  });
}

type KnownPart = Pick<Filing, "serviceId" | "configVersion" | "answers" | "missing" | "officer"> & {
  readonly at: number;
};

/** A filing of which this tablet knows a part only: what it lacks is never sent. */
function partOfFiling({ at, ...known }: KnownPart): Filing {
  return {
    ...known,
    kind: "application",
    secret: new Uint8Array(secretBytes),
    attachments: [],
    filedAt: at,
    statement: { version: "", signedBy: "signature" },
  };
}

/** "field:child-name" and "requirement:kk" of the wire. */
function readTarget(target: string, reasonTemplate: string, text: string): readonly CorrectionRequest[] {
  const [kind, id] = [target.slice(0, target.indexOf(":")), target.slice(target.indexOf(":") + 1)];
  return kind === "field" || kind === "requirement" ? [{ target: { kind, id }, reasonTemplate, text }] : [];
}

async function findLabel(
  deps: Pick<MendDeps, "labels">,
  chain: readonly EntryRow[],
  filing: Filing | undefined,
): Promise<Label> {
  for (const row of chain) {
    const label = await deps.labels.read(row.key);
    if (label) return label;
  }
  return { name: "", serviceId: filing?.serviceId ?? "", filedAt: filing?.filedAt ?? 0, missing: [] };
}
