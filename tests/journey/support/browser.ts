/**
 * A browser with a profile of its own, at a tablet's size, watched: it may ask nobody but its district, and break no policy
 * of its pages. Knows no screen.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { launchChromium, launchCrashableChromium } from "../../support/launch-chromium.ts";
import type { LaunchedChromium } from "../../support/launch-chromium.ts";
import { Tablet } from "./tablet.ts";

/** A camera that draws few pictures a second leaves the machine to what is tested. */
const calmCamera = ["--use-fake-device-for-media-stream=fps=5"] as const;

export const tabletSize = { width: 1280, height: 800 } as const;

/** What a page did that none of ours may do. */
export type Watch = { readonly strangers: readonly string[]; readonly violations: readonly string[] };

/** Writes down requests to other machines and complaints of the browser about a policy, for as long as the context lives. */
export function watch(context: BrowserContext): Watch {
  const strangers: string[] = [];
  const violations: string[] = [];
  context.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    const isOurs = hostname === "localhost" || protocol === "blob:" || protocol === "data:" || protocol === "about:";
    if (!isOurs) strangers.push(request.url());
  });
  context.on("console", (message) => {
    if (/Content Security Policy|Trusted ?Type|violates/i.test(message.text())) violations.push(message.text());
  });
  context.on("weberror", (error) => violations.push(String(error.error())));
  return { strangers, violations };
}

export class Browser implements AsyncDisposable {
  readonly #profile: string;
  readonly #launched: LaunchedChromium;
  readonly watched: Watch;

  private constructor(profile: string, launched: LaunchedChromium) {
    this.#profile = profile;
    this.#launched = launched;
    this.watched = watch(launched.context);
  }

  static async open(): Promise<Browser> {
    const profile = mkdtempSync(join(tmpdir(), "loket-profile-"));
    return new Browser(profile, await launchChromium(profile, calmCamera));
  }

  get context(): BrowserContext {
    return this.#launched.context;
  }

  get hasBackgroundSync(): boolean {
    return this.#launched.hasBackgroundSync;
  }

  async newPage(): Promise<Page> {
    return openPage(this.context);
  }

  /** A tab with the tablet's app in it. */
  async openTablet(url: string): Promise<Tablet> {
    const tablet = new Tablet(await this.newPage());
    await tablet.open(url);
    return tablet;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#launched.close();
    rmSync(this.#profile, { recursive: true, force: true });
  }
}

/** A browser that can be killed as a power cut does, and started again on what its disk has. */
export class CrashableBrowser implements AsyncDisposable {
  readonly #profile = mkdtempSync(join(tmpdir(), "loket-profile-"));
  #running: Awaited<ReturnType<typeof launchCrashableChromium>> | undefined;

  async openTablet(url: string): Promise<Tablet> {
    this.#running ??= await launchCrashableChromium(this.#profile, calmCamera);
    const tablet = new Tablet(await openPage(this.#running.context));
    await tablet.open(url);
    return tablet;
  }

  async crash(): Promise<void> {
    await this.#running?.crash();
    this.#running = undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.crash();
    rmSync(this.#profile, { recursive: true, force: true });
  }
}

async function openPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.setViewportSize(tabletSize);
  return page;
}
