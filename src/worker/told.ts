/** That the news of an application has reached somebody: kept with its name, under the vault. */
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import type { LabelReader } from "./outbox.ts";
import { findNewest } from "./outbox.ts";
import type { SubmitDeps } from "./submit.ts";
import { labelPlace } from "./vault-items.ts";
import type { Topic } from "./worker-api.ts";

/** Failures: `locked`, `unknown-application` (not of this tablet, or no word of the district yet). */
export async function markTold(
  { tablet, vault, labels }: SubmitDeps & { readonly labels: LabelReader },
  applicationId: string,
  tell: (topic: Topic) => void,
): Promise<Result<true, "locked" | "unknown-application">> {
  if (!vault.officer) return err("locked");
  const newest = await findNewest(tablet, labels, applicationId);
  const stage = (await tablet.database.get("cases", applicationId))?.stage;
  if (!newest || stage === undefined) return err("unknown-application");
  const { row, label } = newest;
  const told = { ...label, toldStage: stage };
  const sealed = await vault.seal(labelPlace(row.key), told);
  if (!sealed.ok) return err("locked");
  const put = { key: row.key, sealed: sealed.value, at: row.appendedAt };
  await tablet.database.transact([], () => [{ table: "labels", put }]);
  labels.replace(row.key, told);
  tell("outbox");
  return ok(true);
}
