/** Rules that hold against a stolen key and against two who do not know of each other, taken out (see patches.ts). Data only. */
import type { PatchedRule } from "./patches.ts";
import { HOUR, hours } from "./patches.ts";

const thief = { ...hours, trust: { thiefEveryMs: HOUR / 20 } };

export const thiefRules: readonly PatchedRule[] = [
  {
    name: "anybody's application id",
    breaks: "the id is the hash of what only the first envelope holds: nobody can squat one (§2, Entry)",
    pressure: { ...thief, link: { upMs: HOUR / 8, downMs: HOUR / 2 } },
    patches: [
      {
        file: "src/server/inbox/read-envelope.ts",
        find: 'if (!equalBytes(id, entry.applicationId)) return err("application-id");',
        replace: "",
      },
    ],
  },
  {
    name: "envelope bound to no header",
    breaks: "the envelope's associated data are the clear headers, regency and device (§5)",
    pressure: { ...thief, link: { upMs: HOUR / 8, downMs: HOUR / 2 } },
    patches: [
      {
        file: "src/protocol/entry.ts",
        find: "return taggedBytes(tags.envelope, scope, entry.shared, entry.own);",
        replace: "return taggedBytes(tags.envelope, scope, entry.shared.slice(0, 0), entry.own.slice(0, 0));",
      },
    ],
  },
  {
    name: "any village may mend",
    breaks: "withdrawals and corrections count only from the application's own village (§6)",
    pressure: thief,
    patches: [
      {
        file: "src/server/cases/case-sink.ts",
        find: 'if (found.village !== entry.village) return setAside("other-village");',
        replace: "",
      },
    ],
  },
  {
    name: "village right not asked",
    breaks: "village right is judged by key and village of the entry's own header (§6)",
    pressure: thief,
    patches: [
      {
        file: "src/server/inbox/store-run.ts",
        find: 'if (!state.villagesOf(signingKeyId).includes(village)) return "village-right";',
        replace: "",
      },
    ],
  },
  {
    name: "in another device's name",
    breaks: "a key signs for its own device alone (§2, §6)",
    pressure: thief,
    patches: [
      {
        file: "src/server/inbox/take-run.ts",
        find: "if (isCertified && !district.ledger.state.nameRight(shared.signingKeyId, device)) {",
        replace: "if (isCertified && device.byteLength === 0) {",
      },
    ],
  },
  {
    name: "blobs nobody names",
    breaks: "blob parts are accepted only for hashes that a held entry names (§2)",
    pressure: thief,
    patches: [
      {
        file: "src/server/inbox/take-blob-part.ts",
        find: "if (!certificate || !(await isWanted(district, part))) return;",
        replace: "if (!certificate) return;",
      },
    ],
  },
  {
    name: "running hashes not compared",
    breaks: "heads carry a running hash, so that a reused seq shows (§2, Entry)",
    pressure: { ...thief, district: { restoreEveryMs: 0 } },
    patches: [
      { file: "src/server/inbox/store-run.ts", find: "await compareHeads(tx, district, run, fresh);", replace: "" },
      {
        file: "src/server/inbox/answer.ts",
        find: "if (mayWrite) await compareNewHeads(tx, district, session);",
        replace: "",
      },
    ],
  },
  {
    name: "both corrections count",
    breaks: "of two corrections on one base the first counts, the other is a conflict (§2)",
    pressure: { ...hours, filings: 16, chaosMs: 3 * HOUR },
    patches: [
      {
        file: "src/server/cases/case-sink.ts",
        find: 'if (await tx.cases.findOpened(base)) return setAside("conflict");',
        replace: 'if (await tx.cases.findOpened(base)) return "in-effect";',
      },
    ],
  },
];
