/**
 * What a hundred applications weigh on the wire: sealed by real keys, sent as real bundles to a real server, its replies
 * and every header counted, against one gzip of their JSON, unsealed. Bytes, so exact whatever else the machine does.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { assert } from "../../src/base/assert.ts";
import { toBase64Url } from "../../src/base/bytes.ts";
import type { Clock, Timer } from "../../src/base/clock.ts";
import type { Random } from "../../src/base/random.ts";
import { unwrap } from "../../src/base/result.ts";
import { makeAppender } from "../../src/cli/tablet/append.ts";
import { newestConfiguration } from "../../src/cli/tablet/configuration-cache.ts";
import { enrolAt } from "../../src/cli/tablet/district-client.ts";
import { openKeys } from "../../src/cli/tablet/identity.ts";
import { Journal, draftIdBytes } from "../../src/cli/tablet/journal.ts";
import { makeLogPort } from "../../src/cli/tablet/log-port.ts";
import { NoticeFile } from "../../src/cli/tablet/notice-file.ts";
import { syncAll } from "../../src/cli/tablet/sync-all.ts";
import { openKeyring } from "../../src/crypto/district-words.ts";
import type { Filing } from "../../src/domain/application/content.ts";
import { firstSyncState } from "../../src/sync/custody.ts";
import { District, village } from "../journey/support/district.ts";
import { makePrng } from "../simulation/prng.ts";
import { ShapedLink, unshaped } from "../support/shaped-link.ts";
import type { Load } from "./bytes/applications.ts";
import { makeApplications } from "./bytes/applications.ts";
import { namesFromElsewhere } from "./bytes/names.ts";
import type { Measure } from "./result.ts";

const count = 100;
const seeds = [1, 2, 3];
const clock: Clock = { now: () => Date.now(), monotonicMs: () => performance.now() };
const timer: Timer = {
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      const timeout = setTimeout(resolve, ms);
      signal?.addEventListener("abort", () => (clearTimeout(timeout), resolve()));
    }),
};
const random: Random = { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)), fraction: Math.random };

/** Bytes up and down as parts of one gzip of the same applications. */
export async function benchBytes(): Promise<readonly Measure[]> {
  const local = readFileSync(new URL("../../kiosk-config/words/names.txt", import.meta.url), "utf8")
    .trim()
    .split("\n");
  const elsewhere = namesFromElsewhere.filter((name) => !local.includes(name.toLowerCase()));
  await using district = await District.open();
  return [
    ...(await measure(district, { load: "the longest form", what: "known names", names: local.map(titled), bound: 1 })),
    ...(await measure(district, { load: "the longest form", what: "unknown names", names: elsewhere, bound: 1.25 })),
    ...(await measure(district, { load: "all three forms", what: "known names", names: local.map(titled), bound: 1 })),
    ...(await measure(district, { load: "all three forms", what: "unknown names", names: elsewhere, bound: 1.25 })),
  ];
}

const titled = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

type Case = { readonly load: Load; readonly what: string; readonly names: readonly string[]; readonly bound: number };

async function measure(district: District, { load, what, names, bound }: Case): Promise<readonly Measure[]> {
  const rounds: { readonly gzip: number; readonly up: number; readonly down: number }[] = [];
  for (const seed of seeds) rounds.push(await sendOnce(district, { load, names }, seed));
  const kibOf = (pick: (round: (typeof rounds)[number]) => number): readonly number[] =>
    rounds.map((round) => pick(round) / 1024);
  return [
    {
      what: `${count} of ${load}, ${what}: all bytes ÷ one gzip`,
      unit: "ratio",
      rounds: rounds.map(({ gzip, up, down }) => (up + down) / gzip),
      bound,
    },
    { what: "… one gzip of their JSON", unit: "KB", rounds: kibOf(({ gzip }) => gzip) },
    { what: "… up", unit: "KB", rounds: kibOf(({ up }) => up) },
    { what: "… down", unit: "KB", rounds: kibOf(({ down }) => down) },
  ];
}

/** A tablet of its own, enrolled and at rest before anything is counted. */
async function sendOnce(district: District, work: Pick<Case, "load" | "names">, seed: number) {
  const folder = mkdtempSync(join(tmpdir(), "loket-bytes-"));
  await using link = await ShapedLink.open({ target: { port: district.port }, shape: unshaped });
  const server = `http://localhost:${link.port}`;
  try {
    const keys = await openKeys(folder);
    const { enrolled, keyring } = unwrap(await enrolAt(server, await district.issueCode(), keys));
    const ring = unwrap(await openKeyring(keyring, enrolled.rootKey, enrolled.regency));
    const configuration = unwrap(await newestConfiguration(server, folder, { ring, regency: enrolled.regency }));
    const journal = Journal.open(folder);
    const log = makeLogPort(folder, journal, NoticeFile.open(folder), {
      state: firstSyncState(keyring),
      custody: new Map(),
      notices: [],
    });
    const stop = new AbortController().signal;
    const world = { folder, keys, enrolled, clock, timer, random, stop, server, log, patienceMs: 20_000 };
    const exchange = (): Promise<void> => syncAll({ ...world, say: () => undefined });
    await exchange();
    const appender = await makeAppender({ ...world, journal, ring, configuration });
    const { fraction } = makePrng(seed, "bytes");
    const filings = makeApplications(configuration, { ...work, count, village }, fraction);
    for (const filing of filings) await appender.append(filing, random.bytes(draftIdBytes));
    link.resetCounters();
    await exchange();
    assert((await log.listOutstanding()).length === 0, "every application is receipted");
    const { upBytes, downBytes } = link.carried;
    return { gzip: gzipOf(filings), up: upBytes, down: downBytes };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function gzipOf(filings: readonly Filing[]): number {
  const json = JSON.stringify(filings, (_, value: unknown) =>
    value instanceof Uint8Array ? toBase64Url(value) : value,
  );
  return gzipSync(json, { level: 9 }).byteLength;
}
