/** Rules of the exchange taken out of the production code: receipts, epochs, retries, notices (see patches.ts). Data only. */
import type { PatchedRule } from "./patches.ts";
import { HOUR, hours, restores } from "./patches.ts";

/** Page and service worker side by side: what was said first often comes last. */
const overtaken = {
  ...hours,
  withoutLock: true,
  link: {
    upMs: 10 * HOUR,
    downMs: 0,
    refused: 0,
    portal: 0,
    status: 0,
    bytesPerMs: 120,
    latencyMs: 100,
    slowAnswer: 0.4,
  },
  rhythm: { ...hours.rhythm, serviceWorkerEveryMs: HOUR / 120, openInboxEveryMs: HOUR / 120 },
};
const old = {
  file: "src/sync/apply-to-newest.ts",
  find: "if (to.reply.stand.epoch < state.epoch) return undefined;",
  replace: "",
};

export const exchangeRules: readonly PatchedRule[] = [
  {
    name: "an old epoch's reply counts",
    breaks: "replies of an older epoch are ignored (§2)",
    pressure: {
      ...overtaken,
      district: { restoreEveryMs: HOUR / 12, backupEveryMs: HOUR / 40, silentRollback: 0, drawer: 0 },
    },
    patches: [old],
  },
  {
    name: "the last word counts, not the newest",
    breaks: "receipts carry a counter so that the newest state wins (§2)",
    pressure: { ...overtaken, poison: 0.6 },
    patches: [
      {
        file: "src/sync/apply-reply.ts",
        find: "if (old?.epoch === stand.epoch && old.counter > counter) return custody;",
        replace: "",
      },
    ],
  },
  {
    name: "signatures of runs not asked for",
    breaks: "every item proves itself: entries are closed by a signature over their digests (§2)",
    pressure: { ...hours, link: { flip: 0.3 } },
    patches: [
      {
        file: "src/server/inbox/verify-run.ts",
        find: 'if (proof.kind === "run" && !(await verifyWith(key, runSignatureInput(scope, digests), proof.signature)))\n    return err("signature-invalid");',
        replace: "",
      },
    ],
  },
  {
    name: "signatures of replies not asked for",
    breaks: "a receipt is the district's signed word (§2, R4)",
    pressure: { ...hours, link: { flip: 0.5 } },
    patches: [
      {
        file: "src/sync/read-reply.ts",
        find: 'if (!(await isSignedNow(verifier, ring, tags.reply, scope, signed))) return err("signature-invalid", "reply");',
        replace: "",
      },
    ],
  },
  {
    name: "journal not sent from",
    breaks: "what the database cannot take is sent from the journal (§2, at start)",
    pressure: { ...hours, disk: { full: 0.3, crash: 0.004, databaseLost: 0.7 } },
    patches: [
      {
        file: "src/store/log/log-port.ts",
        find: "const extra = [...journalOnly.values()].map((entry) => entry.row).filter((row) => keep(row) && !known.has(row.key));",
        replace: "const extra: EntryRow[] = [].filter(() => keep && known);",
      },
    ],
  },
  {
    name: "cursor outlives the epoch",
    breaks: "the cursor belongs to an epoch; when it rises everything still open is sent again (§2, downlink)",
    pressure: { ...hours, ...restores, rhythm: { ...hours.rhythm, decideEveryMs: HOUR / 20 } },
    patches: [
      {
        file: "src/server/inbox/answer.ts",
        find: "const known = cursor.epoch === epoch ? await tx.notices.hashAt(village, cursor.position) : undefined;",
        replace: "const known = await tx.notices.hashAt(village, cursor.position);",
      },
    ],
  },
  {
    name: "notices not shown back",
    breaks: "the tablet offers back signed notices the district has lost (§2, downlink)",
    pressure: { ...hours, ...restores, rhythm: { ...hours.rhythm, decideEveryMs: HOUR / 20 } },
    patches: [
      {
        file: "src/sync/apply-reply.ts",
        find: "const owed = rises ? held.notices.map((notice) => notice.id) : held.state.noticesOwed;",
        replace: "const owed = held.state.noticesOwed;",
      },
    ],
  },
  {
    name: "slips not written down",
    breaks: "a slip tells the district how far a log has come (§2)",
    pressure: {
      ...hours,
      tablets: 3,
      trust: { slips: 1, loseTabletEveryMs: HOUR / 4 },
      link: { upMs: HOUR / 8, downMs: HOUR / 2 },
    },
    patches: [{ file: "src/server/inbox/receive.ts", find: "if (head) session.heads.push(head);", replace: "" }],
  },
  {
    name: "heads not told",
    breaks: "every exchange announces the heads of the logs (§2, §4.1)",
    pressure: { ...hours, trust: { loseTabletEveryMs: HOUR / 4 }, link: { bytesPerMs: 1 }, tablets: 3 },
    patches: [
      {
        file: "src/sync/build-bundle.ts",
        find: "heads: (await ports.log.heads()).slice(-headsMax)",
        replace: "heads: (await ports.log.heads()).slice(0, 0 * headsMax)",
      },
    ],
  },
  {
    name: "waits grow without end",
    breaks: "waiting time between tries is capped (§4.6, R12)",
    pressure: { ...hours, link: { refused: 1 } },
    patches: [
      {
        file: "src/sync/retry.ts",
        find: "const bound = Math.min(retryMsCeiling, retryMsFloor * 2 ** Math.min(retry.failures + 1, 30));",
        replace: "const bound = retryMsFloor * 2 ** Math.min(retry.failures + 1, 30);",
      },
    ],
  },
  {
    name: "older keys not certified",
    breaks: "enrolling again certifies every key of journal and identity (§2)",
    pressure: { ...hours, disk: { crash: 0.003, databaseLost: 0.8, keysLost: 1 } },
    patches: [
      {
        file: "src/protocol/enrolment.ts",
        find: "request.olderKeys,\n  ]);",
        replace: "request.olderKeys.slice(0, 0),\n  ]);",
      },
    ],
  },
  {
    name: "a blob called whole before it is proven",
    breaks: "blobs are whole and on the disk before a receipt says complete (§2, F40)",
    pressure: hours,
    patches: [
      {
        file: "src/server/inbox/take-blob-part.ts",
        find: "const whole = await district.blobs.finish(hash, serial);",
        replace: "const whole = { ok: true };",
      },
    ],
  },
  {
    name: "base set aside, unseen",
    breaks: "when its base is quarantined, people see both (§2)",
    pressure: { ...hours, trust: { revokeEveryMs: HOUR / 4 }, filings: 12 },
    patches: [
      {
        file: "src/server/inbox/open.ts",
        find: 'return base?.standing === "set-aside" ? { kind: "set-aside", reason: "base-set-aside" } : effect;',
        replace: "return effect;",
      },
    ],
  },
  {
    name: "any nonce",
    breaks: "a reply answers the question that was asked: its nonce comes back (§2, R4)",
    // A cache answers where the network does not, and the tablets are gone before they could tell again.
    pressure: {
      ...hours,
      tablets: 3,
      filings: 12,
      link: { stale: 0.8 },
      trust: { slips: 1, loseTabletEveryMs: HOUR / 3 },
    },
    patches: [
      {
        file: "src/sync/read-reply.ts",
        find: 'if (!equalBytes(body.value.nonce, asked.nonce)) return err("nonce-wrong");',
        replace: "",
      },
    ],
  },
  {
    name: "tries without a pause",
    breaks: "every retry is bounded in rate (R12)",
    pressure: { ...hours, link: { portal: 0.9, latencyMs: 100 } },
    patches: [
      {
        file: "src/sync/retry.ts",
        find: "return { retry: { ...retry, failures: retry.failures + 1 }, waitMs };",
        replace: "return { retry: { ...retry, failures: retry.failures + 1 }, waitMs: 0 * waitMs };",
      },
    ],
  },
  {
    name: "not read back",
    breaks: "the entry is read back before anybody is told (§2 step 4, R2)",
    pressure: { ...hours, disk: { forgotten: 0.3, halfAppend: 0, crash: 0 } },
    patches: [
      {
        file: "src/store/log/append.ts",
        find: 'if (!row || !line || !equalBytes(line.payload, entry.payload)) return err("store-unavailable", "read back");',
        replace: "if (!row || !line) return (ports.journalOnly.delete(key), ok(entry.row));",
      },
    ],
  },
  {
    name: "half a photo will do",
    breaks: "its photos lie whole on the disk before the entry is made (§2 step 1)",
    pressure: { ...hours, disk: { crash: 0.01 } },
    patches: [
      {
        file: "src/store/log/append.ts",
        find: 'if (!(await areWhole(blobs, submission.value.blobs))) return err("blob-missing");',
        replace: "",
      },
    ],
  },
];
