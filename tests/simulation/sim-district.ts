/**
 * The simulated office: the production inbox over storage, blobs and ledger that die, fill up and come back from a
 * backup. Knows no tablet; bytes come in through `receive`.
 */
import type { Bytes } from "../../src/base/bytes.ts";
import { concatBytes, toHex } from "../../src/base/bytes.ts";
import { keyId } from "../../src/crypto/hash.ts";
import type { SealingKey } from "../../src/crypto/sealing.ts";
import { makeSealingKey } from "../../src/crypto/sealing.ts";
import type { PublicKeyBytes } from "../../src/protocol/keys.ts";
import type { SigningKey } from "../../src/crypto/signing.ts";
import { makeSigningKey } from "../../src/crypto/signing.ts";
import type { KeyUse } from "../../src/protocol/keyring.ts";
import { keyAlgorithms } from "../../src/protocol/keys.ts";
import type { Configuration } from "../../src/domain/configuration/configuration.ts";
import type { District } from "../../src/server/district.ts";
import { SILENT_LOG } from "../../src/server/district.ts";
import { openPending } from "../../src/server/inbox/open.ts";
import { receiveBundle } from "../../src/server/inbox/receive.ts";
import { makeKeys } from "../../src/server/keys/make-keys.ts";
import type { DistrictKeys } from "../../src/server/keys/keys.ts";
import type { LedgerFile } from "../../src/server/ledger/ledger-file.ts";
import { makeMemoryLedgerFile } from "../../src/server/ledger/ledger-file.ts";
import { openLedger } from "../../src/server/ledger/open-ledger.ts";
import {
  forgetGeneration,
  keepGenerations,
  recordGeneration,
  verifyGeneration,
} from "../../src/server/storage/backup-facts.ts";
import type { MemoryBlobs } from "../../src/server/storage/memory-blobs.ts";
import { makeMemoryBlobs } from "../../src/server/storage/memory-blobs.ts";
import type { BackupRow } from "../../src/server/storage/rows.ts";
import { openMemoryStorage } from "../../src/server/storage/memory.ts";
import type { BlobStore, Storage } from "../../src/server/storage/ports.ts";
import { StorageFullError } from "../../src/server/storage/ports.ts";
import type { SqliteStorage } from "../../src/server/storage/sqlite/open-storage.ts";
import { look, takeStorage } from "./databases.ts";
import { rotateKeys } from "./district-keys.ts";
import type { DistrictFaults } from "./options.ts";
import type { Prng } from "./prng.ts";
import type { Life, Scheduler } from "./scheduler.ts";
import { Crashed } from "./scheduler.ts";
import type { Snapshot } from "./snapshot.ts";
import { putBack, takeSnapshot } from "./snapshot.ts";

export const REGENCY = "33.29";
/** A commit and its sync on the office's disk. */
const commitMsMax = 20;
const openBatch = 20;
const keptGenerations = 3;
/** What lies in a drawer although it was thrown away. */
const drawerMax = 6;

type Deadly = { readonly key: PublicKeyBytes; readonly id: Bytes };

type Generation = {
  readonly id: string;
  readonly takenAt: number;
  readonly taken: Snapshot;
  /** The ledger as it was: no part of a backup; for a planted bug alone. */
  readonly ledger?: Bytes;
};

/** Which generation comes back, and how. */
export type Restore = {
  readonly generation: Generation;
  /** The way an image of the whole disk comes back: with no word to the ledger and none to the backups' list. */
  readonly silent: boolean;
};

/** What a test may put between the production code and its storage, to plant a bug (tests/simulation/mutants.ts). */
export type Sabotage = {
  readonly storage?: (inner: SqliteStorage, world: { readonly scheduler: Scheduler; readonly life: Life }) => Storage;
  readonly onNewStorage?: (storage: SqliteStorage) => void;
  /** The ledger lies in the backup and comes back with it. */
  readonly ledgerGoesBack?: boolean;
  /** Called when all work of a dead server has ended. */
  readonly afterCrash?: (storage: SqliteStorage, nowMs: number) => void;
};

export type DistrictWorld = {
  readonly scheduler: Scheduler;
  readonly random: Prng;
  readonly configuration: Configuration;
  readonly faults: () => DistrictFaults;
  readonly sabotage: Sabotage;
  readonly tell: (what: string) => void;
  /** Production code failed where nothing was wrong around it. */
  readonly broken: (error: unknown) => void;
};

export class SimDistrict {
  /** What lies on disk, outlived by no process. */
  storage: SqliteStorage;
  blobs: MemoryBlobs;
  keys: DistrictKeys;
  /** Undefined while no server runs. */
  district: District | undefined;
  /** When a store was put back last, announced or not: what was said shortly before may be gone. */
  rolledBackAtMs = Number.NEGATIVE_INFINITY;
  /** What may still be restored, oldest first, and what was thrown away. */
  readonly generations: Generation[] = [];
  readonly drawer: Generation[] = [];
  /** True once something came back from the drawer: what was safe may be gone, and the district must know its name. */
  wasRestoredFromDrawer = false;
  /** Requests that found a living server. */
  asked = 0;
  /** What is sealed for this key kills its opener. */
  readonly deadlyKey: PublicKeyBytes;
  readonly deadlyKeyId: Bytes;
  readonly #root: SigningKey;
  #starts = 0;
  readonly #world: DistrictWorld;
  #ledgerFile: LedgerFile = makeMemoryLedgerFile();
  #life: Life = { name: "district", alive: false, afterDeath: "throw" };
  /** Resolves when the last server's open work has rolled back. */
  #dying: Promise<void> = Promise.resolve();

