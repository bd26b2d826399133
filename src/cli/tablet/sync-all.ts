/** Joins the sync engine with the headless tablet's files and fetch, and lets it run until all is receipted or nothing moves. */
import type { Clock, Timer } from "../../base/clock.ts";
import type { Random } from "../../base/random.ts";
import { signWith } from "../../crypto/signing.ts";
import { makeVerifier } from "../../crypto/verifier.ts";
import { makeEngine } from "../../sync/engine.ts";
import type { Ports } from "../../sync/ports.ts";
import { makeBlobPort } from "./blob-port.ts";
import { cachedVersion } from "./configuration-cache.ts";
import { httpTransport } from "./district-client.ts";
import type { Enrolled, TabletKeys } from "./identity.ts";
import type { TabletLog } from "./log-port.ts";

export type SyncParts = {
  readonly server: string;
  readonly folder: string;
  readonly keys: TabletKeys;
  readonly enrolled: Enrolled;
  readonly log: TabletLog;
  /** Milliseconds without any progress after which it ends. */
  readonly patienceMs: number;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly random: Random;
  readonly say: (line: string) => void;
  readonly stop: AbortSignal;
};

/** At least one exchange, then as many as move something. What could not be sent stays for the next run. */
export async function syncAll(parts: SyncParts): Promise<void> {
  const engine = makeEngine(portsOf(parts));
  for (;;) {
    const before = (await parts.log.listOutstanding()).length;
    const untilMs = parts.clock.monotonicMs() + parts.patienceMs;
    const outcome = await engine.drain(parts.stop, { untilMs });
    const left = (await parts.log.listOutstanding()).length;
    parts.say(`exchange: ${outcome.kind}, ${left} to be receipted`);
    if (left === 0 || left >= before || parts.stop.aborted) return;
  }
}

function portsOf(parts: SyncParts): Ports {
  const { keys, enrolled, clock } = parts;
  return {
    log: parts.log,
    blobs: makeBlobPort(parts.folder),
    transport: httpTransport(parts.server),
    signer: {
      device: enrolled.device,
      signingKey: keys.signing.publicKey,
      certificate: enrolled.certificate,
      sign: (input) => signWith(keys.signing, input),
    },
    verifier: makeVerifier(enrolled),
    // The state folder's own lock keeps a second process out.
    lock: { tryHold: (work) => work() },
    clock,
    timer: parts.timer,
    random: parts.random,
    configVersion: async () => cachedVersion(parts.folder),
    report: async () => ({
      appVersion: "headless",
      clock: clock.now(),
      unreceipted: (await parts.log.listOutstanding()).length,
    }),
    notify: () => undefined,
  };
}
