/** Rules of the district and of keys taken out of the production code (see patches.ts). Data only. */
import type { PatchedRule } from "./patches.ts";
import { HOUR, hours, restores, season, tabletRules } from "./patches.ts";
import { exchangeRules } from "./patches-exchange.ts";
import { thiefRules } from "./patches-thief.ts";

const districtRules: readonly PatchedRule[] = [
  {
    name: "safe is what one backup holds",
    breaks: "safeThrough is what every restorable backup holds (§2, R8)",
    pressure: { ...hours, ...restores },
    patches: [
      {
        file: "src/server/storage/backup-facts.ts",
        find: "return Math.min(...restorable",
        replace: "return Math.max(...restorable",
      },
    ],
  },
  {
    name: "purged as soon as it is safe",
    breaks: "a sealed copy is purged only 14 days after its receipt (§2, R8)",
    pressure: { ...season, district: { backupEveryMs: 24 * HOUR } },
    patches: [
      {
        file: "src/sync/purge.ts",
        find: "districtNow - receipt.at >= purgeAfterReceiptMs",
        replace: "districtNow >= receipt.at",
      },
    ],
  },
  {
    name: "purged by the tablet's clock",
    breaks: "retention trusts district time only (§4.8, R10)",
    pressure: { ...season, trust: { clockJumpEveryMs: 40 * HOUR }, district: { backupEveryMs: 24 * HOUR } },
    patches: [
      {
        file: "src/sync/engine.ts",
        find: "const { lastReplyAt } = await ports.log.loadState();",
        replace: "const lastReplyAt = ports.clock.now();",
      },
    ],
  },
  {
    name: "purged although not safe",
    breaks: "no verified backup = no purge (§2, R8)",
    pressure: { ...season, district: { backupEveryMs: 10_000 * HOUR } },
    patches: [
      { file: "src/sync/purge.ts", find: "const mayGo = isSafe && ", replace: "const mayGo = " },
      { file: "src/sync/engine.ts", find: "await ports.log.listSafe()", replace: "await ports.log.listUnsafe()" },
      { file: "src/store/purge.ts", find: "if (!row?.custody.safe) return [];", replace: "if (!row) return [];" },
    ],
  },
  {
    name: "complete without its photos",
    breaks: "an intake number only once entry and blobs are complete (§2)",
    pressure: hours,
    patches: [
      {
        file: "src/server/inbox/store-run.ts",
        find: "fresh.filter(({ own }) => own.blobs.every((blob) => there.has(toHex(blob.hash))))",
        replace: "fresh.filter(() => there.size >= 0)",
      },
    ],
  },
  {
    name: "a correction without its base",
    breaks: "a correction waits until its base is in effect (§2, §4.4)",
    pressure: { ...hours, link: { upMs: HOUR / 8, downMs: HOUR / 2 } },
    patches: [
      {
        file: "src/server/cases/case-sink.ts",
        find: 'if (base !== "in-effect") return base ?? { kind: "waiting" };',
        replace: "",
      },
    ],
  },
  {
    name: "nobody wakes what waits",
    breaks: "entries take effect along their digests (§4.4)",
    pressure: { ...hours, link: { upMs: HOUR / 8, downMs: HOUR / 2 } },
    patches: [
      {
        file: "src/server/inbox/open.ts",
        find: 'if (effect.kind === "done") {\n    await wakeWaiting(tx, entry.digest);',
        replace: 'if (effect.kind === "done") {',
      },
    ],
  },
  {
    name: "an attempt that is not written down",
    breaks: "an attempt to open is recorded before it starts; a second unfinished one quarantines (§2, F44)",
    pressure: { ...hours, poison: 0.5 },
    patches: [
      {
        file: "src/server/inbox/open.ts",
        find: "await tx.attempts.put({ digest: entry.digest, owner, leaseUntil: now + openLeaseMs, count });",
        replace: "await tx.attempts.put({ digest: entry.digest, owner, leaseUntil: now, count: 0 });",
      },
    ],
  },
  {
    name: "revoked keys count",
    breaks: "what comes under a revoked certificate is quarantined (§6)",
    pressure: { ...hours, trust: { revokeEveryMs: HOUR / 4 } },
    patches: [
      {
        file: "src/server/inbox/store-run.ts",
        find: 'if (state.findBySigningKey(signingKeyId)?.revokedAt !== undefined) return "after-revocation";',
        replace: "",
      },
    ],
  },
  {
    name: "superseded keys forgotten",
    breaks: "a certificate outlives the key it was signed with (§6)",
    pressure: { ...hours, trust: { rotateEveryMs: HOUR / 4 } },
    patches: [
      {
        file: "src/crypto/district-words.ts",
        find: "const genuine = await verifyWord(ring, tags.certificate, scope, signed.value, { allowSuperseded: true });",
        replace:
          "const genuine = await verifyWord(ring, tags.certificate, scope, signed.value, { allowSuperseded: false });",
      },
      {
        file: "src/server/inbox/open-header.ts",
        find: "const issued = findIssued(district, header.certificate);",
        replace: "const issued: Certificate | undefined = undefined;",
      },
    ],
  },
  {
    name: "old sealing keys thrown away",
    breaks: "old sealing keys stay openable (§6)",
    pressure: { ...hours, trust: { rotateEveryMs: HOUR / 8 } },
    patches: [
      {
        file: "src/server/keys/keys.ts",
        find: "return keys.sealing.get(toHex(id));",
        replace: "return [...keys.sealing].slice(-1).find(([name]) => name === toHex(id))?.[1];",
      },
    ],
  },
  {
    name: "forks unseen",
    breaks: "two entries with one (log, seq): the device is shown as forked (§2, F45)",
    pressure: { ...hours, trust: { thiefEveryMs: HOUR / 8 } },
    patches: [
      {
        file: "src/server/inbox/store-run.ts",
        find: "await flagForks(tx, district, run, fresh);",
        replace: "",
      },
    ],
  },
  {
    name: "heads not written down",
    breaks: "the district can name what is missing up to the last head announced (§2, §4.1)",
    pressure: { ...hours, trust: { loseTabletEveryMs: HOUR / 4 }, link: { bytesPerMs: 1 }, tablets: 3 },
    patches: [
      {
        file: "src/server/inbox/receive.ts",
        find: "await announceHeads(district, intake.session);",
        replace: "",
      },
    ],
  },
  {
    name: "gives up",
    breaks: "no outcome ever means give up (R11, R12)",
    pressure: { ...hours, link: { refused: 0.6 } },
    patches: [
      {
        file: "src/sync/engine.ts",
        find: "while (!signal.aborted) {",
        replace: "for (let tries = 0; tries < 5; tries += 1) {",
      },
    ],
  },
];

export const patchedRules: readonly PatchedRule[] = [...tabletRules, ...districtRules, ...exchangeRules, ...thiefRules];