  private constructor(world: DistrictWorld, keys: DistrictKeys, root: SigningKey, deadly: Deadly) {
    this.#world = world;
    this.deadlyKey = deadly.key;
    this.deadlyKeyId = deadly.id;
    this.keys = keys;
    this.#root = root;
    this.storage = this.#freshStorage();
    this.blobs = makeMemoryBlobs();
  }

  static async open(world: DistrictWorld): Promise<SimDistrict> {
    const root = await makeSigningKey(keyAlgorithms.ed25519, { extractable: false });
    const keys = await makeKeys({
      regency: REGENCY,
      random: world.random.fork("keys"),
      root,
      dictionaries: world.configuration.dictionaries,
    });
    const { publicKey: key } = await makeSealingKey(keyAlgorithms.hpkeX25519, { extractable: false });
    const office = new SimDistrict(world, keys, root, { key, id: await keyId(key) });
    await office.start();
    return office;
  }

  get isUp(): boolean {
    return this.#life.alive;
  }

  /** Starts a server on what lies on disk. */
  async start(): Promise<void> {
    const { scheduler, random, configuration } = this.#world;
    const life: Life = { name: "district", alive: true, afterDeath: "throw" };
    this.#life = life;
    await this.#dying;
    const clock = scheduler.clockOf(life, () => 0);
    const ledger = await openLedger({ regency: REGENCY, keys: this.keys }, this.#ledgerFile, clock.now());
    const plain = this.#world.sabotage.storage?.(this.storage, { scheduler, life }) ?? this.storage;
    this.district = {
      regency: REGENCY,
      storage: this.#withSteps(plain, life),
      blobs: this.#blobsWithSteps(life),
      ledger,
      keys: { ...this.keys, sealing: this.#deadlySealing() },
      configuration,
      clock,
      random: random.fork(`server ${(this.#starts += 1)}`),
      log: SILENT_LOG,
    };
    this.#world.tell("starts");
  }

  /** Power off: what is not committed is gone. */
  crash(): void {
    if (!this.#life.alive) return;
    this.#life.alive = false;
    this.district = undefined;
    const { storage } = this;
    const { sabotage, scheduler } = this.#world;
    this.#dying = storage.crash().then(() => sabotage.afterCrash?.(storage, scheduler.nowMs));
    this.blobs.crash();
    this.#world.tell("crashes");
  }

  receive(chunks: AsyncIterable<Uint8Array>): Promise<{ readonly status: number; readonly body: Bytes }> | undefined {
    const { district } = this;
    if (!district) return undefined;
    this.asked += 1;
    return this.#receive(district, chunks);
  }

  async #receive(district: District, chunks: AsyncIterable<Uint8Array>): Promise<{ status: number; body: Bytes }> {
    const life = this.#life;
    try {
      const { status, body } = await receiveBundle(district, chunks);
      await this.#world.scheduler.step(life);
      return { status, body: concatBytes(...body) };
    } catch (error) {
      // As the HTTP room does: a failure of ours is a 500 without a word about any entry.
      await this.#world.scheduler.step(life);
      if (!(error instanceof StorageFullError)) this.#world.broken(error);
      return { status: 500, body: new Uint8Array(0) };
    }
  }

  /** Opens what has come in, as the server's opener does. */
  async open(): Promise<void> {
    if (this.district) await openPending(this.district, openBatch);
  }

  /** True while something waits for the opener: looked at before it is woken, as production wakes it after an exchange. */
  get hasUnopened(): boolean {
    return look(this.storage.database, "SELECT 1 FROM entries WHERE standing = 'unopened' LIMIT 1").get() !== undefined;
  }

  /** Takes a backup generation and counts it for `safeThrough`. */
  async backUp(): Promise<void> {
    const { district } = this;
    if (!district) return;
    const takenAt = district.clock.now();
    const id = `g${takenAt}`;
    // Written down before it is taken, so that every generation knows of itself when it comes back.
    const taken = await district.storage.transaction(async (tx) => {
      await recordGeneration(tx, { id, takenAt });
      return { intake: (await tx.intake.last()).intake };
    });
    const snapshot = await this.storage.transaction(() =>
      takeSnapshot(this.storage.database, this.blobs, taken.intake),
    );
    const ledger = this.#world.sabotage.ledgerGoesBack === true ? await this.#ledgerFile.readFrom(0) : undefined;
    this.generations.push({ id, takenAt, taken: snapshot, ...(ledger && { ledger }) });
    // Gone from the shelf first, only then no longer counted: never the other way round.
    const dropped = this.generations.length > keptGenerations ? this.generations.shift() : undefined;
    if (dropped) this.drawer.push(dropped);
    if (this.drawer.length > drawerMax) this.drawer.shift();
    await district.storage.transaction(async (tx) => {
      await verifyGeneration(tx, id, taken.intake, takenAt);
      if (dropped) await forgetGeneration(tx, dropped.id);
    });
    this.#world.tell(`backs up through ${taken.intake}`);
  }

  /** Puts a generation back, as `restoreBackup` does; `silent`, as an image of the disk. */
  async restore({ generation, silent }: Restore): Promise<void> {
    const { id, takenAt, taken } = generation;
    const known = silent ? [] : await this.storage.transaction((tx) => tx.backups.list());
    this.crash();
    this.storage = this.#freshStorage();
    this.blobs = makeMemoryBlobs();
    await putBack(taken, this.storage.database, this.blobs);
    if (generation.ledger) {
      this.#ledgerFile = makeMemoryLedgerFile();
      await this.#ledgerFile.writeAt(0, generation.ledger);
    }
    this.rolledBackAtMs = this.#world.scheduler.nowMs;
    if (this.drawer.includes(generation)) this.wasRestoredFromDrawer = true;
    if (silent) {
      // What was taken of the days that are given up lay on the same disk.
      this.generations.splice(this.generations.indexOf(generation) + 1);
    } else await this.#rememberGenerations({ id, takenAt, intake: taken.intake }, known);
    this.#world.tell(`is put back to ${taken.intake}${silent ? ", silently" : ""}`);
    await this.start();
    if (silent) return;
    const at = this.district?.clock.now() ?? 0;
    await this.district?.ledger.appendOnce(async ({ epoch }) => ({
      records: [{ kind: "epoch", epoch: epoch + 1, why: "restore", at }],
      value: undefined,
    }));
  }

  /** The other generations can still be restored: they keep counting. */
  async #rememberGenerations(
    { id, takenAt, intake }: { readonly id: string; readonly takenAt: number; readonly intake: number },
    known: readonly BackupRow[],
  ): Promise<void> {
    await this.storage.transaction((tx) => keepGenerations(tx, known, { id, takenAt, intake }, takenAt));
  }

  /** A new signing or sealing key: the ring goes into the ledger, the server starts anew with it. */
  async rotate(use: KeyUse): Promise<void> {
    const { district } = this;
    if (!district) return;
    const at = district.clock.now();
    const keys = await rotateKeys(this.keys, this.#root, REGENCY, use, at);
    await district.ledger.append({
      kind: "keyring",
      number: keys.keyring.number,
      signed: keys.signedKeyring,
      at,
    });
    this.keys = keys;
    this.crash();
    this.#world.tell(`has a new key to ${use}`);
    await this.start();
  }

  /** The keys that open, and one at whose sight this process dies: an entry that kills its opener (failures F44). */
  #deadlySealing(): DistrictKeys["sealing"] {
    const die = (): never => {
      this.crash();
      throw new Crashed("district");
    };
    const { sealing } = this.keys;
    const deadly = toHex(this.deadlyKeyId);
    return new (class extends Map<string, SealingKey> {
      override get(name: string): SealingKey | undefined {
        return name === deadly ? die() : super.get(name);
      }
    })(sealing);
  }

  #freshStorage(): SqliteStorage {
    const { onNewStorage } = this.#world.sabotage;
    // A planted bug may change the tables: such a database is nobody else's.
    const storage = onNewStorage ? openMemoryStorage(REGENCY) : takeStorage(REGENCY);
    onNewStorage?.(storage);
    return storage;
  }

