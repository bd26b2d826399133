/**
 * The simulated tablet: the production store and engine over a disk and a link that fail. A page that files and sends,
 * a service worker that sends beside it, and the crashes of both.
 */
import { toHex } from "../../src/base/bytes.ts";
import { keyId, sha256 } from "../../src/crypto/hash.ts";
import type { SigningKey } from "../../src/crypto/signing.ts";
import { makeSigningKey, signWith } from "../../src/crypto/signing.ts";
import { makeVerifier } from "../../src/crypto/verifier.ts";
import type { PublicKeyBytes } from "../../src/protocol/keys.ts";
import { keyAlgorithms } from "../../src/protocol/keys.ts";
import type { Enrolment } from "../../src/store/identity.ts";
import { Journal } from "../../src/store/journal/journal.ts";
import type { AppendPorts } from "../../src/store/log/append.ts";
import { makeLogPort } from "../../src/store/log/log-port.ts";
import type { JournalOnly } from "../../src/store/log/merge.ts";
import { mergeAtStart } from "../../src/store/log/merge.ts";
import {
  loseDatabase,
  MemoryBlobDisk,
  MemoryDatabase,
  MemoryJournalDisk,
} from "../../src/store/memory/memory-disks.ts";
import { NoticeFile } from "../../src/store/notice-file.ts";
import { fileNotices, restoreNotices } from "../../src/store/notices.ts";
import type { Database } from "../../src/store/ports.ts";
import { StoreFailure } from "../../src/store/ports.ts";
import { purgeEntries } from "../../src/store/purge.ts";
import type { Engine } from "../../src/sync/engine.ts";
import { makeEngine } from "../../src/sync/engine.ts";
import type { Lock, Ports } from "../../src/sync/ports.ts";
import type { Wakes } from "../../src/sync/wakes.ts";
import { makeWakes } from "../../src/sync/wakes.ts";
import type { Enrolled } from "../../src/worker/tablet.ts";
import { firstStateOf } from "../../src/worker/tablet.ts";
import type { Auditor } from "./auditor.ts";
import { watchPace } from "./checkers/6-bounded.ts";
import type { LinkState, ServerDoor } from "./link.ts";
import { makeTransport } from "./link.ts";
import type { Options } from "./options.ts";
import type { Prng } from "./prng.ts";
import type { Life, Scheduler } from "./scheduler.ts";
import type { Damage, SimDisk } from "./sim-disk.ts";
import { copyMedium, ForgetfulDatabase, makeSimDisk } from "./sim-disk.ts";
import { MINUTE_MS } from "./units.ts";

export type TabletWorld = {
  readonly scheduler: Scheduler;
  readonly random: Prng;
  readonly options: () => Options;
  /** Page and service worker know no lock between them. */
  readonly withoutLock: boolean;
  readonly server: ServerDoor;
  readonly auditor: Auditor;
  readonly tell: (who: string, what: string) => void;
  /** What a test may put between engine and ports, to plant a bug (tests/simulation/mutants.ts). */
  readonly sabotage: (ports: Ports) => Ports;
  /** Called whenever a sender has kept a reply. */
  readonly onApplied: (tablet: SimTablet) => void;
  /** Called when the whole tablet has died. */
  readonly onDeath: (tablet: SimTablet, damage: Damage | undefined) => void;
  /** A promise nobody waits for: its failure is the world's. */
  readonly watch: (work: Promise<unknown>) => void;
};

type Opened = {
  readonly append: AppendPorts;
  /** Undefined for the service worker, which writes no file. */
  readonly notices: NoticeFile | undefined;
  readonly journalOnly: Map<string, JournalOnly>;
};

export type Page = { readonly life: Life; readonly append: AppendPorts; readonly wakes: Wakes };

const SERVICE_WORKER_MS = 2.5 * MINUTE_MS;

