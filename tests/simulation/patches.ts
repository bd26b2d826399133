/**
 * Rules taken out of the production code, line by line, for one thread at a time: what the line says, and what it says
 * when the rule is forgotten. Data only: it is read before any production code is loaded. Shipped code knows none of this.
 */

export type Patch = { readonly file: string; readonly find: string; readonly replace: string };

/** What goes wrong more often than drawn, so that a rule is needed soon. Keys of options.ts. */
export type Pressure = {
  readonly [part: string]: number | string | boolean | { readonly [rate: string]: number | boolean };
};

export type PatchedRule = {
  readonly name: string;
  /** The rule, in the words of DESIGN or failures. */
  readonly breaks: string;
  readonly pressure: Pressure;
  readonly patches: readonly Patch[];
};

export const HOUR = 3_600_000;
/** Few hours in which everything happens at once: where a rule is missing it shows soon, and cheaply. */
export const hours = {
  shape: "dense",
  chaosMs: 1.5 * HOUR,
  tablets: 2,
  filings: 6,
  crypto: "quick",
  rhythm: {
    sessionEveryMs: 0,
    sessionMs: 0,
    closeEveryMs: HOUR,
    serviceWorkerEveryMs: HOUR / 2,
    decideEveryMs: HOUR / 2,
    openInboxEveryMs: HOUR / 20,
    insistMs: HOUR / 60,
  },
};
export const restores = {
  district: { restoreEveryMs: HOUR / 2, backupEveryMs: HOUR / 4, silentRollback: 0, drawer: 0 },
};
const lostDatabases = { disk: { crash: 0.004, databaseLost: 0.7 } };
/** Long enough for copies to be purged, and quiet. */
export const season = {
  ...hours,
  shape: "season",
  chaosMs: 600 * HOUR,
  filings: 8,
  rhythm: {
    ...hours.rhythm,
    sessionEveryMs: 40 * HOUR,
    sessionMs: HOUR / 10,
    closeEveryMs: 0,
    serviceWorkerEveryMs: 40 * HOUR,
    openInboxEveryMs: HOUR,
  },
  link: { upMs: 100 * HOUR, downMs: 0, refused: 0, portal: 0, status: 0 },
};

/** Rules of the tablet: log, store, engine. */
export const tabletRules: readonly PatchedRule[] = [
  {
    name: "not sealed",
    breaks: "the record is a sealed envelope before it touches storage (R1)",
    pressure: hours,
    patches: [
      {
        file: "src/crypto/envelopes.ts",
        find: "return begun.finish(compact ?? packContent(content, dictionary.bytes), envelopeAad(scope, parts));",
        replace: "return Promise.resolve(compact ?? packContent(content, dictionary.bytes));",
      },
    ],
  },
  {
    name: "a refusal without a state",
    breaks: "permanent refusal is a state, not a deletion, and not a loop (R7)",
    pressure: { ...hours, poison: 0.5 },
    patches: [
      {
        file: "src/server/inbox/open.ts",
        find: 'await tx.entries.change(entry.digest, { state: "quarantined", standing: "set-aside", reason });',
        replace: "",
      },
    ],
  },
  {
    name: "a second first entry counts",
    breaks: "one application id makes one case; a second first entry is contested (§2)",
    pressure: { ...hours, trust: { cloneEveryMs: HOUR / 6 }, disk: { full: 0.3 }, filings: 10 },
    patches: [
      {
        file: "src/server/cases/case-sink.ts",
        find: 'return found ? setAside("contested") :',
        replace: "return found ? DONE :",
      },
    ],
  },
  {
    name: "journal not flushed",
    breaks: "from the flushed journal line on the entry exists (§2 step 3, R2)",
    pressure: { ...hours, disk: { crash: 0.006, databaseLost: 0.7, full: 0.05 } },
    patches: [
      {
        file: "src/store/journal/journal.ts",
        find: "await this.#disk.append(open.name, bytes);",
        replace: "void this.#disk.append(open.name, bytes).catch(() => undefined);",
      },
    ],
  },
  {
    name: "failed append not looked at again",
    breaks: "after a failed append the tail is read back (§2 step 3)",
    pressure: { ...hours, disk: { halfAppend: 0.6 } },
    patches: [
      {
        file: "src/store/journal/journal.ts",
        find: "if (!(await this.#isWhole(open, bytes))) {",
        replace: "{",
      },
      {
        file: "src/store/journal/journal.ts",
        find: "await this.#disk.truncate(open.name, open.bytes);",
        replace: "",
      },
      { file: "src/store/journal/journal.ts", find: "this.#own.delete(open.name);", replace: "" },
    ],
  },
  {
    name: "seq used again",
    breaks: "a new random log at every start of the worker (§2, Entry)",
    pressure: { ...hours, disk: { crash: 0.004 } },
    patches: [
      {
        file: "src/store/journal/journal.ts",
        find: "return { id: this.#random.bytes(logIdBytes), seq: 0,",
        replace: "return { id: new Uint8Array(logIdBytes), seq: 0,",
      },
    ],
  },
  {
    name: "sealed twice",
    breaks: "submit first looks for the draft's id in the union (§2, Submit)",
    pressure: { ...hours, disk: { crash: 0.006 } },
    patches: [
      {
        file: "src/store/log/append.ts",
        find: "const earlier = await findSubmitted(ports, toHex(draftId));",
        replace: "const earlier = undefined as Awaited<ReturnType<typeof findSubmitted>>;",
      },
    ],
  },
  {
    name: "lost database greeted as new",
    breaks: "journal and database are merged at start: a union by digest (§2, F18)",
    pressure: { ...hours, ...lostDatabases },
    patches: [
      {
        file: "src/store/log/merge.ts",
        find: "const found = await findMissing(input, known);",
        replace: "const found = { ...(await findMissing(input, known)), missing: [] as readonly Missing[] };",
      },
    ],
  },
  {
    name: "living key signs for a lost one",
    breaks: "old entries are proven by their journal signatures (§2)",
    pressure: { ...hours, disk: { crash: 0.003, databaseLost: 0.8, keysLost: 1 } },
    patches: [
      {
        file: "src/sync/build-bundle.ts",
        find: "const isLiving = !isCarried && equalBytes(first.device, ports.signer.device) && isSignedBy(first, livingKeyId);",
        replace: "const isLiving = isSignedBy(first, livingKeyId) || true;",
      },
    ],
  },
  {
    name: "receipts of a risen epoch counted before they are void",
    breaks: "when the epoch rises, numbers are void before safeThrough is applied (§2)",
    // A tablet that hears late of the new epoch, while others have filled its numbers and every backup holds those.
    pressure: {
      ...hours,
      filings: 14,
      link: { upMs: HOUR / 5, downMs: HOUR / 2 },
      district: { restoreEveryMs: HOUR, backupEveryMs: HOUR / 20, silentRollback: 0, drawer: 0 },
    },
    patches: [
      {
        file: "src/sync/apply-reply.ts",
        find: "if (reply.stand.epoch > held.state.epoch) voidReceipts(custody);",
        replace:
          "takeSafe(custody, { ...reply.stand, epoch: held.state.epoch });\n  if (reply.stand.epoch > held.state.epoch) voidReceipts(custody);",
      },
    ],
  },
  {
    name: "wanted does not override",
    breaks: "wanted overrides any receipt (§2)",
    pressure: { ...hours, link: { lostAnswer: 0.3, cutRequest: 0.4 }, ...restores },
    patches: [
      {
        file: "src/sync/apply-reply.ts",
        find: "takeWantedEntries(custody, reply.body.wantedEntries);",
        replace: "",
      },
    ],
  },
];
