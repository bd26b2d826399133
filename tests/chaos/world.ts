/**
 * One world of a chaos run: a district server, a hostile link, a tablet, a verifier, and the oracle that watches. Knows how to
 * break the server and how to set it up again; what happens when is told by `chaos.ts`.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { NewerBuild } from "../journey/support/builds.ts";
import { newerBuild, theBuild } from "../journey/support/builds.ts";
import { District } from "../journey/support/district.ts";
import type { Prng } from "../simulation/prng.ts";
import { HostileLink } from "../support/hostile-link.ts";
import type { Backend } from "./chaos-tablet.ts";
import { ChaosTablet } from "./chaos-tablet.ts";
import type { ShownRow, Told } from "./officer-page.ts";
import { Oracle } from "./oracle.ts";
import { StaffDesk } from "./staff-desk.ts";
import type { Counts } from "./totals.ts";
import type { Weather } from "./weather.ts";
import { drawHarm, fair } from "./weather.ts";

/** A port taken by somebody else meanwhile, or a machine out of breath. */
const startTriesMax = 5;
const startAgainMs = 2_000;

export type WorldOptions = {
  readonly folder: string;
  readonly chance: Prng;
  readonly backend: Backend;
  readonly builds: Builds;
  readonly counts: Counts;
  readonly log: (line: string) => void;
};

/** The newer build, made when it is first deployed and shared by all worlds of a run. */
export class Builds implements Disposable {
  #newer: Promise<NewerBuild> | undefined;
  #made: NewerBuild | undefined;

  /** Absolute folder. */
  async newer(): Promise<string> {
    this.#newer ??= newerBuild();
    this.#made = await this.#newer;
    return this.#made.dir;
  }

  [Symbol.dispose](): void {
    this.#made?.[Symbol.dispose]();
  }
}

type Parts = { readonly district: District; readonly link: HostileLink; readonly tablet: ChaosTablet };

/** What the link is to do now; the link is older than the world it belongs to. */
type Sky = {
  weather: Weather;
  onShown: ((row: ShownRow) => void) | undefined;
  onAttempt: ((attempt: Told) => void) | undefined;
};

export class World implements AsyncDisposable {
  readonly chance: Prng;
  readonly backend: Backend;
  readonly counts: Counts;
  readonly log: (line: string) => void;
  readonly profile: string;
  readonly district: District;
  readonly link: HostileLink;
  readonly tablet: ChaosTablet;
  readonly staff: StaffDesk;
  readonly oracle: Oracle;
  readonly #all: AsyncDisposableStack;
  readonly #sky: Sky;
  #onNext: (() => void) | undefined;
  #server: Promise<void> = Promise.resolve();
  readonly #builds: Builds;
  #isNewer = false;

  private constructor(options: WorldOptions, parts: Parts, sky: Sky, all: AsyncDisposableStack) {
    this.chance = options.chance;
    this.backend = options.backend;
    this.counts = options.counts;
    this.log = options.log;
    this.profile = profileOf(options.folder);
    this.oracle = new Oracle(join(options.folder, "oracle.jsonl"));
    this.district = parts.district;
    this.link = parts.link;
    this.tablet = parts.tablet;
    this.staff = new StaffDesk(parts.district, options.chance.fork("staff"));
    this.#builds = options.builds;
    this.#all = all;
    this.#sky = sky;
    sky.onShown = (row) => this.shown(row);
    sky.onAttempt = (attempt) => this.oracle.attempted(attempt);
  }

  /** Ends with an enrolled tablet on its outbox, in fair weather. */
  static async open(options: WorldOptions): Promise<World> {
    mkdirSync(profileOf(options.folder), { recursive: true });
    await using opening = new AsyncDisposableStack();
    const sky: Sky = { weather: fair, onShown: undefined, onAttempt: undefined };
    const harms = options.chance.fork("harms");
    const district = opening.use(await District.open({ folder: join(options.folder, "district") }));
    const link = opening.use(await HostileLink.open(district, () => drawHarm(harms, sky.weather)));
    const tablet = opening.use(
      new ChaosTablet({
        profile: profileOf(options.folder),
        backend: options.backend,
        url: link.url,
        onShown: (row) => sky.onShown?.(row),
        onAttempt: (attempt) => sky.onAttempt?.(attempt),
      }),
    );
    await tablet.setUp(await district.issueCode());
    return new World(options, { district, link, tablet }, sky, opening.move());
  }

  /** Connections of the weather before would carry it on: they are dropped. */
  setWeather(weather: Weather): void {
    this.#sky.weather = weather;
    this.link.dropAll();
  }

  /** A screen has shown this. */
  shown(row: ShownRow): void {
    if (!this.oracle.shown(row)) return;
    this.counts.applications += row.kind === "application" ? 1 : 0;
    this.#onNext?.();
  }

  /** Resolves when the screen shows something as saved that it had not shown before, or after `limitMs`. */
  nextShown(limitMs: number): Promise<void> {
    const shown = new Promise<void>((resolve) => (this.#onNext = resolve));
    return Promise.race([shown, sleep(limitMs)]);
  }

  async killServer(): Promise<void> {
    await this.#server;
    await this.district.kill();
    this.counts["server kills"] += 1;
  }

  /** Starts it after a while, beside everything else. `serverUp` waits for it. */
  restartServer(afterMs: number, buildDir?: string): void {
    this.#server = this.#server.then(() => sleep(afterMs)).then(() => this.#startServer(buildDir));
    this.#server.catch(() => undefined);
  }

  serverUp(): Promise<void> {
    return this.#server;
  }

  /** Another version is served from now on: a newer build, or the one before it again. */
  async deployOther(): Promise<void> {
    await this.#server;
    this.#isNewer = !this.#isNewer;
    const buildDir = this.#isNewer ? await this.#builds.newer() : await theBuild();
    await this.district.stop();
    this.restartServer(0, buildDir);
    await this.serverUp();
    this.counts["new versions"] += 1;
  }

  async killBrowser(): Promise<void> {
    await this.tablet.kill();
    this.counts["browser kills"] += 1;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.catch(() => undefined);
    await this.#all.disposeAsync();
  }

  async #startServer(buildDir: string | undefined): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        await this.district.start(buildDir);
        return;
      } catch (error) {
        this.log(`the server did not start: ${String(error)}`);
        if (tries === startTriesMax) throw error;
        await sleep(startAgainMs);
      }
    }
  }
}

function profileOf(folder: string): string {
  return join(folder, "profile");
}
