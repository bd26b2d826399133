/**
 * The one place that joins sync, store, crypto and fetch: run by the dedicated worker while a page lives and by the
 * service worker when none does. Holds the browser's clock, chance, network and locks; knows no vault and no form.
 */
import type { Bytes } from "../base/bytes.ts";
import { toHex } from "../base/bytes.ts";
import type { Clock, Timer } from "../base/clock.ts";
import { exchangeMsMax, replyBytesMax } from "../base/limits.ts";
import type { Random } from "../base/random.ts";
import { signWith } from "../crypto/signing.ts";
import { makeVerifier } from "../crypto/verifier.ts";
import { contentTypes, endpoints } from "../protocol/endpoints.ts";
import { makeLogPort } from "../store/log/log-port.ts";
import * as readOnly from "../store/opfs/read-only.ts";
import { IdbDatabase } from "../store/idb/idb-database.ts";
import { DroppableBallast } from "../store/opfs/ballast.ts";
import type { Ballast, BlobDisk, Database, IdentityFile, JournalDisk } from "../store/ports.ts";
import { RoomyDatabase, roomyBlobs, roomyJournal } from "../store/roomy.ts";
import { purgeEntries } from "../store/purge.ts";
import { openSettings } from "../store/settings.ts";
import type { Engine } from "../sync/engine.ts";
import { makeEngine } from "../sync/engine.ts";
import type { ExchangeOutcome, Ports, SyncEvent, Transport } from "../sync/ports.ts";
import { fetchConfiguration, heldConfigVersion } from "./configuration.ts";
import { readFacts } from "./device-facts.ts";
import { hasLocks, hold, isAlone, makeLock } from "./locks.ts";
import { makeReporter } from "./report.ts";
import { roomySettings } from "./roomy-settings.ts";
import { monthOf, openTallies } from "./tallies.ts";
import type { Tablet } from "./tablet.ts";
import { firstStateOf, loadSyncState, openTablet } from "./tablet.ts";
import type { Http, HttpAnswer, World } from "./world.ts";

export type Disks = {
  readonly database: Database & { open(): Promise<void> };
  readonly journal: JournalDisk;
  readonly notices: JournalDisk;
  readonly blobs: BlobDisk;
  readonly identity: IdentityFile;
  readonly ballast: Ballast;
  readonly canAppend: boolean;
};

const exchangeLockName = "loket-exchange";
const logLockName = "loket-log";
/** Contexts of this origin tell each other on this channel that rows have changed, or that somebody waits. */
const channelName = "loket";
type Said = "changed" | "hurry";
const randomBytesAtOnce = 65_536;
/** A failure later than this after the start of a request came when bytes had left: connecting fails sooner. */
const begunAfterMs = 2_000;

/** The browser as this room sees it. */
export function makeWorld(disks: Disks): World {
  const { ballast } = disks;
  const database = new RoomyDatabase(disks.database, ballast);
  const channel = new BroadcastChannel(channelName);
  const say = (what: Said): void => channel.postMessage(what);
  const hear = (what: Said, listener: () => void): void =>
    channel.addEventListener("message", ({ data }) => {
      if (data === what) listener();
    });
  const { origin } = self.location;
  const tallies = openTallies();
  const moved: Moved = (bytes) => {
    void tallies.change(monthOf(systemClock.now()), (before) => ({ ...before, bytes: before.bytes + bytes }));
  };
  return {
    settings: roomySettings(openSettings(), ballast),
    database,
    openDatabase: () => database.open(),
    journalDisk: roomyJournal(disks.journal, ballast),
    noticeDisk: roomyJournal(disks.notices, ballast),
    blobs: roomyBlobs(disks.blobs, ballast),
    identityFile: disks.identity,
    ballast,
    canAppend: disks.canAppend,
    clock: systemClock,
    timer: systemTimer,
    random: systemRandom,
    origin,
    http: makeHttp(origin, moved),
    tallies,
    facts: () => readFacts(systemTimer),
    transport: makeTransport(origin, moved),
    exchangeLock: makeLock(exchangeLockName),
    withLogLock: (work) => (hasLocks() ? hold(logLockName, work) : work()),
    isAlone,
    tellOthers: () => say("changed"),
    onOthersChange: (listener) => hear("changed", listener),
    hurryOthers: () => say("hurry"),
    onOthersHurry: (listener) => hear("hurry", listener),
  };
}

/** The engine of an enrolled tablet, or undefined before enrolment. */
export function makeTabletEngine(tablet: Tablet, notify: (event: SyncEvent) => void): Engine | undefined {
  const ports = makePorts(tablet, notify);
  return ports && makeEngine(ports);
}

