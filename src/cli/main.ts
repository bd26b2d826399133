/** Entry of the command line. Keeps what Node compiles, because every command is a process of its own, and runs it. */
import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

// Before anything else is loaded. A folder that cannot be written costs a second, nothing more.
enableCompileCache(fileURLToPath(new URL("../../.cache/node", import.meta.url)));
const { run } = await import("./run.ts");
process.exitCode = await run(process.argv.slice(2));
