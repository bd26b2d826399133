/** The room a browser gives the tablet's origin, as a disk that fills up would. */
import type { CDPSession, Page } from "playwright-core";

export class Quota {
  readonly #page: Page;
  readonly #session: CDPSession;
  readonly #origin: string;

  private constructor(page: Page, session: CDPSession, origin: string) {
    this.#page = page;
    this.#session = session;
    this.#origin = origin;
  }

  static async of(page: Page): Promise<Quota> {
    return new Quota(page, await page.context().newCDPSession(page), new URL(page.url()).origin);
  }

  /** Bytes in use now. */
  async used(): Promise<number> {
    return this.#page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
  }

  /** So many bytes in all; undefined gives back what the machine has. */
  async set(bytes: number | undefined): Promise<void> {
    await this.#session.send("Storage.overrideQuotaForOrigin", {
      origin: this.#origin,
      ...(bytes === undefined ? {} : { quotaSize: bytes }),
    });
  }
}
