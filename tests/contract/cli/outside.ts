/**
 * The command line as people and scripts meet it: servers and killed tablets as processes of their own, everything else
 * in this one; a fresh data folder for each test.
 */
import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import * as v from "valibot";
import { run } from "../../../src/cli/run.ts";

export const root = fileURLToPath(new URL("../../..", import.meta.url));
const main = join(root, "src/cli/main.ts");
export const VILLAGE = "33.29.01.2010";
/** Each test starts processes; a busy machine needs its time. */
export const TEST_MS = 120_000;

export const tabletSchema = v.object({
  device: v.string(),
  entries: v.array(v.object({ digest: v.string(), log: v.string(), seq: v.number(), state: v.string() })),
  unreceipted: v.number(),
});
export const statusSchema = v.object({
  entriesHeld: v.number(),
  cases: v.number(),
  quarantined: v.number(),
  devices: v.array(v.object({ device: v.string(), village: v.string(), filed: v.number(), held: v.number() })),
});
export const exportSchema = v.object({
  entries: v.array(v.looseObject({ digest: v.string(), log: v.string(), seq: v.number() })),
  cases: v.array(v.looseObject({ slipCode: v.string(), serviceId: v.string() })),
});
export const contentSchema = v.looseObject({ serviceId: v.string(), answers: v.record(v.string(), v.unknown()) });
export const codeSchema = v.object({ code: v.string(), village: v.string(), expiresAt: v.string() });
export const startSchema = v.looseObject({ port: v.number(), kiosk: v.string(), code: v.string() });
export const backupSchema = v.looseObject({ intake: v.number(), entries: v.number() });

export let folder = "";
let buildDir = "";
const children = new Set<ChildProcess>();

/** Call once in a test file: every test has its own data folder, and nothing it started outlives it. */
export function useFreshFolders(): void {
  beforeAll(() => {
    buildDir = mkdtempSync(join(tmpdir(), "loket-build-"));
    for (const page of ["kiosk", "district", "track"]) {
      mkdirSync(join(buildDir, page));
      writeFileSync(join(buildDir, page, "index.html"), `<!doctype html><title>${page}</title>`);
    }
    mkdirSync(join(buildDir, "assets"));
    writeFileSync(join(buildDir, "assets", "kiosk-AbCd1234.js"), "0;");
    writeFileSync(join(buildDir, "sw.js"), "0;");
  });
  afterAll(() => rmSync(buildDir, { recursive: true, force: true }));
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "loket-cli-"))));
  afterEach(async () => {
    for (const child of children) await kill(child, "SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });
}

type Ended = { readonly code: number; readonly out: string; readonly errors: string };

export function launch(args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  const child = spawn(process.execPath, [main, ...args], {
    cwd: folder,
    env: { ...process.env, LOKET_DATA: join(folder, "data"), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.add(child);
  child.once("exit", () => children.delete(child));
  return child;
}

/** One command in this process: the same code as a process of its own, without its start. */
export async function loket(args: readonly string[]): Promise<Ended> {
  const out: string[] = [];
  const errors: string[] = [];
  const code = await run(args, {
    env: { LOKET_DATA: join(folder, "data") },
    out: (line) => out.push(line),
    err: (line) => errors.push(line),
    stop: new AbortController().signal,
  });
  return { code, out: out.join("\n"), errors: errors.join("\n") };
}

export async function json<T>(schema: v.GenericSchema<unknown, T>, ...args: readonly string[]): Promise<T> {
  const { code, out, errors } = await loket([...args, "--json"]);
  expect(code, errors).toBe(0);
  return v.parse(schema, JSON.parse(out));
}

export async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const ended = once(child, "exit");
  child.kill(signal);
  const [code] = await ended;
  return typeof code === "number" ? code : null;
}

type Running = { readonly child: ChildProcess; readonly url: string; readonly code: string };

export async function startServer(env: Record<string, string> = {}): Promise<Running> {
  const child = launch(["start", "--build-dir", buildDir, "--json"], { PORT: "0", ...env });
  let out = "";
  let errors = "";
  child.stderr?.on("data", (text: Buffer) => (errors += text.toString()));
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on("data", (text: Buffer) => {
      out += text.toString();
      if (out.includes("\n")) resolve();
    });
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}\n${errors}`)));
  });
  const { port, code } = v.parse(startSchema, JSON.parse(out));
  return { child, url: `http://localhost:${port}`, code };
}

export function tablet(url: string, ...args: readonly string[]): readonly string[] {
  return ["tablet", "--server", url, "--state", join(folder, "tablet"), ...args];
}

export async function newCode(): Promise<string> {
  return (await json(codeSchema, "device", "code", "--village", VILLAGE)).code;
}
