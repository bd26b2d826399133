/** Entries that wait are judged anew when their base has had its effect, or when it is clear that it will have none. */
import type { Bytes } from "../../base/bytes.ts";
import type { StorageTx } from "../storage/ports.ts";

/** Call in the transaction that opens or sets aside `base`: entries take effect along their digests (DESIGN §4.4). */
export async function wakeWaiting(tx: StorageTx, base: Bytes): Promise<void> {
  for (const waiting of await tx.entries.listWaitingFor(base))
    await tx.entries.change(waiting.digest, { standing: "unopened" });
}
