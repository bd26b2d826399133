/** For people who change Loket: the district server, and Vite's server before it, which shows a change at once. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const commands = [
  // Pages come from Vite, also while they do not compile; this server only answers `/api` and its like.
  ["src/cli/main.ts", "start", "--build-dir", "public"],
  ["node_modules/vite/bin/vite.js", "--clearScreen", "false"],
] as const;

console.log("open the pages at port 5173, not at the district server's own port");
const processes = commands.map((command) => spawn(process.execPath, command, { cwd: root, stdio: "inherit" }));

/** One gone means all gone: half a development server only misleads. */
function stopAll(): void {
  for (const child of processes) child.kill("SIGTERM");
}

for (const child of processes) {
  child.once("exit", (code) => {
    process.exitCode ??= code ?? 0;
    stopAll();
  });
}
process.on("SIGINT", stopAll);
process.on("SIGTERM", stopAll);
