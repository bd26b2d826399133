/**
 * A real server on a small disk of its own that fills up, again and again, while a real tablet sends. Run it in a mount
 * namespace: `unshare -rm node tests/support/disk-full-story.ts ROUNDS SEED`. Prints what it saw as JSON; throws at a loss.
 */
import { spawnSync } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { assert } from "../../src/base/assert.ts";
import { staffPaths } from "../../src/protocol/staff/staff-api.ts";
import { makeTestRandom } from "./memory-district.ts";
import type { FirstAdmin } from "./server-story.ts";
import { openStory } from "./server-story.ts";

const rounds = Number(process.argv[2] ?? 3);
const random = makeTestRandom(Number(process.argv[3] ?? 1));
/** Small enough to fill in a moment, large enough for the district's files. */
const diskMb = 48;

const folder = mkdtempSync(join(tmpdir(), "loket-full-"));
const data = join(folder, "disk");
mkdirSync(data);
const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${diskMb}m`, "tmpfs", data]);
assert(mounted.status === 0, `a small disk can be mounted: ${mounted.stderr.toString()}`);
const ballast = join(data, "ballast");

const freeBytes = (): number => {
  const { bavail, bsize } = statfsSync(data);
  return bavail * bsize;
};

/** Leaves at most `left` bytes free. */
function fill(left: number): void {
  const file = openSync(ballast, "a");
  const piece = new Uint8Array(64 * 1024);
  try {
    while (freeBytes() > left) writeSync(file, piece.subarray(0, Math.min(piece.byteLength, freeBytes() - left)));
  } catch (error) {
    assert(error instanceof Error && "code" in error && error.code === "ENOSPC", "only a full disk stops the ballast");
  } finally {
    closeSync(file);
  }
}

const makeRoom = (): void => rmSync(ballast, { force: true });

const story = openStory(folder, data);
const server = await story.start();
const pages = await signIn(server.url, server.firstAdmin);
await story.tablet("tablet", server.url, 2, { code: await story.newCode(), seed: 1 }).ended;

let filed = 2;
let fullRounds = 0;
for (let round = 1; round <= rounds; round += 1) {
  const samples = 1 + Math.floor(random.fraction() * 4);
  // Now and then only the reserve is left, now and then nothing at all, at a moment nobody has chosen.
  const left = random.fraction() < 0.3 ? diskMb * 1024 * 1024 * 0.04 : Math.floor(random.fraction() * 400_000);
  const tablet = story.tablet("tablet", server.url, samples, { waitS: 3, seed: round + 1 });
  await sleep(random.fraction() * 2500);
  fill(left);
  const during = await tablet.ended;
  filed += samples;
  assert(during.entries.length === filed, "the tablet keeps what it filed");
  if (during.unreceipted > 0) fullRounds += 1;
  await readable(pages, server.url);
  makeRoom();
  // Asked to come later, a tablet waits minutes; whoever starts it again does not.
  const after = await story.tablet("tablet", server.url, 0, { waitS: 30 }).ended;
  assert(after.unreceipted === 0, `everything is held once there is room again, not ${after.unreceipted} less`);
}
const held = await story.held();
const { entriesHeld, quarantined } = await story.status();
assert(held.size === filed && entriesHeld === filed, `held ${held.size} of ${filed}`);
assert(quarantined === 0, "nothing was set aside");
const failures = server
  .log()
  .split("\n")
  .filter((line) => line.includes("request-failed"));
assert(failures.length === 0, `every tablet got a signed answer, not ${failures[0]}`);
await server.kill("SIGTERM");
spawnSync("umount", [data]);
rmSync(folder, { recursive: true, force: true });
console.log(JSON.stringify({ rounds, fullRounds, filed, held: held.size }));

type Pages = { readonly cookie: string };

async function signIn(url: string, admin: FirstAdmin | undefined): Promise<Pages> {
  const headers = { "x-loket": "1", "content-type": "application/json" };
  const answer = await fetch(`${url}/api/auth/sign-in/email`, { method: "POST", headers, body: JSON.stringify(admin) });
  assert(answer.status === 200, "the first account can sign in");
  return { cookie: answer.headers.getSetCookie()[0]?.split(";")[0] ?? "" };
}

/** Whatever the disk is like, people can still see what there is. */
async function readable({ cookie }: Pages, url: string): Promise<void> {
  for (const path of [staffPaths.health, staffPaths.cases, staffPaths.setAside]) {
    const answer = await fetch(url + path, { headers: { cookie } });
    assert(answer.status === 200, `${path} answers ${answer.status} on a full disk`);
  }
}