export class SimTablet {
  readonly name: string;
  readonly disk: SimDisk;
  readonly link: LinkState;
  /** Undefined while nobody has the page open. */
  page: Page | undefined;
  isOpening = false;
  /** Burnt, drowned, stolen for good: nothing of it is left. */
  isGone = false;
  /** Newest epoch its database has known since it was last damaged or enrolled. */
  epochSeen = 0;
  /** Its database came back empty or short at least once. */
  wasEverDamaged = false;
  /** Every signing key this tablet ever made, the newest last (the identity file). */
  readonly keysMade: PublicKeyBytes[];
  /** When the last exchange began whose reply was kept: by then the district has the heads of before. */
  toldAtMs = Number.NEGATIVE_INFINITY;
  skewMs: number;
  #enrolled: Enrolled;
  readonly #world: TabletWorld;
  readonly #lives = new Set<Life>();
  #isSending = false;

  constructor(world: TabletWorld, name: string, enrolled: Enrolled, skewMs: number, from?: SimTablet) {
    this.#world = world;
    this.name = name;
    this.#enrolled = enrolled;
    this.skewMs = skewMs;
    this.keysMade = from ? [...from.keysMade] : [enrolled.signingKey.publicKey];
    this.link = { faults: () => world.options().link, isUp: true, spoiltAtMs: Number.NEGATIVE_INFINITY };
    const random = world.random;
    this.disk = makeSimDisk(
      { scheduler: world.scheduler, random, faults: () => world.options().disk },
      from && copyMedium(from.disk.medium),
    );
    if (!from) this.#beBorn(enrolled.enrolment);
  }

  get enrolled(): Enrolled {
    return this.#enrolled;
  }

