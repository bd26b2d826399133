/**
 * Starts a real Chromium on a profile folder, in two ways: under Playwright's care, or as a process of its own that can be
 * killed like a tablet that loses power and started again on the same profile.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium } from "playwright-core";
import type { Browser, BrowserContext } from "playwright-core";
import { findChromium } from "./find-chromium.ts";

/** On a machine busy with other tests Chromium takes 5 to 12 s. */
const startMsMax = 60_000;
const pollMs = 50;

export type LaunchedChromium = {
  readonly context: BrowserContext;
  readonly hasBackgroundSync: boolean;
  /** Ends it in order. */
  close(): Promise<void>;
};

export type CrashableChromium = LaunchedChromium & {
  readonly browser: Browser;
  /** Kills every process of it at once, as a power cut does. The profile stays as the disk has it. */
  crash(): Promise<void>;
};

/** Starts Chromium on `profileDir`, which it creates where missing. */
export async function launchChromium(profileDir: string, extraArgs: readonly string[] = []): Promise<LaunchedChromium> {
  const found = await findChromium();
  const context = await chromium.launchPersistentContext(profileDir, {
    executablePath: found.executablePath,
    args: [...found.args, ...extraArgs],
    env: { ...found.env },
    headless: true,
    serviceWorkers: "allow",
    timeout: startMsMax,
    locale: "id-ID",
  });
  noteReduced(found.hasBackgroundSync);
  return { context, hasBackgroundSync: found.hasBackgroundSync, close: () => context.close() };
}

/** Starts Chromium on `profileDir` in a process group of its own; call `crash` or `close` or it outlives the test. */
export async function launchCrashableChromium(
  profileDir: string,
  extraArgs: readonly string[] = [],
): Promise<CrashableChromium> {
  const found = await findChromium();
  const portFile = join(profileDir, "DevToolsActivePort");
  // Left behind by a crash, it would name a port nobody listens on.
  rmSync(portFile, { force: true });
  const args = ["--headless", "--remote-debugging-port=0", `--user-data-dir=${profileDir}`, "--accept-lang=id-ID,id"];
  const child = spawn(found.executablePath, [...found.args, ...args, ...extraArgs, "about:blank"], {
    detached: true,
    stdio: "ignore",
    env: { ...found.env },
  });
  const ended = once(child, "exit");
  const group = child.pid;
  if (group === undefined) throw new Error(`Chromium did not start: ${found.executablePath}`);
  const crash = async (): Promise<void> => {
    killGroup(group);
    await ended;
  };
  try {
    const browser = await chromium.connectOverCDP(await waitForEndpoint(portFile, () => child.exitCode));
    const [context] = browser.contexts();
    if (context === undefined) throw new Error("Chromium opened without a context");
    noteReduced(found.hasBackgroundSync);
    const close = async (): Promise<void> => {
      const session = await browser.newBrowserCDPSession();
      await session.send("Browser.close").catch(() => killGroup(group));
      await ended;
    };
    return { browser, context, hasBackgroundSync: found.hasBackgroundSync, crash, close };
  } catch (error) {
    await crash();
    throw error;
  }
}

/** The address of the browser's debugger, from the file it writes when it listens. */
async function waitForEndpoint(portFile: string, exitCode: () => number | null): Promise<string> {
  for (let waited = 0; waited < startMsMax; waited += pollMs) {
    const [port, path] = readPortFile(portFile);
    if (port !== undefined && path !== undefined) return `ws://127.0.0.1:${port}${path}`;
    if (exitCode() !== null) throw new Error(`Chromium ended with ${exitCode()} before it listened`);
    await sleep(pollMs);
  }
  throw new Error("Chromium did not listen in time");
}

function readPortFile(portFile: string): readonly string[] {
  try {
    return readFileSync(portFile, "utf8").split("\n");
  } catch {
    return [];
  }
}

function killGroup(group: number): void {
  try {
    process.kill(-group, "SIGKILL");
  } catch {
    // Already gone: that is what was wanted.
  }
}

let isNoted = false;

/** One line per test file that ran on a browser without Background Sync; the test run counts these lines. */
function noteReduced(hasBackgroundSync: boolean): void {
  if (hasBackgroundSync || isNoted) return;
  isNoted = true;
  console.log("reduced: no Background Sync");
}
