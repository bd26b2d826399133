/**
 * Runs everything that can tell whether Loket works, stage by stage, and ends with one line: `N passed, N failed`.
 * `--check` leaves out what takes minutes; `--long` runs what is too long for every commit.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

type Outcome = { readonly passed: number; readonly failed: number; readonly reduced: number };
type Stage = { readonly name: string; run(): Promise<Outcome> };

const root = fileURLToPath(new URL("..", import.meta.url));
/** What a journey prints when its browser lacks Background Sync (tests/support/launch-chromium.ts). */
const reducedLine = /^reduced: no Background Sync$/gm;

const tool = (name: string): string => join(root, "node_modules", ".bin", name);

/** A command that passes or fails as a whole. */
const command = (name: string, path: string, ...args: readonly string[]): Stage => ({
  name,
  run: async () => {
    const { code } = await execute(path, args);
    return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, reduced: 0 };
  },
});

/** The tests of some projects of vite.config.ts. */
const tests = (name: string, ...projects: readonly string[]): Stage => ({
  name,
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), "loket-tests-"));
    const report = join(folder, "report.json");
    try {
      const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
      const vitest = ["run", ...projects.map((project) => `--project=${project}`), ...reporters];
      const { code, said } = await execute(tool("vitest"), vitest);
      const counted = readReport(report);
      // No test at all, or a crash outside of any, fails the stage even where nothing else did.
      const isBroken = code !== 0 || counted.passed === 0;
      const failed = isBroken ? Math.max(1, counted.failed) : counted.failed;
      return { passed: counted.passed, failed, reduced: said.match(reducedLine)?.length ?? 0 };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
});

const quick: readonly Stage[] = [
  // All anew: the incremental build keeps old complaints after a change of a global declaration (TypeScript 7.0.2).
  command("types", tool("tsc"), "-b", "--force"),
  command("format", tool("oxfmt"), "--check"),
  command("lint", tool("oxlint")),
  tests("house rules, unit and contract tests", "unit"),
];
const stagesOf = {
  all: [...quick, tests("simulation", "simulation"), tests("journeys", "journey"), tests("chaos", "chaos")],
  check: quick,
  long: [tests("long simulation, chaos and server", "simulation", "chaos", "long")],
} satisfies Record<string, readonly Stage[]>;

/** The tools' own `node` must be the one that runs this, also when no npm script has set the path. */
const environment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  NO_COLOR: "1",
  PATH: [dirname(process.execPath), process.env["PATH"]].join(delimiter),
});

/** Runs a command, shows what it says as it says it, and keeps it. */
function execute(path: string, args: readonly string[]): Promise<{ readonly code: number; readonly said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(path, args, {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      env: environment(),
    });
    let said = "";
    child.stdout.on("data", (text: Buffer) => {
      said += text.toString();
      process.stdout.write(text);
    });
    child.stderr.on("data", (text: Buffer) => process.stderr.write(text));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, said }));
  });
}

/** The sums of a vitest report; no report is a failure. A test file that does not load counts as one failure. */
function readReport(path: string): { readonly passed: number; readonly failed: number } {
  if (!existsSync(path)) return { passed: 0, failed: 1 };
  const report: unknown = JSON.parse(readFileSync(path, "utf8"));
  const files = listOf(report, "testResults");
  const unloaded = files.filter((file) => listOf(file, "assertionResults").length === 0 && statusOf(file) === "failed");
  const states = files.flatMap((file) => listOf(file, "assertionResults")).map(statusOf);
  const failed = states.filter((status) => status === "failed").length + unloaded.length;
  return { passed: states.filter((status) => status === "passed").length, failed };
}

function listOf(value: unknown, field: string): readonly unknown[] {
  const list: unknown = typeof value === "object" && value !== null ? Reflect.get(value, field) : undefined;
  return Array.isArray(list) ? list : [];
}

function statusOf(value: unknown): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, "status") : undefined;
}

async function runStages(stages: readonly Stage[]): Promise<Outcome> {
  const lines: string[] = [];
  let total: Outcome = { passed: 0, failed: 0, reduced: 0 };
  for (const stage of stages) {
    console.log(`\n── ${stage.name}`);
    const began = performance.now();
    const { passed, failed, reduced } = await stage.run();
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    lines.push(
      `${failed === 0 ? "ok    " : "FAILED"}  ${stage.name}: ${passed} passed, ${failed} failed (${seconds} s)`,
    );
    total = { passed: total.passed + passed, failed: total.failed + failed, reduced: total.reduced + reduced };
  }
  console.log(`\n${lines.join("\n")}`);
  return total;
}

const mode = process.argv.includes("--long") ? "long" : process.argv.includes("--check") ? "check" : "all";
// Simulations read it: as many seeds as a night has time for, instead of as many as a commit.
if (mode === "long") process.env["LOKET_LONG"] = "1";
const total = await runStages(stagesOf[mode]);
console.log(`${total.reduced} reduced`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
