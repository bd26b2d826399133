/** How sending stands, for the strip on the home screen: read from what waits, the exchange's state and the loop. */
import { listOutstanding, needsCourier } from "./outbox.ts";
import type { Sending } from "./sending.ts";
import type { Tablet } from "./tablet.ts";
import { loadSyncState } from "./tablet.ts";
import type { SyncStatus } from "./worker-api.ts";

type Parts = { readonly tablet: Tablet; readonly sending: Sending };

/** Never touches the network. */
export async function readSyncStatus({ tablet, sending }: Parts): Promise<SyncStatus> {
  const outstanding = await listOutstanding(tablet);
  const enrolled = tablet.enrolled();
  const state = enrolled && (await loadSyncState(tablet, enrolled.enrolment));
  const oldestUnreceiptedAt = outstanding.toSorted((a, b) => a.appendedAt - b.appendedAt)[0]?.appendedAt;
  return {
    unreceipted: outstanding.length,
    oldestUnreceiptedAt,
    exchanging: sending.isExchanging,
    lastReplyAt: state?.lastReplyAt,
    lastOutcome: sending.lastOutcome,
    clockOffsetMs: state?.clockOffsetMs,
    keyWaitsForCertificate: enrolled !== undefined && enrolled.certificate === undefined,
    needsCourier: needsCourier(
      { unreceipted: outstanding.length, oldestAt: oldestUnreceiptedAt, lastReplyAt: state?.lastReplyAt },
      tablet.world.clock.now() + (state?.clockOffsetMs ?? 0),
    ),
  };
}
