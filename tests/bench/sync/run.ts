/**
 * `npm run bench:sync`: everybody brings the same work over the same links, one after the other; each run is kept as it
 * ends, so that a long bench can be made in slices. Options: see `usage`. Fails only when something could not be measured.
 */
import { execFileSync } from "node:child_process";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { cutsOf, floorMs } from "../../support/link-cuts.ts";
import { checkLink } from "./check-link.ts";
import { loket } from "./loket/contestant.ts";
import { measure } from "./measure.ts";
import type { Run, Trouble } from "./measure.ts";
import { peers } from "./peers.ts";
import { developPhotos } from "./photos.ts";
import { profiles, seeds } from "./profiles.ts";
import { keyOf, readResults, writeResults } from "./results.ts";
import type { Row, RowKey } from "./results.ts";
import { showBrief, showTable } from "./tables.ts";
import { makeWork, workNames } from "./work.ts";

const contestants = [loket, ...peers];
const order = contestants.map(({ name }) => name);
const troubles = ["none", "503", "kill"] as const satisfies readonly Trouble[];

const usage = `npm run bench:sync -- [options]
  --only NAME,…      of ${order.join(", ")}
  --profile NAME,…   of ${profiles.map(({ name }) => name).join(", ")}
  --work NAME,…      of ${workNames.join(", ")}
  --seed NAME,…      of ${seeds.join(", ")} (links that are cut)
  --trouble NAME,…   of ${troubles.join(", ")}; otherwise none
  --minutes N        begins no run after so many minutes
  --keep FILE        where results are kept; what is there is not run again
  --again            but once more
  --trace            says every second how far a run is
  --table            measures nothing and prints the tables of what is kept`;

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    profile: { type: "string" },
    work: { type: "string" },
    seed: { type: "string" },
    trouble: { type: "string", default: "none" },
    minutes: { type: "string", default: "Infinity" },
    keep: { type: "string" },
    again: { type: "boolean", default: false },
    trace: { type: "boolean", default: false },
    table: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

const root = fileURLToPath(new URL("../../../", import.meta.url));
const file = values.keep ?? join(root, `.cache/bench/sync-${new Date().toISOString().slice(0, 10)}.json`);
/** Times the link's limit: who needs longer has not finished. What is known of peers: up to 35 × for small work. */
const limitFactors = { "100": 50, "1000": 30, photos: 2.5 } as const;
const limitMsMin = 60_000;

async function main(): Promise<void> {
  const results = readResults(file, `${cpus().length} processors, ${cpus()[0]?.model ?? ""}, Node ${process.version}`);
  const beganMs = performance.now();
  const photoBytes = values.table ? 0 : await developPhotos();
  for (const run of values.table ? [] : plan()) {
    if (performance.now() - beganMs > Number(values.minutes) * 60_000) break;
    const key = keyOf(nameOf(run));
    const at = results.rows.findIndex((row) => keyOf(row) === key);
    if (at >= 0 && !values.again) continue;
    console.error(`${new Date().toISOString()} ${key}`);
    const row = await makeRow(run, photoBytes);
    results.rows.splice(at < 0 ? results.rows.length : at, at < 0 ? 0 : 1, row);
    writeResults(file, results);
    console.error(showTable([row], order).split("\n").at(-1));
  }
  console.log(`${showTable(results.rows, order)}\n\n${showBrief(results.rows, order)}`);
  console.error(`kept in ${file}`);
}

/** What was asked for, contestants innermost, so that all meet the same minutes of the machine. */
function plan(): readonly Run[] {
  return choose("work", workNames, (name) => name).flatMap((name) =>
    choose("profile", profiles, (profile) => profile.name).flatMap((profile) => {
      const cutSeeds = profile.isCut ? choose("seed", seeds, (seed) => seed) : [undefined];
      const work = makeWork(name);
      return cutSeeds.flatMap((seed) =>
        choose("trouble", troubles, (trouble) => trouble).flatMap((trouble) =>
          choose("only", contestants, ({ name: who }) => who).map((contestant): Run => ({
            contestant,
            profile,
            work,
            seed,
            trouble,
            limitMs: 0,
            isTraced: values.trace,
          })),
        ),
      );
    }),
  );
}

function choose<T>(
  option: "only" | "profile" | "work" | "seed" | "trouble",
  all: readonly T[],
  nameIt: (item: T) => string,
): readonly T[] {
  const wanted = values[option]?.split(",");
  const unknown = wanted?.filter((name) => !all.some((item) => nameIt(item) === name)) ?? [];
  if (unknown.length > 0) throw new Error(`--${option}: no ${unknown.join(", ")}\n${usage}`);
  return wanted === undefined ? all : all.filter((item) => wanted.includes(nameIt(item)));
}

const nameOf = ({ contestant, profile, work, seed, trouble }: Run): RowKey => ({
  contestant: contestant.name,
  profile: profile.name,
  work: work.name,
  ...(seed === undefined ? {} : { seed }),
  trouble,
});

async function makeRow(run: Run, photoBytes: number): Promise<Row> {
  const { work, profile, seed } = run;
  const bytes = gzipSync(JSON.stringify(work.applications)).byteLength + (work.photoCount > 0 ? photoBytes : 0);
  const limit = floorMs(bytes, profile.shape, seed === undefined ? [] : cutsOf(seed));
  const limitMs = Math.max(limitMsMin, Math.round(limit * limitFactors[work.name]));
  const linkRatio = await checkLink(profile.shape);
  const { allHeldMs, ...outcome } = await measure({ ...run, limitMs });
  return {
    ...nameOf(run),
    at: new Date().toISOString(),
    commit: execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: root, encoding: "utf8" }).trim(),
    load: Math.round((loadavg()[0] ?? 0) * 100) / 100,
    linkRatio: Math.round(linkRatio * 1000) / 1000,
    limitMs,
    ...(allHeldMs === undefined ? {} : { allHeldMs: Math.round(allHeldMs) }),
    floorMs: Math.round(limit),
    filed: work.applications.length,
    ...outcome,
  };
}

if (values.help) console.log(usage);
else await main();