/** What the engine and the courier of an enrolled tablet need of the world. */
export function makePorts(tablet: Tablet, notify: (event: SyncEvent) => void): Ports | undefined {
  const enrolled = tablet.enrolled();
  if (!enrolled) return undefined;
  const { world, database, journalOnly, blobs, journal, notices } = tablet;
  const { enrolment, signingKey, certificate, journalScope } = enrolled;
  const purge = (digests: readonly Bytes[]): Promise<void> =>
    purgeEntries({ database, journal, blobs, scope: journalScope }, digests);
  return {
    log: makeLogPort({
      database,
      journalOnly,
      initialState: firstStateOf(enrolment),
      notices: world.canAppend ? notices : undefined,
      purge: world.canAppend ? purge : undefined,
    }),
    blobs: { read: (hash, offset, length) => blobs.read(toHex(hash), offset, length) },
    transport: world.transport,
    signer: {
      device: enrolment.device,
      signingKey: signingKey.publicKey,
      certificate,
      sign: (input) => signWith(signingKey, input),
    },
    verifier: makeVerifier(enrolment),
    lock: world.exchangeLock,
    clock: world.clock,
    timer: world.timer,
    random: world.random,
    configVersion: () => heldConfigVersion(database),
    report: makeReporter(tablet),
    notify,
  };
}

/** Fetches the configuration when the district has named a newer one than this tablet holds. True when one came. */
export async function followConfiguration(tablet: Tablet): Promise<boolean> {
  const enrolment = tablet.enrolled()?.enrolment;
  if (!enrolment) return false;
  const { configVersion } = await loadSyncState(tablet, enrolment);
  if ((await heldConfigVersion(tablet.database)) >= configVersion) return false;
  return (await fetchConfiguration(tablet)).ok;
}

/**
 * For the service worker: sends what is left until nothing is, or `limitMs` are over. Gives undefined when this tablet
 * has nothing to send with. It merges first, like every start, and never appends.
 */
export async function sendInBackground(limitMs: number): Promise<ExchangeOutcome | undefined> {
  const world = makeWorld({
    database: new IdbDatabase(),
    journal: new readOnly.ReadOnlyJournalDisk(),
    notices: new readOnly.ReadOnlyJournalDisk(readOnly.noticeFolder),
    blobs: new readOnly.ReadOnlyBlobDisk(),
    identity: new readOnly.ReadOnlyIdentityFile(),
    ballast: new DroppableBallast(),
    canAppend: false,
  });
  const tablet = await openTablet(world);
  const engine = makeTabletEngine(tablet, (event) => {
    if (event.kind === "changed") world.tellOthers();
  });
  if (!engine) return undefined;
  // A page in which somebody taps "Kirim sekarang" cannot end a request of ours that hangs.
  world.onOthersHurry(engine.hurry);
  const outcome = await engine.drain(AbortSignal.timeout(limitMs), { untilMs: world.clock.monotonicMs() + limitMs });
  if (outcome.kind === "ok") await followConfiguration(tablet);
  world.tellOthers();
  return outcome;
}

export const systemClock: Clock = { now: () => Date.now(), monotonicMs: () => performance.now() };

export const systemRandom: Random = {
  bytes(length) {
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length; at += randomBytesAtOnce)
      crypto.getRandomValues(bytes.subarray(at, at + randomBytesAtOnce));
    return bytes;
  },
  fraction: () => Math.random(),
};

export const systemTimer: Timer = {
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const timer = setTimeout(resolve, ms);
      const end = (): void => {
        clearTimeout(timer);
        resolve();
      };
      signal?.addEventListener("abort", end, { once: true });
    }),
};

const plainRequest = { redirect: "error", cache: "no-store", credentials: "omit" } as const;

/** Told of every request and answer, in bytes of their bodies; of a request that was cut, of all that was to be sent. */
type Moved = (bytes: number) => void;

function makeTransport(origin: string, moved: Moved): Transport {
  return {
    async exchange(bundle, signal, onAnswer) {
      const startedMs = performance.now();
      const sent = new Blob([...bundle]);
      moved(sent.size);
      try {
        const response = await fetch(origin + endpoints.exchange, {
          ...plainRequest,
          method: "POST",
          headers: { "Content-Type": contentTypes.bundle },
          body: sent,
          signal: AbortSignal.any([signal, AbortSignal.timeout(exchangeMsMax)]),
        });
        onAnswer();
        if (!response.ok) return { ok: false, kind: "http", status: response.status };
        const body = await readUpTo(response, replyBytesMax);
        moved(body.byteLength);
        return { ok: true, body };
      } catch {
        const begun = navigator.onLine && performance.now() - startedMs > begunAfterMs;
        return { ok: false, kind: "transport", begun };
      }
    },
  };
}

/** Reads a body and stops one byte above `max`: what is longer is no answer of ours, whatever it is. */
async function readUpTo(response: Response, max: number): Promise<Bytes> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  while (reader && length <= max) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value);
    length += value.byteLength;
  }
  if (length > max) await reader?.cancel();
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

function makeHttp(origin: string, moved: Moved): Http {
  const ask = async (path: string, init: RequestInit): Promise<HttpAnswer> => {
    try {
      if (init.body instanceof Uint8Array) moved(init.body.byteLength);
      const signal = AbortSignal.timeout(exchangeMsMax);
      const response = await fetch(origin + path, { ...plainRequest, ...init, signal });
      const body = await readUpTo(response, replyBytesMax);
      moved(body.byteLength);
      return { kind: "answer", status: response.status, body };
    } catch {
      return { kind: "offline" };
    }
  };
  return {
    get: (path) => ask(path, {}),
    post: (path, contentType, body) => ask(path, { method: "POST", headers: { "Content-Type": contentType }, body }),
  };
}
