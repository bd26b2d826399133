/**
 * A real district server as a process of its own, on a data folder that goes with it, and the command line beside it: the
 * oracle that knows no browser. Knows no screen.
 */
import { execFile, spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as v from "valibot";
import { theBuild } from "./builds.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const commandLine = join(root, "src/cli/main.ts");
/** A village with a tablet of every journey. */
export const village = "33.29.09.1002";

const startedSchema = v.object({
  port: v.number(),
  firstAdmin: v.nullable(v.object({ email: v.string(), password: v.string() })),
});
const codeSchema = v.object({ code: v.string() });
const statusSchema = v.object({
  entriesHeld: v.number(),
  cases: v.number(),
  quarantined: v.number(),
  devices: v.array(v.object({ device: v.string(), village: v.string(), filed: v.number(), held: v.number() })),
});
const exportSchema = v.object({
  entries: v.array(
    v.object({
      digest: v.string(),
      log: v.string(),
      seq: v.number(),
      state: v.string(),
      kind: v.string(),
      slipCode: v.string(),
    }),
  ),
  cases: v.array(
    v.object({
      slipCode: v.string(),
      serviceId: v.string(),
      stage: v.string(),
      content: v.object({
        answers: v.record(v.string(), v.unknown()),
        photos: v.array(v.object({ requirementId: v.string(), page: v.number() })),
        missing: v.array(v.string()),
        urgentReason: v.optional(v.string()),
      }),
    }),
  ),
});

export type DistrictStatus = v.InferOutput<typeof statusSchema>;
export type DistrictExport = v.InferOutput<typeof exportSchema>;
export type Account = { readonly email: string; readonly password: string };

export type DistrictOptions = {
  /** Absolute path; otherwise the build of the present sources. */
  readonly buildDir?: string;
  /** Absolute path of a copy of `kiosk-config`; otherwise the real one. */
  readonly configDir?: string;
  /** Data folder that stays; otherwise one that goes with the district. */
  readonly folder?: string;
};

export class District implements AsyncDisposable {
  readonly #folder: string;
  readonly #isKept: boolean;
  readonly #configDir: string | undefined;
  #buildDir: string;
  #server: ChildProcess | undefined;
  #port = 0;
  #admin: Account | undefined;
  #said = "";

  private constructor(buildDir: string, { configDir, folder }: DistrictOptions) {
    this.#buildDir = buildDir;
    this.#configDir = configDir;
    this.#folder = folder ?? mkdtempSync(join(tmpdir(), "loket-district-"));
    this.#isKept = folder !== undefined;
  }

  /** A district without any tablet, serving on a free port. */
  static async open(options: DistrictOptions = {}): Promise<District> {
    const district = new District(options.buildDir ?? (await theBuild()), options);
    await district.start();
    return district;
  }

  get port(): number {
    return this.#port;
  }

  get url(): string {
    return `http://localhost:${this.#port}/`;
  }

  /** The account the first start made. */
  get admin(): Account {
    if (this.#admin === undefined) throw new Error("the first start names the admin");
    return this.#admin;
  }

  /** Absolute folder of its data, for an oracle that reads beside it. */
  get folder(): string {
    return this.#folder;
  }

  /** Process id of the running server. */
  get pid(): number {
    const pid = this.#server?.pid;
    if (pid === undefined) throw new Error("the server does not run");
    return pid;
  }

  /** What the server wrote to its log, to explain a failure. */
  get said(): string {
    return this.#said;
  }

  /** Starts the server again on the port it had; resolves when it serves. `buildDir` replaces the build. */
  async start(buildDir = this.#buildDir): Promise<void> {
    this.#buildDir = buildDir;
    const args = [commandLine, "start", "--json", "--build-dir", buildDir];
    const server = spawn(process.execPath, args, { cwd: root, env: this.#env(), stdio: ["ignore", "pipe", "pipe"] });
    this.#server = server;
    server.stderr.on("data", (text: Buffer) => (this.#said += text.toString()));
    const ended = once(server, "exit").then(() => {
      throw new Error(`the server ended\n${this.#said}`);
    });
    const greeting = once(createInterface(server.stdout), "line").then(([line]) => JSON.parse(String(line)));
    const started = v.parse(startedSchema, await Promise.race([greeting, ended]));
    // From here on it may end without anybody waiting for it.
    ended.catch(() => undefined);
    this.#port = started.port;
    this.#admin ??= started.firstAdmin ?? undefined;
  }

  /** Asks the server to end, as the system does at night. */
  stop(): Promise<void> {
    return this.#end("SIGTERM");
  }

  /** The power goes. */
  kill(): Promise<void> {
    return this.#end("SIGKILL");
  }

  /** A one-time enrolment code for a tablet of the village. */
  async issueCode(forVillage = village): Promise<string> {
    return v.parse(codeSchema, await this.#command("device", "code", "--village", forVillage)).code;
  }

  async status(): Promise<DistrictStatus> {
    return v.parse(statusSchema, await this.#command("status"));
  }

  /** Everything held, opened. */
  async exported(): Promise<DistrictExport> {
    return v.parse(exportSchema, await this.#command("export"));
  }

  /** Takes in a courier file beside the running server; says what became of it, entries by village. */
  async import(file: string): Promise<unknown> {
    return this.#command("import", file);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    if (!this.#isKept) rmSync(this.#folder, { recursive: true, force: true });
  }

  async #command(...words: readonly string[]): Promise<unknown> {
    const args = [commandLine, ...words, "--json"];
    const { stdout } = await promisify(execFile)(process.execPath, args, {
      cwd: root,
      env: this.#env(),
      maxBuffer: 64 * 1024 * 1024,
    });
    return JSON.parse(stdout);
  }

  async #end(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    const server = this.#server;
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, "exit");
    server.kill(signal);
    await ended;
  }

  #env(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      PORT: String(this.#port),
      LOKET_DATA: this.#folder,
      ...(this.#configDir === undefined ? {} : { LOKET_CONFIG: this.#configDir }),
    };
  }
}
