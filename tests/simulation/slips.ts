/** The citizen's paper: printed at one tablet, shown at another of the village, which tells the district of it. */
import { encodeSlip, encodeSlipClaim } from "../../src/protocol/slip.ts";
import { slipSignatureInput } from "../../src/protocol/signing-inputs.ts";
import { signWith } from "../../src/crypto/signing.ts";
import { slipKey } from "../../src/store/log/apply-changes.ts";
import { bytesOfHex } from "../../src/store/log/rows.ts";
import type { SimTablet } from "./sim-tablet.ts";
import type { World } from "./world.ts";

/** Prints the slip of an entry at its tablet; the citizen shows it some time later at a tablet that is there. */
export async function printSlip(world: World, tablet: SimTablet, key: string): Promise<void> {
  const row = tablet.rows.entries.get(key);
  if (!row) return;
  const { signingKeyId, signingKey, scope, certificate } = tablet.enrolled;
  // Of a key that waits for its certificate the district can check no slip.
  if (!certificate) return;
  const body = encodeSlipClaim({
    device: row.device,
    signingKeyId,
    logId: bytesOfHex(row.logId),
    seq: row.seq,
    applicationId: bytesOfHex(row.applicationId),
    runningHash: row.runningHash,
  });
  const signature = await signWith(
    signingKey,
    slipSignatureInput({ regency: scope.regency, device: row.device }, body),
  );
  const slip = encodeSlip({ body, signature });
  const { scheduler, random, drawn } = world;
  scheduler.at(scheduler.nowMs + random.fraction() * drawn.chaosMs, () => {
    const there = world.tablets.filter((one) => !one.isGone && !one.wasEverDamaged);
    const reader = there[random.int(there.length)];
    if (!reader) return;
    reader.rows.slips.set(slipKey(slip), { key: slipKey(slip), slip });
    world.auditor.slipsShown.push({
      reader: reader.name,
      atMs: scheduler.nowMs,
      device: row.device,
      logId: bytesOfHex(row.logId),
      seq: row.seq,
    });
  });
}
