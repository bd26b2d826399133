/**
 * How the browser's part is built (modes `app` and `sw`), served while it is changed, and how everything is tested
 * (mode `test`). Server and command line are not built: Node runs their TypeScript as it is.
 */
import { fileURLToPath } from "node:url";
import type { UserConfig } from "vite";
import { defineConfig } from "vitest/config";
import { servePages } from "./src/cli/build/dev-pages.ts";
import { precacheManifest } from "./src/cli/build/precache-manifest.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const outDir = here("./dist/preview");
const districtServer = `http://localhost:${process.env["PORT"] ?? "8080"}`;

const jsx = { runtime: "automatic", importSource: "preact" } as const;

/** The three pages. Root `src`, so that they land at `kiosk/index.html`, `district/index.html` and `track/index.html`. */
const app: UserConfig = {
  root: here("./src"),
  publicDir: here("./public"),
  cacheDir: here("./.cache/vite"),
  appType: "mpa",
  oxc: { jsx },
  plugins: [servePages()],
  worker: { format: "es" },
  server: { port: 5173, proxy: { "/api": districtServer, "/healthz": districtServer, "/readyz": districtServer } },
  build: {
    outDir,
    emptyOutDir: true,
    target: "es2022",
    // Everything has an address of its own: the page's policy refuses fonts and scripts in data URLs.
    assetsInlineLimit: 0,
    // Every browser that has what Loket needs also knows modulepreload.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        kiosk: here("./src/kiosk/index.html"),
        district: here("./src/district/index.html"),
        track: here("./src/track/index.html"),
      },
      // Else what the phone's small page shares with the tablet carries the tablet's signals and buttons along.
      output: { codeSplitting: { groups: [{ name: "preact", test: /node_modules\/preact\// }] } },
    },
  },
};

/** The service worker: one classic script beside the pages, built second because it lists them. */
const sw: UserConfig = {
  root: here("./sw"),
  publicDir: false,
  plugins: [precacheManifest()],
  build: {
    outDir,
    emptyOutDir: false,
    target: "es2022",
    rolldownOptions: {
      input: here("./sw/sw.ts"),
      output: { format: "iife", entryFileNames: "sw.js", codeSplitting: false },
    },
  },
};

const minute = 60_000;
const alone = { fileParallelism: false, maxWorkers: 1 } as const;

export default defineConfig(({ mode }) => {
  if (mode === "app" || mode === "development") return app;
  if (mode === "sw") return sw;
  return {
    oxc: { jsx },
    cacheDir: here("./.cache/vite"),
    test: {
      projects: [
        {
          extends: true,
          test: {
            name: "unit",
            // Nothing here takes seconds; a machine busy with other work does.
            testTimeout: minute,
            // A process for each of a hundred files costs half a minute; a thread keeps them apart as well.
            pool: "threads",
            include: [
              "src/**/*.test.{ts,tsx}",
              "sw/**/*.test.ts",
              "tests/{tidy,contract,support,chaos,fuzz}/**/*.test.ts",
            ],
          },
        },
        {
          extends: true,
          test: { name: "simulation", include: ["tests/simulation/**/*.test.ts"], testTimeout: 60 * minute },
        },
        {
          extends: true,
          test: {
            name: "journey",
            include: ["tests/journey/**/*.journey.ts"],
            testTimeout: 5 * minute,
            hookTimeout: 3 * minute,
            // A story mostly waits, for screens and for links; three share two processors and each takes a tenth longer.
            maxWorkers: 3,
          },
        },
        {
          extends: true,
          test: {
            name: "long",
            include: ["tests/long/**/*.test.ts"],
            testTimeout: 120 * minute,
            hookTimeout: 3 * minute,
            ...alone,
          },
        },
        {
          extends: true,
          test: {
            name: "chaos",
            include: ["tests/chaos/**/*.chaos.ts"],
            testTimeout: 60 * minute,
            hookTimeout: 3 * minute,
            ...alone,
          },
        },
      ],
    },
  };
});
