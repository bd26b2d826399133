/**
 * A server and headless tablets as processes of their own, for stories in which one of them dies or its disk fills up.
 * Knows nothing of test runners; every failure throws.
 */
import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as v from "valibot";

const main = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));
const village = "33.29.01.2010";

const tabletSchema = v.object({
  entries: v.array(v.object({ digest: v.string(), state: v.string() })),
  unreceipted: v.number(),
});
const statusSchema = v.object({ entriesHeld: v.number(), cases: v.number(), quarantined: v.number() });
const exportSchema = v.object({ entries: v.array(v.looseObject({ digest: v.string(), state: v.string() })) });
const codeSchema = v.object({ code: v.string() });
const startSchema = v.looseObject({
  port: v.number(),
  firstAdmin: v.nullable(v.object({ email: v.string(), password: v.string() })),
});

export type TabletReport = v.InferOutput<typeof tabletSchema>;
export type FirstAdmin = NonNullable<v.InferOutput<typeof startSchema>["firstAdmin"]>;

export type RunningServer = {
  readonly child: ChildProcess;
  readonly url: string;
  readonly firstAdmin: FirstAdmin | undefined;
  /** What it has said so far, a line each time. */
  log(): string;
  kill(signal?: NodeJS.Signals): Promise<void>;
};

export type ServerStory = {
  /** `port` 0 = any; `under` = a program that runs it, such as a tracer. */
  start(port?: number, under?: readonly string[]): Promise<RunningServer>;
  /** A tablet files `samples` more and exchanges until all are complete or it gives up; `ended` tells what it has. */
  tablet(name: string, url: string, samples: number, options?: TabletOptions): RunningTablet;
  status(): Promise<v.InferOutput<typeof statusSchema>>;
  /** Digests of everything held. */
  held(): Promise<ReadonlySet<string>>;
  newCode(): Promise<string>;
  /** Opens again what was set aside because nobody could finish opening it. Throws when anything stays. */
  reopen(): Promise<void>;
  /** Makes a backup, which proves every entry and every blob. Throws when one is missing or damaged. */
  backup(path: string): Promise<void>;
};

export type TabletOptions = { readonly code?: string; readonly waitS?: number; readonly seed?: number };
export type RunningTablet = { readonly child: ChildProcess; readonly ended: Promise<TabletReport> };

/** `folder` for tablets and pages, `data` for the server; both exist. */
export function openStory(folder: string, data: string): ServerStory {
  const buildDir = join(folder, "pages");
  for (const page of ["kiosk", "district", "track"]) {
    mkdirSync(join(buildDir, page), { recursive: true });
    writeFileSync(join(buildDir, page, "index.html"), `<!doctype html><title>${page}</title>`);
  }
  writeFileSync(join(buildDir, "sw.js"), "0;");

  const launch = (
    args: readonly string[],
    env: Record<string, string> = {},
    under: readonly string[] = [],
  ): ChildProcess => {
    const [program = process.execPath, ...rest] = [...under, process.execPath, main, ...args];
    return spawn(program, rest, {
      cwd: folder,
      env: { ...process.env, LOKET_DATA: data, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
  };
  const ask = async <T>(schema: v.GenericSchema<unknown, T>, ...args: readonly string[]): Promise<T> => {
    const child = launch([...args, "--json"]);
    const { out, errors, code } = await endOf(child);
    if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}: ${errors}`);
    return v.parse(schema, JSON.parse(out));
  };

  return {
    reopen: async () => {
      await ask(v.unknown(), "quarantine", "reopen", "--reason", "attempts");
    },
    backup: async (path) => {
      await ask(v.unknown(), "backup", path);
    },
    start: async (port = 0, under = []) => {
      const child = launch(["start", "--build-dir", buildDir, "--json"], { PORT: String(port) }, under);
      let said = "";
      child.stderr?.on("data", (text: Buffer) => (said += text.toString()));
      const line = await firstLine(child);
      const { port: taken, firstAdmin } = v.parse(startSchema, JSON.parse(line));
      const kill = async (signal: NodeJS.Signals = "SIGKILL"): Promise<void> => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const ended = once(child, "exit");
        // Its own word for who it is: whatever runs it may keep signals to itself.
        const pid = /"event":"serving".*"pid":(\d+)/.exec(said)?.[1];
        process.kill(pid === undefined ? (child.pid ?? 0) : Number(pid), signal);
        await ended;
      };
      return { child, url: `http://localhost:${taken}`, firstAdmin: firstAdmin ?? undefined, log: () => said, kill };
    },
    tablet: (name, url, samples, { code, waitS = 20, seed = 1 } = {}) => {
      const state = join(folder, name);
      const filing = ["--server", url, "--state", state, "--sample", String(samples), "--seed", String(seed)];
      const enrolling = code === undefined ? [] : ["--code", code];
      const child = launch(["tablet", ...filing, ...enrolling, "--wait", String(waitS), "--json"]);
      const ended = endOf(child).then(({ out, errors }) => {
        if (out === "") throw new Error(`the tablet said nothing: ${errors}`);
        return v.parse(tabletSchema, JSON.parse(out));
      });
      return { child, ended };
    },
    status: () => ask(statusSchema, "status"),
    held: async () => new Set((await ask(exportSchema, "export")).entries.map((entry) => entry.digest)),
    newCode: async () => (await ask(codeSchema, "device", "code", "--village", village)).code,
  };
}

async function endOf(child: ChildProcess) {
  let out = "";
  let errors = "";
  child.stdout?.on("data", (text: Buffer) => (out += text.toString()));
  child.stderr?.on("data", (text: Buffer) => (errors += text.toString()));
  const [code] = await once(child, "close");
  return { out, errors, code: Number(code ?? -1) };
}

async function firstLine(child: ChildProcess): Promise<string> {
  let out = "";
  let errors = "";
  child.stderr?.on("data", (text: Buffer) => (errors += text.toString()));
  return new Promise((resolve, reject) => {
    child.stdout?.on("data", (text: Buffer) => {
      out += text.toString();
      if (out.includes("\n")) resolve(out);
    });
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}: ${errors}`)));
  });
}
