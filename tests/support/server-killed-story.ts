/**
 * A real server killed again and again at moments nobody has chosen, while a real tablet files and sends. What a receipt
 * has acknowledged must be held by the next server, for ever. Throws at a loss; knows nothing of test runners.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { assert } from "../../src/base/assert.ts";
import { makeTestRandom } from "./memory-district.ts";
import type { RunningServer } from "./server-story.ts";
import { openStory } from "./server-story.ts";

export type KilledStory = { readonly kills: number; readonly filed: number; readonly acknowledged: number };

/** Longest wait before the next kill: about what an exchange with photos takes here. */
const killWithinMs = 1500;
const samplesMax = 3;

/** Kills the server `kills` times; every tablet run takes a few kills to get through. */
export async function killServer(kills: number, seed: number): Promise<KilledStory> {
  const random = makeTestRandom(seed);
  const folder = mkdtempSync(join(tmpdir(), "loket-killed-"));
  const story = openStory(folder, join(folder, "data"));
  const acknowledged = new Set<string>();
  let server: RunningServer = await story.start();
  const { port } = new URL(server.url);
  let done = 0;
  let filed = 0;
  /** Of runs that ended without a report: they may have filed, or may not have come so far. */
  let unsure = 0;
  let samplesMade = 0;
  await story.tablet("tablet", server.url, 0, { code: await story.newCode() }).ended;
  try {
    while (done < kills) {
      const samples = 1 + Math.floor(random.fraction() * samplesMax);
      samplesMade += samples;
      const running = { over: false };
      const tablet = story.tablet("tablet", server.url, samples, { waitS: 60, seed: samplesMade });
      const ended = tablet.ended.then(
        (report) => ({ report }),
        (error: unknown) => ({ error }),
      );
      void ended.then(() => (running.over = true));
      while (!running.over && done < kills) {
        await sleep(random.fraction() * killWithinMs);
        if (running.over) break;
        await server.kill("SIGKILL");
        done += 1;
        server = await story.start(Number(port));
      }
      const end = await ended;
      if ("error" in end) {
        // It asks the district for its configuration before it begins, and met no server.
        assert(String(end.error).includes("offline"), String(end.error));
        unsure += samples;
        continue;
      }
      // Chaos, then calm: a server that lives seconds lets nobody through for ever, and that is no loss.
      const { unreceipted } = end.report;
      const report = unreceipted === 0 ? end.report : await story.tablet("tablet", server.url, 0, { waitS: 60 }).ended;
      const kept = report.entries.length - filed;
      assert(kept >= samples && kept <= samples + unsure, `the tablet kept ${kept} of ${samples}, unsure of ${unsure}`);
      filed += kept;
      unsure = 0;
      // Killed twice while it was opened, an honest entry is set aside for people: held, and opened again below.
      const open = report.entries.filter(({ state }) => state !== "complete" && state !== "quarantined");
      assert(open.length === 0, `${open.length} never got through`);
      for (const entry of report.entries) acknowledged.add(entry.digest);
      // Killed once more right after the last receipt: only what lies on the disk counts.
      await server.kill("SIGKILL");
      done += 1;
      const held = await story.held();
      const lost = [...acknowledged].filter((digest) => !held.has(digest));
      assert(lost.length === 0, `acknowledged and lost: ${lost.join(", ")}`);
      assert(held.size === filed, `held ${held.size} of ${filed}: something is doubled`);
      server = await story.start(Number(port));
    }
    await story.reopen();
    const { quarantined } = await story.status();
    assert(quarantined === 0, `${quarantined} stay set aside though nothing is wrong with them`);
    // Reads every entry and every photo back and compares them with their digests.
    await story.backup(join(folder, "backup.tar"));
    return { kills: done, filed, acknowledged: acknowledged.size };
  } finally {
    await server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}
