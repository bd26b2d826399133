/**
 * Builds app and service worker into the folder named by the first argument. A process of its own, so that the bundler's
 * memory and settings (`NODE_ENV`) never become the server's.
 */
import { build } from "vite";

const [outDir] = process.argv.slice(2);
if (outDir === undefined) throw new Error("usage: run-vite.ts FOLDER");

for (const mode of ["app", "sw"]) {
  // The service worker lists the files of the app, so it comes second.
  await build({ mode, configFile: "vite.config.ts", logLevel: "warn", build: { outDir } });
}