  /** Between any two steps the server may die, its disk may be full, others may come first. */
  async #step(life: Life, what: string): Promise<void> {
    const { scheduler, random } = this.#world;
    const faults = this.#world.faults();
    await scheduler.wait(life, random.fraction() * commitMsMax);
    if (life.alive && random.chance(faults.crash)) this.crash();
    await scheduler.step(life);
    if (random.chance(faults.full)) throw new StorageFullError(`simulated: ${what}`);
  }

  #withSteps(inner: Storage, life: Life): Storage {
    return {
      transaction: async (work) => {
        await this.#step(life, "begin");
        const value = await inner.transaction(async (tx) => {
          const made = await work(tx);
          await this.#step(life, "commit");
          return made;
        });
        await this.#step(life, "committed").catch((error: unknown) => {
          // Committed is committed: a full disk cannot be found out afterwards.
          if (!(error instanceof StorageFullError)) throw error;
        });
        return value;
      },
      outsideVersion: () => inner.outsideVersion(),
      close: () => inner.close(),
    };
  }

  #blobsWithSteps(life: Life): BlobStore {
    const blobs = this.blobs;
    return {
      ...blobs,
      appendPart: async (...args) => {
        await this.#step(life, "append part");
        return blobs.appendPart(...args);
      },
      finish: async (...args) => {
        await this.#step(life, "finish blob");
        return blobs.finish(...args);
      },
    };
  }
}
