/** Drafts of the office as the open vault reads them, and those it cannot read any more. Knows no screen. */
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import type { Draft } from "../domain/draft/draft.ts";
import { allDrafts } from "../store/drafts.ts";
import type { Tablet } from "./tablet.ts";
import { draftPlace, openDraft } from "./vault-items.ts";
import type { VaultSession } from "./vault-session.ts";

/** Drafts of the open vault, last touched first. One that cannot be read is left where it is and not shown. */
export async function listDrafts(tablet: Tablet, vault: VaultSession): Promise<Result<readonly Draft[], "locked">> {
  if (!vault.officer) return err("locked");
  const drafts: Draft[] = [];
  for (const row of await allDrafts(tablet.database)) {
    const draft = await openDraft(vault, row.key, row.sealed);
    if (draft.ok) drafts.push(draft.value);
  }
  return ok(drafts);
}

/** Ids of drafts that the open vault cannot read: they were kept under another one. None while it is locked. */
export async function listLostDrafts(tablet: Tablet, vault: VaultSession): Promise<readonly string[]> {
  const lost: string[] = [];
  if (!vault.officer) return lost;
  for (const { key, sealed } of await allDrafts(tablet.database))
    if (!(await vault.unseal(draftPlace(key), sealed)).ok) lost.push(key);
  return lost;
}
