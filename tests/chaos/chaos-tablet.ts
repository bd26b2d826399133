/**
 * A tablet that can be killed at any moment and comes back on what its disk has: the kiosk in a Chromium of its own, the real
 * page, worker and service worker, and an officer in the page. Everything its screens show is reported as it is shown.
 */
import type { JSHandle, Page } from "playwright-core";
import { tabletSize } from "../journey/support/browser.ts";
import { Tablet } from "../journey/support/tablet.ts";
import type { CrashableChromium } from "../support/launch-chromium.ts";
import { launchCrashableChromium } from "../support/launch-chromium.ts";
import type { Errand, FiledAs, OfficerPage, Resumed, ShownRow, Told, WithOfficer } from "./officer-page.ts";
import { bePresent } from "./officer-page.ts";

/** A machine busy with other tests; nothing is judged by it, the tablet is started anew. */
const patienceMs = 60_000;

/** Where Chromium keeps databases: its two ways. */
export const backends = ["leveldb", "sqlite"] as const;
export type Backend = (typeof backends)[number];

const backendArgs: Readonly<Record<Backend, readonly string[]>> = {
  leveldb: [],
  sqlite: ["--enable-features=IdbSqliteOnDiskRollout:stage/UseSqliteForNewStores"],
};

export type ChaosTabletOptions = {
  readonly profile: string;
  readonly backend: Backend;
  readonly url: string;
  readonly onShown: (row: ShownRow) => void;
  /** Where the officer corrects something. */
  readonly onAttempt?: (attempt: Told) => void;
};

export class ChaosTablet {
  readonly #options: ChaosTabletOptions;
  #running: CrashableChromium | undefined;
  #tablet: Tablet | undefined;
  #second: Tablet | undefined;

  constructor(options: ChaosTabletOptions) {
    this.#options = options;
  }

  get isRunning(): boolean {
    return this.#tablet !== undefined;
  }

  /** The first tab. */
  get tablet(): Tablet {
    if (this.#tablet === undefined) throw new Error("the tablet is off");
    return this.#tablet;
  }

  get hasSecondTab(): boolean {
    return this.#second !== undefined;
  }

  get browser(): CrashableChromium {
    if (this.#running === undefined) throw new Error("the tablet is off");
    return this.#running;
  }

  /** A new tablet becomes the village's. */
  async setUp(code: string): Promise<void> {
    const tablet = await this.#openTab();
    await tablet.setUp(code);
    await tablet.keptForOffline();
    this.#tablet = tablet;
    await tablet.openOutbox();
  }

  /** Switches it on: an officer unlocks and opens the outbox. */
  async start(): Promise<void> {
    const tablet = await this.#openTab();
    await comeIn(tablet);
    this.#tablet = tablet;
  }

  /** Begins the page anew, as an officer does when nothing moves any more. */
  async reload(): Promise<void> {
    const { page } = this.tablet;
    await page.goto(this.#options.url);
    await comeIn(this.tablet);
  }

  /** Opens or closes a second tab. */
  async toggleSecondTab(): Promise<void> {
    if (this.#second) {
      const { page } = this.#second;
      this.#second = undefined;
      await page.close();
      return;
    }
    const tablet = await this.#openTab();
    await comeIn(tablet);
    this.#second = tablet;
    await this.tablet.turnTo();
  }

  /** The power goes. */
  async kill(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    this.#tablet = undefined;
    this.#second = undefined;
    await running?.crash();
  }

  /** In the first tab, or in the second where there is one. */
  async file(errand: Errand, inSecondTab = false): Promise<FiledAs> {
    const { page } = inSecondTab && this.#second ? this.#second : this.tablet;
    return (await officerOf(page)).evaluate((officer, given) => officer.file(given), errand);
  }

  async correct(applicationId: string, question: string, answer: string): Promise<FiledAs> {
    const officer = await officerOf(this.tablet.page);
    return officer.evaluate((each, given) => each.correct(...given), [applicationId, question, answer] as const);
  }

  async resume(): Promise<readonly Resumed[]> {
    return (await officerOf(this.tablet.page)).evaluate((officer) => officer.resume());
  }

  async standing(): ReturnType<OfficerPage["standing"]> {
    return (await officerOf(this.tablet.page)).evaluate((officer) => officer.standing());
  }

  /** One call of the worker's door. */
  async ask(name: string, ...values: readonly unknown[]): Promise<unknown> {
    const officer = await officerOf(this.tablet.page);
    return officer.evaluate((each, [method, given]) => each.ask(method, ...given), [name, values] as const);
  }

  async endWorker(): Promise<void> {
    await (await officerOf(this.tablet.page)).evaluate((officer) => officer.endWorker());
  }

  async endServiceWorker(): Promise<void> {
    const session = await this.browser.context.newCDPSession(this.tablet.page);
    await session.send("ServiceWorker.enable");
    await session.send("ServiceWorker.stopAllWorkers");
    await session.detach();
  }

  /** Runs `work` while this origin has so many bytes: the browser forgets a quota with the session that set it. */
  async withQuota(bytes: number, work: () => Promise<void>): Promise<void> {
    const session = await this.browser.context.newCDPSession(this.tablet.page);
    const { origin } = new URL(this.#options.url);
    await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: bytes });
    await work();
    await session.detach();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }

  async #openTab(): Promise<Tablet> {
    this.#running ??= await this.#launch();
    const page = await this.#running.context.newPage();
    await page.setViewportSize(tabletSize);
    const tablet = new Tablet(page);
    await tablet.open(this.#options.url);
    return tablet;
  }

  async #launch(): Promise<CrashableChromium> {
    const { profile, backend, onShown, onAttempt } = this.#options;
    const running = await launchCrashableChromium(profile, backendArgs[backend]);
    running.context.setDefaultTimeout(patienceMs);
    await running.context.exposeFunction("tellShown", onShown);
    if (onAttempt) await running.context.exposeFunction("tellAttempt", onAttempt);
    await running.context.addInitScript(bePresent);
    return running;
  }
}

/** From whatever first screen to the outbox: the lock, or a new officer where a damaged disk has forgotten the old one. */
async function comeIn(tablet: Tablet): Promise<void> {
  const lock = tablet.page.getByRole("group", { name: `PIN ${tablet.officer}` });
  const newcomer = tablet.page.getByRole("textbox", { name: "Nama petugas" });
  await lock.or(newcomer).first().waitFor();
  if (await newcomer.isVisible()) await tablet.chooseOfficer();
  else await tablet.unlock();
  await tablet.openOutbox();
}

/** The officer in the page. */
function officerOf(page: Page): Promise<JSHandle<OfficerPage>> {
  return page.evaluateHandle(() => (globalThis as unknown as WithOfficer).officerPage);
}
