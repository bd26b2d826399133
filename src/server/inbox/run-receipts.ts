/**
 * Says the receipts of a bundle's own entries run by run: the sender knows which entries it put into a run, and in which
 * order, so that one line does for most of a hundred. Enter receipts, leave the same ones in fewer bytes.
 */
import type { Bytes } from "../../base/bytes.ts";
import { toHex } from "../../base/bytes.ts";
import { digestPrefixBytes } from "../../protocol/entry.ts";
import type { Receipt, ReplyBody, RunReceipt } from "../../protocol/reply.ts";
import type { Session } from "./session.ts";

/** By name for senders that would not know their runs any more: older ones, and files carried on a stick. */
export function receiptsFor(
  { sender, runs }: Pick<Session, "sender" | "runs">,
  receipts: readonly Receipt[],
): Pick<ReplyBody, "receipts" | "runReceipts"> {
  if (!sender.body.knowsRuns) return { receipts, runReceipts: [] };
  const byName = new Map(receipts.map((receipt) => [toHex(receipt.digest), receipt]));
  const runReceipts = runs.flatMap((digests) => takeRun(byName, digests));
  return { receipts: [...byName.values()], runReceipts };
}

/** Takes out of `byName` what can be said of this run. */
function takeRun(byName: Map<string, Receipt>, digests: readonly Bytes[]): readonly RunReceipt[] {
  const said: RunReceipt[] = [];
  let isNeighbour = false;
  for (const digest of digests) {
    const name = toHex(digest.subarray(0, digestPrefixBytes));
    const receipt = byName.get(name);
    const last = said.at(-1);
    if (receipt && last && isNeighbour && follows(last, receipt))
      said[said.length - 1] = { ...last, count: last.count + 1 };
    else if (receipt) {
      const { state, counter, intake } = receipt;
      said.push({ first: receipt.digest, count: 1, state, counter, intake });
    }
    isNeighbour = receipt !== undefined;
    byName.delete(name);
  }
  return said;
}

function follows(last: RunReceipt, { state, counter, intake }: Receipt): boolean {
  const nextIntake = last.intake === 0 ? 0 : last.intake + last.count;
  return state === last.state && counter === last.counter + last.count && intake === nextIntake;
}
