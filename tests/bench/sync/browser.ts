/**
 * A Chromium that is prepared under a debugger and then left alone: nobody is attached while a run is measured, because a
 * debugger changes how long workers live.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";
import { launchCrashableChromium } from "../../support/launch-chromium.ts";
import type { CrashableChromium } from "../../support/launch-chromium.ts";

export class QuietBrowser implements AsyncDisposable {
  readonly #profile: string;
  #launched: CrashableChromium;
  #attached: Browser | undefined;

  private constructor(profile: string, launched: CrashableChromium) {
    this.#profile = profile;
    this.#launched = launched;
    this.#attached = launched.browser;
  }

  /** Starts one on the folder `profile`, attached. */
  static async open(profile: string): Promise<QuietBrowser> {
    return new QuietBrowser(profile, await launchCrashableChromium(profile));
  }

  /** The only page there is. Attaches where nobody is attached. */
  async page(): Promise<Page> {
    this.#attached ??= await chromium.connectOverCDP(endpointOf(this.#profile));
    const page = this.#attached.contexts()[0]?.pages()[0];
    if (page === undefined) throw new Error("the browser has lost its page");
    return page;
  }

  /** Takes the debugger away; pages and workers live on. */
  async leaveAlone(): Promise<void> {
    await this.#attached?.close();
    this.#attached = undefined;
  }

  /** The power goes: every process of it at once. */
  async crash(): Promise<void> {
    await this.#launched.crash();
  }

  /** …and comes back: a new browser on the same disk, attached. */
  async restart(): Promise<void> {
    this.#launched = await launchCrashableChromium(this.#profile);
    this.#attached = this.#launched.browser;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#launched.crash();
  }
}

/** The address of the debugger, from the file the browser wrote when it started. */
function endpointOf(profile: string): string {
  const [port, path] = readFileSync(join(profile, "DevToolsActivePort"), "utf8").split("\n");
  return `ws://127.0.0.1:${port ?? ""}${path ?? ""}`;
}