  /** Another tablet with a copy of this one's disk, keys and all. */
  clone(name: string): SimTablet {
    const world = { ...this.#world, random: this.#world.random.fork(name) };
    return new SimTablet(world, name, this.#enrolled, this.skewMs, this);
  }

  /** A signing key that is not certified yet takes the place of the lost one; every process ends with it. */
  async takeNewKey(): Promise<void> {
    const signingKey = await makeSigningKey(keyAlgorithms.ed25519, { extractable: false });
    this.endAll();
    this.keysMade.push(signingKey.publicKey);
    this.#enrolled = { ...(await enrolledAs(this.#enrolled.enrolment, signingKey)), certificate: undefined };
  }

  /** What enrolling anew leaves: certificate, perhaps another device, and a state of the exchange that begins again. */
  async keepEnrolment(enrolment: Enrolment): Promise<void> {
    this.endAll();
    this.#enrolled = await enrolledAs(enrolment, this.#enrolled.signingKey);
    this.#beBorn(enrolment);
  }

  #beBorn(enrolment: Enrolment): void {
    this.epochSeen = 0;
    this.rows.state.set("born", { key: "born", at: 0 });
    this.rows.state.set("sync", { key: "sync", sync: firstStateOf(enrolment) });
  }

  /** Nothing of it is left, and nobody comes back to it. */
  destroy(): void {
    this.endAll();
    this.isGone = true;
    loseDatabase(this.disk.medium);
    this.disk.medium.files.clear();
    this.disk.medium.blobs.clear();
    this.#world.tell(this.name, "is destroyed");
  }

  /** Opens the page: the union first, then the engine's loop. */
  async openPage(): Promise<void> {
    if (this.page || this.isOpening || this.isGone) return;
    const life = this.#begin("page");
    this.isOpening = true;
    const opened = await this.#openStore(life, true);
    if (!opened) return this.#end(life);
    const clock = this.#world.scheduler.clockOf(life, () => this.skewMs);
    const wakes = makeWakes(clock);
    this.isOpening = false;
    this.page = { life, append: opened.append, wakes };
    this.#world.tell(this.name, "opens its page");
    const engine = makeEngine(this.#world.sabotage(this.#ports(life, opened)));
    this.#world.watch(engine.run(new AbortController().signal, this.#watchedWaits(wakes)));
  }

  /** The browser starts the service worker: Background Sync, or the page has gone. */
  async wakeServiceWorker(): Promise<void> {
    if (this.isGone) return;
    const life = this.#begin("sw");
    const opened = await this.#openStore(life, false);
    if (!opened) return this.#end(life);
    const engine: Engine = makeEngine(this.#world.sabotage(this.#ports(life, opened)));
    const nowMs = this.#world.scheduler.nowMs;
    this.#world.tell(this.name, "wakes its service worker");
    await engine.drain(new AbortController().signal, { untilMs: nowMs + SERVICE_WORKER_MS });
    this.#end(life);
  }

  /** The whole tablet dies: battery, kernel, a fall. */
  crash(): void {
    this.endAll();
    const damage = this.disk.damage();
    if (damage) {
      this.wasEverDamaged = true;
      this.epochSeen = 0;
    }
    this.#world.tell(this.name, `dies ${damage ?? ""}`);
    this.#world.onDeath(this, damage);
  }

  /** Page and service worker end where they are. */
  endAll(): void {
    for (const life of Array.from(this.#lives)) this.#end(life);
  }

  /** The page's process ends, by a kill or by the officer's hand. */
  closePage(): void {
    if (!this.page) return;
    this.#end(this.page.life);
    this.#world.tell(this.name, "closes its page");
  }

  #begin(what: string): Life {
    const life: Life = { name: `${this.name}.${what}`, alive: true, afterDeath: "hang" };
    this.#lives.add(life);
    return life;
  }

  #end(life: Life): void {
    life.alive = false;
    this.#lives.delete(life);
    // Web Locks are let go by the browser when their holder dies.
    this.#isSending = false;
    if (this.page?.life === life) this.page = undefined;
    if (life.name.endsWith("page")) this.isOpening = false;
  }

  /** The rows as they lie on the disk now, for checkers. */
  get rows() {
    return this.disk.medium.rows;
  }

  /** Hex ids of the notices a page's worker has flushed: from then on the tablet answers for them. */
  async noticesFiled(): Promise<readonly string[]> {
    const { notices } = await new NoticeFile(new MemoryJournalDisk(this.disk.medium)).read();
    return notices.map(({ id }) => toHex(id));
  }

  /** Undefined where the disk could not be read: whoever wanted it comes again. */
  async #openStore(life: Life, canAppend: boolean): Promise<Opened | undefined> {
    try {
      return await this.#merge(life, canAppend);
    } catch (error) {
      if (!(error instanceof StoreFailure)) throw error;
      this.#world.tell(this.name, "cannot open its store");
      return undefined;
    }
  }

  async #merge(life: Life, canAppend: boolean): Promise<Opened> {
    const { random, scheduler } = this.#world;
    const hook = this.disk.hookOf(life, () => this.crash());
    const { medium } = this.disk;
    const database = new MemoryDatabase(medium, hook);
    const journal = new Journal(new MemoryJournalDisk(medium, hook), sha256, random);
    const now = scheduler.clockOf(life, () => this.skewMs).now();
    const report = await journal.catchUp((contents) =>
      mergeAtStart({ database, sha256, contents, isEnrolled: true, now }),
    );
    if (report.incident) this.#world.tell(this.name, `finds ${report.incident}, rebuilds ${report.rebuilt}`);
    const journalOnly = new Map(report.journalOnly.map((left) => [left.row.key, left]));
    const notices = new NoticeFile(new MemoryJournalDisk(medium, hook));
    await this.#mergeNotices(database, notices, canAppend);
    const forgets = (): boolean => canAppend && this.#forgets();
    const append = {
      database: new ForgetfulDatabase(medium, hook, forgets),
      journal,
      blobs: new MemoryBlobDisk(medium, hook),
      sha256,
      journalOnly,
    };
    return { append, notices: canAppend ? notices : undefined, journalOnly };
  }

  /** As the worker's `openTablet` does. */
  async #mergeNotices(database: Database, notices: NoticeFile, canAppend: boolean): Promise<void> {
    try {
      await restoreNotices(database, notices, firstStateOf(this.enrolled.enrolment));
      if (canAppend) await this.#lock().tryHold(() => fileNotices(database, notices));
    } catch (error) {
      if (!(error instanceof StoreFailure)) throw error;
    }
  }

