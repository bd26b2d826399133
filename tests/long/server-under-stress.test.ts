/**
 * The server where it hurts, for real and for long: killed a hundred times, its disk filled again and again, and its system
 * calls read. Needs Linux with `unshare` and `strace`.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import * as v from "valibot";
import { killServer } from "../support/server-killed-story.ts";
import { openStory } from "../support/server-story.ts";
import { readSyncOrder, tracedCalls } from "../support/sync-order.ts";

const kills = 100;
const fillings = 25;
const samples = 6;

it(`${kills} kills lose nothing that was acknowledged and double nothing`, async () => {
  const story = await killServer(kills, 7);
  console.log(JSON.stringify(story));
  expect(story.kills).toBeGreaterThanOrEqual(kills);
});

it(`a disk that fills up ${fillings} times loses nothing, keeps staff reading, and recovers by itself`, async () => {
  const program = fileURLToPath(new URL("../support/disk-full-story.ts", import.meta.url));
  const child = spawn("unshare", ["-rm", process.execPath, program, String(fillings), "7"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (text: Buffer) => (said += text.toString()));
  const [code] = await once(child, "close");
  console.log(said.trim());
  expect(code).toBe(0);
  const seen = v.parse(v.object({ fullRounds: v.number(), filed: v.number(), held: v.number() }), JSON.parse(said));
  expect(seen.fullRounds).toBeGreaterThan(fillings / 3);
  expect(seen.held).toBe(seen.filed);
});

it("a blob is synced, then its folder, then its row, and only then is anything told", async () => {
  const folder = mkdtempSync(join(tmpdir(), "loket-traced-"));
  const trace = join(folder, "trace");
  const story = openStory(folder, join(folder, "data"));
  const server = await story.start(0, ["strace", "-f", "-yy", "-s", "256", "-e", `trace=${tracedCalls}`, "-o", trace]);
  try {
    const code = await story.newCode();
    const { unreceipted } = await story.tablet("tablet", server.url, samples, { code }).ended;
    expect(unreceipted).toBe(0);
  } finally {
    await server.kill("SIGTERM");
  }
  const order = readSyncOrder(readFileSync(trace, "utf8"));
  rmSync(folder, { recursive: true, force: true });
  expect(order.blobs).toBeGreaterThan(samples);
  expect(order.faults).toEqual([]);
});
