/** The usual beginning of a story: a district, a link to it, a browser, and a tablet that is enrolled and unlocked. */
import { Browser } from "./browser.ts";
import { District } from "./district.ts";
import type { DistrictOptions } from "./district.ts";
import { Link } from "./link.ts";
import type { Tablet } from "./tablet.ts";

export class Counter implements AsyncDisposable {
  readonly district: District;
  readonly link: Link;
  readonly browser: Browser;
  readonly tablet: Tablet;
  readonly #all: AsyncDisposableStack;

  private constructor(all: AsyncDisposableStack, district: District, link: Link, browser: Browser, tablet: Tablet) {
    this.#all = all;
    this.district = district;
    this.link = link;
    this.browser = browser;
    this.tablet = tablet;
  }

  /** Ends on the tablet's home screen, with everything it needs for a day without signal on its disk. */
  static async open(options: DistrictOptions = {}): Promise<Counter> {
    await using opening = new AsyncDisposableStack();
    const district = opening.use(await District.open(options));
    const link = opening.use(await Link.open(district));
    const browser = opening.use(await Browser.open());
    const tablet = await browser.openTablet(link.url);
    await tablet.setUp(await district.issueCode());
    await tablet.keptForOffline();
    return new Counter(opening.move(), district, link, browser, tablet);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#all.disposeAsync();
  }
}
