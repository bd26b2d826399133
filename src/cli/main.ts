/** Entry of the command line. Keeps what Node compiles, because every command is a process of its own, and runs it. */
import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

// Before anything else is loaded. A folder that cannot be written costs a second, nothing more.
enableCompileCache(fileURLToPath(new URL("../../.cache/node", import.meta.url)));
const { run } = await import("./run.ts");

const stop = new AbortController();
for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, () => stop.abort());
process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  out: (line) => console.log(line),
  err: (line) => console.error(line),
  stop: stop.signal,
});