  #ports(life: Life, { append, notices, journalOnly }: Opened): Ports {
    const { scheduler, random, auditor, server } = this.#world;
    const { enrolment, journalScope, certificate } = this.#enrolled;
    let begunMs = Number.NEGATIVE_INFINITY;
    const clock = scheduler.clockOf(life, () => this.skewMs);
    const pace = watchPace(auditor, life.name);
    const { database, journal, blobs } = append;
    const log = makeLogPort({
      database,
      journalOnly,
      initialState: firstStateOf(enrolment),
      notices,
      purge: (digests) => {
        for (const digest of digests) auditor.purged.add(toHex(digest));
        return purgeEntries({ database, journal, blobs, scope: journalScope }, digests);
      },
    });
    return {
      log: {
        ...log,
        apply: async (changes) => {
          const outcome = await log.apply(changes);
          if (outcome === "outdated") return outcome;
          if (certificate) this.toldAtMs = Math.max(this.toldAtMs, begunMs);
          this.#world.onApplied(this);
          return outcome;
        },
      },
      blobs: { read: (hash, offset, length) => blobs.read(toHex(hash), offset, length) },
      transport: makeTransport({ scheduler, random }, life, this.link, server, (bytes) => {
        begunMs = scheduler.nowMs;
        auditor.sent.requests += 1;
        auditor.sent.bytes += bytes;
        auditor.sent.largest = Math.max(auditor.sent.largest, bytes);
      }),
      signer: signerOf(this.#enrolled),
      verifier: makeVerifier({ regency: enrolment.regency, rootKey: enrolment.rootKey }),
      lock: this.#world.withoutLock ? NO_LOCK : this.#lock(),
      clock,
      timer: clock,
      random,
      configVersion: async () => enrolment.configVersion,
      report: async () => ({ clock: clock.now() }),
      notify: (event) => {
        if (event.kind !== "exchange-finished") return;
        this.#world.tell(life.name, describe(event.outcome));
        pace(event.outcome, scheduler.nowMs);
      },
    };
  }

  /** A whole line that an append called failed is taken in unread: where appends fail nothing else is believed either. */
  #forgets(): boolean {
    const { random, options } = this.#world;
    const { forgotten, halfAppend } = options().disk;
    return halfAppend === 0 && random.chance(forgotten);
  }

  #lock(): Lock {
    return {
      tryHold: async (work) => {
        if (this.#isSending) return undefined;
        this.#isSending = true;
        try {
          return await work();
        } finally {
          this.#isSending = false;
        }
      },
    };
  }

  /** Notes the longest wait the engine ever plans while its page is open. */
  #watchedWaits(wakes: Wakes): Wakes {
    const { sent } = this.#world.auditor;
    return {
      wake: wakes.wake,
      onWake: wakes.onWake,
      wait: (ms, signal) => {
        sent.longestWaitMs = Math.max(sent.longestWaitMs, ms);
        return wakes.wait(ms, signal);
      },
    };
  }
}

const NO_LOCK: Lock = { tryHold: (work) => work() };

function signerOf({ enrolment, signingKey, certificate }: Enrolled): Ports["signer"] {
  return {
    device: enrolment.device,
    signingKey: signingKey.publicKey,
    certificate,
    sign: (input) => signWith(signingKey, input),
  };
}

function describe(outcome: { readonly kind: string }): string {
  const { kind, ...rest } = outcome;
  return [kind, ...Object.values(rest).map(String)].join(" ");
}

/** What an enrolled worker knows of itself. */
export async function enrolledAs(enrolment: Enrolment, signingKey: SigningKey): Promise<Enrolled> {
  const scope = { regency: enrolment.regency, device: enrolment.device };
  return {
    enrolment,
    certificate: enrolment.certificate,
    signingKey,
    signingKeyId: await keyId(signingKey.publicKey),
    scope,
    journalScope: { ...scope, signingKey: signingKey.publicKey },
  };
}
