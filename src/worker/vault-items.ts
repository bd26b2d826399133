/**
 * What lies under the vault: drafts, labels, copies of what was filed. Sealed and opened here and nowhere else. What
 * comes out was authenticated by the vault, so its shape is our own; a version too old to read is no draft.
 */
import * as v from "valibot";
import type { Bytes } from "../base/bytes.ts";
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import type { VaultPlace } from "../crypto/vault.ts";
import type { Filing } from "../domain/application/content.ts";
import { parseContent } from "../domain/application/parse-content.ts";
import type { Draft } from "../domain/draft/draft.ts";
import { draftSteps } from "../domain/draft/draft.ts";
import type { VaultSession } from "./vault-session.ts";

/** Name and service of an application, for lists and slips. */
export type Label = {
  readonly name: string;
  readonly serviceId: string;
  readonly filedAt: number;
  readonly missing: readonly string[];
  /** Why it is urgent; undefined where it is not, and in labels of before this was asked. */
  readonly urgentReason?: string | undefined;
  /** Where to bring the news: E.164, and "003". */
  readonly phone?: string | undefined;
  readonly rt?: string | undefined;
  /** The stage somebody was last told of. */
  readonly toldStage?: string | undefined;
};

/** What was filed, with the entry that is in effect: what "Ada yang salah" begins with. */
export type VaultCopy = { readonly filing: Filing; readonly digest: Bytes };

const labelSchema = v.object({
  name: v.string(),
  serviceId: v.string(),
  filedAt: v.number(),
  missing: v.array(v.string()),
  urgentReason: v.optional(v.string()),
  phone: v.optional(v.string()),
  rt: v.optional(v.string()),
  toldStage: v.optional(v.string()),
});

const copySchema = v.object({ filing: v.unknown(), digest: v.instance(Uint8Array) });

/** What every version of a draft has; the rest is as this app wrote it. */
const draftSchema = v.looseObject({
  id: v.string(),
  serviceId: v.string(),
  configVersion: v.number(),
  answers: v.looseObject({}),
  attachments: v.array(v.looseObject({ requirementId: v.string(), blob: v.instance(Uint8Array) })),
  missing: v.array(v.string()),
  position: v.looseObject({ step: v.picklist(draftSteps) }),
  startedBy: v.object({ id: v.string(), name: v.string() }),
});

export function draftPlace(id: string): VaultPlace {
  return { purpose: "draft", id };
}

export function labelPlace(digest: string): VaultPlace {
  return { purpose: "label", id: digest };
}

export function copyPlace(applicationId: string): VaultPlace {
  return { purpose: "copy", id: applicationId };
}

/** Failures: `locked`, `vault-broken`. */
export async function openDraft(
  vault: VaultSession,
  id: string,
  sealed: Bytes,
): Promise<Result<Draft, "locked" | "vault-broken">> {
  const opened = await vault.unseal(draftPlace(id), sealed);
  if (!opened.ok) return opened;
  const parsed = v.safeParse(draftSchema, opened.value);
  // The vault vouches for the bytes: only this app, under this vault, wrote them for this id.
  return parsed.success && parsed.output.id === id
    ? ok(parsed.output as unknown as Draft)
    : err("vault-broken", "draft");
}

/** Failures: `locked`, `vault-broken`. */
export async function openLabel(
  vault: VaultSession,
  digest: string,
  sealed: Bytes,
): Promise<Result<Label, "locked" | "vault-broken">> {
  const opened = await vault.unseal(labelPlace(digest), sealed);
  if (!opened.ok) return opened;
  const parsed = v.safeParse(labelSchema, opened.value);
  return parsed.success ? ok(parsed.output) : err("vault-broken", "label");
}

/** Failures: `locked`, `vault-broken`. */
export async function openCopy(
  vault: VaultSession,
  applicationId: string,
  sealed: Bytes,
): Promise<Result<VaultCopy, "locked" | "vault-broken">> {
  const opened = await vault.unseal(copyPlace(applicationId), sealed);
  if (!opened.ok) return opened;
  const parsed = v.safeParse(copySchema, opened.value);
  const content = parsed.success ? parseContent(parsed.output.filing) : undefined;
  if (!parsed.success || !content?.ok || content.value.kind !== "application") return err("vault-broken", "copy");
  return ok({ filing: content.value, digest: new Uint8Array(parsed.output.digest) });
}
