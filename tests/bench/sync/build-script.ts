/** Builds one script of the bench for the browser; gives its text. Knows no page. */
import { build } from "vite";

/** The script at `entry` (absolute path) with all it imports, ready to be evaluated in a page or served as a worker. */
export async function buildScript(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    publicDir: false,
    define: { "process.env.NODE_ENV": JSON.stringify("production") },
    build: {
      write: false,
      target: "es2022",
      modulePreload: false,
      rolldownOptions: { input: entry, output: { format: "iife", codeSplitting: false } },
    },
  });
  const outputs = Array.isArray(built) ? built : [built];
  const chunks = outputs.flatMap((output) => ("output" in output ? output.output : []));
  const [chunk] = chunks.filter((file) => file.type === "chunk");
  if (chunk === undefined) throw new Error(`nothing was built of ${entry}`);
  return chunk.code;
}
