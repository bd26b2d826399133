/**
 * A kill cannot show what a power cut does: the kernel keeps what was written. So it is counted what is asked of the disk, by
 * tracing the real processes: "tersimpan" after the flush of journal and database, a receipt after the district's own flush.
 * Needs strace (a Debian package), and belongs to the long runs.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { District } from "../journey/support/district.ts";
import { patience } from "../journey/support/patience.ts";
import { makePrng } from "../simulation/prng.ts";
import { findChromium } from "../support/find-chromium.ts";
import { backends, ChaosTablet } from "../chaos/chaos-tablet.ts";
import type { Backend } from "../chaos/chaos-tablet.ts";
import { drawErrand } from "../chaos/errands.ts";

/** Failures F12: fifty strict commits, fifty flushes. */
const submits = 50;
const exchanges = 6;

let folder: string;
const trace = (): string => join(folder, "trace");
const traced = (): readonly string[] => (existsSync(trace()) ? readFileSync(trace(), "utf8").split("\n") : []);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "loket-fsync-"));
});
afterEach(() => {
  delete process.env["CHROMIUM_PATH"];
  rmSync(folder, { recursive: true, force: true });
});

/** From now on Chromium starts under strace. */
async function traceChromium(): Promise<void> {
  const { executablePath } = await findChromium();
  const wrapper = join(folder, "chromium");
  const flags = `-f --seccomp-bpf -y -e trace=fsync,fdatasync -o '${trace()}'`;
  writeFileSync(wrapper, `#!/bin/sh\nexec strace ${flags} '${executablePath}' "$@"\n`);
  chmodSync(wrapper, 0o755);
  process.env["CHROMIUM_PATH"] = wrapper;
}

async function openTablet(district: District, backend: Backend): Promise<ChaosTablet> {
  const profile = join(folder, "profile");
  mkdirSync(profile);
  const tablet = new ChaosTablet({
    profile,
    backend,
    url: district.url,
    onShown: () => undefined,
    onAttempt: () => undefined,
  });
  await tablet.setUp(await district.issueCode());
  return tablet;
}

const flushesOf = (place: RegExp): number =>
  traced().filter((line) => /fsync|fdatasync/.test(line) && place.test(line)).length;

// Failures F40.
test.each(backends)("fifty applications are fifty flushes of journal and of database (%s)", async (backend) => {
  const chance = makePrng(1);
  await using district = await District.open();
  await traceChromium();
  await using tablet = await openTablet(district, backend);
  // Nothing is sent: what is counted is what was shown as saved.
  await district.stop();
  const [databaseBefore, journalBefore] = [flushesOf(/IndexedDB/), flushesOf(/File System/)];
  for (let at = 0; at < submits; at += 1) {
    const { photos, ...errand } = drawErrand(chance, Date.now());
    // One without photos: their blobs would be flushed as well.
    if (photos.length > 0) at -= 1;
    else expect(await tablet.file({ ...errand, photos, isPressedTwice: false })).toMatchObject({ ok: true });
  }
  await sleep(1_000);
  expect(flushesOf(/IndexedDB/) - databaseBefore).toBeGreaterThanOrEqual(submits);
  expect(flushesOf(/File System/) - journalBefore).toBeGreaterThanOrEqual(submits);
});

test("a reply that receipts something is written after the district's flush", async () => {
  const chance = makePrng(2);
  await using district = await District.open();
  await using tablet = await openTablet(district, "leveldb");
  const calls = "trace=fsync,fdatasync,read,recvfrom,write,writev,sendto,sendmsg";
  const pid = String(district.pid);
  const strace = spawn("strace", ["-f", "-p", pid, "-y", "-s", "64", "-o", trace(), "-e", calls]);
  const ended = once(strace, "exit");
  await sleep(1_000);
  for (let at = 0; at < exchanges; at += 1) {
    expect(await tablet.file({ ...drawErrand(chance, Date.now()), isPressedTwice: false })).toMatchObject({ ok: true });
    await expect
      .poll(async () => {
        await tablet.ask("syncNow");
        return (await tablet.standing()).outbox.every(({ state }) => state === "complete");
      }, patience)
      .toBe(true);
  }
  strace.kill("SIGINT");
  await ended;
  expect(flushedReplies(traced())).toBeGreaterThanOrEqual(exchanges);
});

/** Answers to an exchange before which, since its request came, the district's database was flushed. */
function flushedReplies(lines: readonly string[]): number {
  let isAsked = false;
  let isFlushed = false;
  let count = 0;
  for (const line of lines) {
    if (/(read|recvfrom)\(.*POST \/api\/exchange/.test(line)) [isAsked, isFlushed] = [true, false];
    if (/f(data)?sync\(.*-wal/.test(line)) isFlushed = true;
    if (isAsked && /(write|writev|sendto|sendmsg)\(.*HTTP\/1\.1 200/.test(line)) {
      if (isFlushed) count += 1;
      isAsked = false;
    }
  }
  return count;
}
