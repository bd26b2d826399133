/**
 * Planted bugs, one per rule, put between the production code and its ports from the test's side. A simulator that lets
 * one of them through proves nothing; shipped code knows none of this.
 */
import { definite } from "../../src/base/assert.ts";
import { toHex } from "../../src/base/bytes.ts";
import { HOUR_MS } from "../../src/base/limits.ts";
import { noticeFileName } from "../../src/store/notice-file.ts";
import type { Storage, StorageTx } from "../../src/server/storage/ports.ts";
import type { Custody, LogPort, Ports } from "../../src/sync/ports.ts";
import type { Options } from "./options.ts";
import type { Pressure } from "./patches.ts";
import { hours } from "./patches.ts";
import { patchedRules } from "./patches-district.ts";
import type { Piece } from "./pool.ts";
import { EPOCH_MS } from "./scheduler.ts";
import type { Rows } from "./databases.ts";
import { readRows, writeRows } from "./databases.ts";
import type { Planted } from "./world.ts";

export type Mutant = {
  readonly name: string;
  /** The rule it breaks, in the words of DESIGN or failures. */
  readonly breaks: string;
  readonly planted: Planted;
};

/** How long a careless disk keeps what it has called committed. */
const syncMs = 10_000;

const withLog =
  (change: (log: LogPort, ports: Ports) => Partial<LogPort>) =>
  (ports: Ports): Ports => ({ ...ports, log: { ...ports.log, ...change(ports.log, ports) } });

/** The same world under a pressure that is data (patches.ts). */
const under =
  (pressure: Pressure) =>
  (options: Options): Options =>
    Object.entries(pressure).reduce<Options>((changed, [part, value]) => {
      const before: unknown = Reflect.get(changed, part);
      const isGroup = typeof value === "object" && typeof before === "object";
      return { ...changed, [part]: isGroup ? { ...before, ...value } : value };
    }, options);

const often =
  (
    change: { readonly [K in "link" | "disk" | "district"]?: Partial<Options[K]> } & Partial<
      Pick<Options, "poison" | "chaosMs">
    >,
  ) =>
  (options: Options): Options =>
    under({ ...hours, ...change })(options);

/** Believes every 200: what was on the wire is called received. */
const trustAny200: Planted = {
  options: often({ link: { portal: 0.3 } }),
  ports: (ports) => ({
    ...ports,
    transport: {
      exchange: async (...request) => {
        const answer = await ports.transport.exchange(...request);
        if (answer.ok) await callReceived(ports);
        return answer;
      },
    },
  }),
};

async function callReceived({ log, clock }: Ports): Promise<void> {
  const state = await log.loadState();
  const sent = (await log.listOutstanding()).filter((meta) => meta.custody.delivery === "unsure");
  const receipt = { state: "complete", counter: 1, intake: 1, epoch: state.epoch, at: clock.now() } as const;
  const custody = new Map<string, Custody>(
    sent.map((meta) => [toHex(meta.digest), { delivery: "received", receipt, safe: false }]),
  );
  await log.apply({ state, custody, notices: [], fields: [], slipsTold: [] });
}

/** Forgets to ask whether a digest is held, on a table that does not ask either. */
const storeTwice: Planted = {
  options: often({ link: { duplicate: 0.5, lostAnswer: 0.3 } }),
  onNewStorage: ({ database }) =>
    database.exec(`
      CREATE TABLE careless AS SELECT * FROM entries WHERE 0;
      DROP TABLE entries;
      ALTER TABLE careless RENAME TO entries;`),
  storage: (inner) =>
    changeTx(inner, (tx) => {
      let isReply = false;
      return {
        ...tx,
        devices: {
          ...tx.devices,
          find: (device) => {
            // A reply begins by looking for the device; a run looks for its digests first.
            isReply = true;
            return tx.devices.find(device);
          },
        },
        entries: { ...tx.entries, custody: async (prefixes) => (isReply ? tx.entries.custody(prefixes) : []) },
      };
    }),
};

function changeTx(inner: Storage, change: (tx: StorageTx) => StorageTx): Storage {
  return {
    close: () => inner.close(),
    outsideVersion: () => inner.outsideVersion(),
    transaction: (work) => inner.transaction((tx) => work(change(tx))),
  };
}

/** Says committed what is not on the disk yet: a death takes the last seconds with it. */
function receiptBeforeCommit(): Planted {
  const unsynced: { readonly at: number; readonly before: Rows }[] = [];
  let world: object | undefined;
  return {
    options: often({ district: { crash: 0.01 }, link: { refused: 0, cutAnswer: 0 } }),
    storage: (inner, { scheduler }) => {
      // What another seed has left behind is no memory of this one.
      if (world !== scheduler) unsynced.length = 0;
      world = scheduler;
      return {
        close: () => inner.close(),
        outsideVersion: () => inner.outsideVersion(),
        transaction: (work) =>
          inner.transaction(async (tx) => {
            unsynced.push({ at: scheduler.nowMs, before: readRows(inner.database) });
            return work(tx);
          }),
      };
    },
    afterCrash: ({ database }, nowMs) => {
      const first = unsynced.find(({ at }) => at >= nowMs - syncMs);
      if (first) writeRows(database, first.before);
      unsynced.length = 0;
    },
  };
}

/** One entry after the other: the next only when the first is complete. */
const headOfLine: Planted = {
  options: often({ poison: 0.5 }),
  ports: withLog((log) => ({
    listOutstanding: async () =>
      (await log.listOutstanding())
        .toSorted((a, b) => (toHex(a.logId) + a.seq < toHex(b.logId) + b.seq ? -1 : 1))
        .slice(0, 1),
  })),
};

