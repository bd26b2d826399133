/** What a tablet throws away whenever an officer opens it. */
import { toHex } from "../base/bytes.ts";
import { allDrafts } from "../store/drafts.ts";
import { dropOldCopies, dropUnnamedBlobs } from "../store/purge.ts";
import type { Tablet } from "./tablet.ts";
import { openDraft } from "./vault-items.ts";
import type { VaultSession } from "./vault-session.ts";

/**
 * What can only be done while the vault is open: old copies go, and blobs that neither an entry nor a draft names. A
 * draft that cannot be read might name some: then all stay. So do they while another page may be taking photos.
 */
export async function tidyUp({
  tablet,
  vault,
}: {
  readonly tablet: Tablet;
  readonly vault: VaultSession;
}): Promise<void> {
  await dropOldCopies(tablet.database, tablet.world.clock.now());
  const named = new Set<string>();
  for (const row of await allDrafts(tablet.database)) {
    const draft = await openDraft(vault, row.key, row.sealed);
    if (!draft.ok) return;
    const { attachments, carried } = draft.value;
    for (const { blob } of [...attachments, ...(carried?.photos ?? [])]) named.add(toHex(blob));
  }
  if (await tablet.world.isAlone()) await dropUnnamedBlobs(tablet, named);
}
