/**
 * What "tersimpan" costs beyond the disk and the sealing: one submit on a tablet with 10,000 entries against one bare strict
 * Dexie put, one flushed OPFS append and the sealing alone, in the same worker, round by round.
 */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { Browser } from "../journey/support/browser.ts";
import { theBuild } from "../journey/support/builds.ts";
import { District } from "../journey/support/district.ts";
import type { Measure } from "./result.ts";
import type { SubmitCommand, SubmitTimes } from "./submit-page/worker.ts";

const entries = 10_000;
const rounds = 40;

export async function benchSubmit(): Promise<readonly Measure[]> {
  const buildDir = mkdtempSync(join(tmpdir(), "loket-bench-"));
  try {
    cpSync(await theBuild(), buildDir, { recursive: true });
    await addWorker(join(buildDir, "bench"));
    await using district = await District.open({ buildDir });
    await using browser = await Browser.open();
    const page = await browser.newPage();
    // A page of the origin that starts no worker of its own.
    await page.goto(new URL("robots.txt", district.url).href);
    const command: SubmitCommand = { code: await district.issueCode(), entries, rounds };
    return show(await page.evaluate(runWorker, command));
  } finally {
    rmSync(buildDir, { recursive: true, force: true });
  }
}

/** Builds the worker beside the pages, so that it lives on the district's origin. */
async function addWorker(outDir: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: "error",
    publicDir: false,
    build: {
      outDir,
      modulePreload: false,
      rolldownOptions: {
        input: fileURLToPath(new URL("submit-page/worker.ts", import.meta.url)),
        output: { entryFileNames: "worker.js", codeSplitting: false },
      },
    },
  });
}

type ScriptUrls = { createScriptURL(address: string): string };
type TrustedTypes = { createPolicy(name: string, rules: ScriptUrls): ScriptUrls };

/** Runs in the page. */
function runWorker(command: SubmitCommand): Promise<SubmitTimes> {
  return new Promise((resolve, reject) => {
    // The pages' policy takes a script's address only from the one policy it names; here that is ours to give.
    const { trustedTypes } = globalThis as typeof globalThis & { trustedTypes: TrustedTypes };
    const url = trustedTypes.createPolicy("loket", { createScriptURL: (address) => address });
    const worker = new Worker(url.createScriptURL("/bench/worker.js"), { type: "module" });
    worker.addEventListener("error", ({ message }) => reject(new Error(message)));
    worker.addEventListener("message", ({ data }: MessageEvent<{ times?: SubmitTimes; error?: string }>) => {
      if (data.times) resolve(data.times);
      if (data.error !== undefined) reject(new Error(data.error));
    });
    worker.postMessage(command);
  });
}

function show({ submit, put, append, sealing }: SubmitTimes): readonly Measure[] {
  const bare = submit.map((_, round) => (put[round] ?? 0) + (append[round] ?? 0) + (sealing[round] ?? 0));
  return [
    {
      what: `submit with ${entries} entries ÷ (put + append + sealing)`,
      unit: "ratio",
      rounds: submit.map((ms, round) => ms / (bare[round] ?? Number.NaN)),
      bound: 2,
    },
    { what: "… submit", unit: "ms", rounds: submit },
    { what: "… bare strict Dexie put", unit: "ms", rounds: put },
    { what: "… bare flushed OPFS append", unit: "ms", rounds: append },
    { what: "… sealing alone", unit: "ms", rounds: sealing },
  ];
}