/** What was filed more than half an hour ago by the tablet's clock is thought to be done with. */
const retentionByClock: Planted = {
  options: often({ link: { refused: 0.5 } }),
  ports: withLog((log, { clock }) => ({
    listOutstanding: async () =>
      (await log.listOutstanding()).filter((meta) => clock.now() - Math.max(meta.appendedAt, EPOCH_MS) < HOUR_MS / 2),
  })),
};

/** A new epoch changes nothing: what was received stays received. */
const noReofferOnEpoch: Planted = {
  options: often({ district: { restoreEveryMs: HOUR_MS / 2, backupEveryMs: HOUR_MS / 4, silentRollback: 0 } }),
  ports: withLog((log) => ({
    apply: (changes) => {
      const fallen = [...changes.custody].filter(([, custody]) => custody.delivery === "unsure" && custody.receipt);
      const custody = new Map([...changes.custody].filter(([key]) => !fallen.some(([other]) => other === key)));
      return log.apply({ ...changes, custody });
    },
  })),
};

/** Removed when sent, as if sending were arriving (failures F3). */
const removeOnSend: Planted = {
  options: often({ link: { cutRequest: 0.4 } }),
  ports: withLog((log) => {
    const gone = new Set<string>();
    return {
      markSent: async (sent) => {
        for (const digest of sent.digests) gone.add(toHex(digest));
        await log.markSent(sent);
      },
      listOutstanding: async () => (await log.listOutstanding()).filter((meta) => !gone.has(toHex(meta.digest))),
    };
  }),
};

/** Everything is called safe as soon as it is received, and purged at once. */
const purgeAtOnce: Planted = {
  options: often({ district: { restoreEveryMs: HOUR_MS / 2, backupEveryMs: HOUR_MS / 4, silentRollback: 0 } }),
  ports: withLog((log) => ({
    apply: (changes) => {
      const custody = new Map(
        [...changes.custody].map(([key, value]) => [
          key,
          value.delivery === "received" ? { ...value, safe: true } : value,
        ]),
      );
      return log.apply({ ...changes, custody });
    },
  })),
};

/** The second copy of what the district said goes with the first one. */
const noticesInDatabaseAlone: Planted = {
  options: often({
    disk: { databaseLost: 0.6, crash: 0.004 },
    district: { restoreEveryMs: HOUR_MS / 4, backupEveryMs: HOUR_MS / 8 },
  }),
  onTabletDeath: ({ disk }) => disk.medium.files.delete(noticeFileName),
};

/** A tablet that shows back no stand proves no rollback. */
const showNoStand: Planted = {
  options: often({ district: { restoreEveryMs: HOUR_MS / 4, backupEveryMs: HOUR_MS / 8, silentRollback: 1 } }),
  ports: withLog((log) => ({ loadState: async () => ({ ...(await log.loadState()), stand: undefined }) })),
};

/** Revocations and all lie in the backup and are forgotten with it. */
const ledgerInBackup: Planted = {
  options: often({ district: { restoreEveryMs: HOUR_MS / 4, backupEveryMs: HOUR_MS / 8, silentRollback: 0 } }),
  ledgerGoesBack: true,
};

const plantedBugs: readonly Mutant[] = [
  {
    name: "ledger in the backup",
    breaks: "the ledger lies outside the backup: keys and revocations survive every restore (§2, §4.9)",
    planted: ledgerInBackup,
  },
  { name: "trust any 200", breaks: "only a receipt turns an entry green (§2, R4)", planted: trustAny200 },
  { name: "store the same digest twice", breaks: "a digest is held once (§4.2, R5)", planted: storeTwice },
  {
    name: "receipt before commit",
    breaks: "receipts come out of the transaction that stored (§2, F40)",
    planted: receiptBeforeCommit(),
  },
  { name: "head of line", breaks: "nothing blocks (§4.5, R6)", planted: headOfLine },
  {
    name: "retention by the tablet's clock",
    breaks: "no decision trusts the clock (§4.8, R10)",
    planted: retentionByClock,
  },
  {
    name: "no offer when the epoch rises",
    breaks: "a new epoch voids what is not safe (§2, R9)",
    planted: noReofferOnEpoch,
  },
  { name: "removed when sent", breaks: "an entry never leaves because of a send (R3, F3)", planted: removeOnSend },
  {
    name: "notices in the database alone",
    breaks: "the same holds for notices (§4.1, F18)",
    planted: noticesInDatabaseAlone,
  },
  { name: "rollbacks unseen", breaks: "a rollback nobody announced raises the epoch (§2, R9)", planted: showNoStand },
  { name: "safe at the first receipt", breaks: "safe is what every backup holds (§2, R8)", planted: purgeAtOnce },
];

export const mutants: readonly Mutant[] = [
  ...plantedBugs,
  ...patchedRules.map(({ name, breaks, pressure }) => ({ name, breaks, planted: { options: under(pressure) } })),
];

/** What is put around the code for a piece of work: a planted bug in its world, or its world alone. */
export function plantedFor({ mutant, control }: Pick<Piece, "mutant" | "control">): Planted {
  const name = mutant ?? control;
  if (name === undefined) return {};
  const { planted } = definite(
    mutants.find((one) => one.name === name),
    "a mutant of this file",
  );
  return mutant === undefined ? { ...(planted.options && { options: planted.options }) } : planted;
}
