/** Somebody with a keyboard and nothing else: Tab to what is wanted, Enter. What Tab does not reach is not there. */
import type { Page } from "playwright-core";

/** More stops than the fullest screen has: who has pressed Tab so often has been everywhere. */
const stopsMax = 120;
/** A second press of a key within the tap guard's time is a bounce, not a wish. */
const unhurriedMs = 450;

export class Keys {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Goes to the control of this name and presses Enter. Throws with the stops passed when Tab does not reach it, or it shows no focus. */
  async press(name: string | RegExp): Promise<void> {
    await this.reach(name);
    await this.#page.waitForTimeout(unhurriedMs);
    await this.#page.keyboard.press("Enter");
  }

  /** Goes to a field and types. */
  async type(field: string | RegExp, text: string): Promise<void> {
    await this.reach(field);
    await this.#page.keyboard.type(text);
  }

  /** Digits for a pad that has the focus when it comes. */
  async digits(pad: string, digits: string): Promise<void> {
    await this.#page.getByRole("group", { name: pad, exact: true }).waitFor();
    await this.reach(pad);
    await this.#page.keyboard.type(digits, { delay: 30 });
  }

  /** Within a list of radio buttons: the arrows choose. */
  async choose(option: string): Promise<void> {
    const wanted = this.#page.getByRole("radio", { name: option, exact: true });
    await wanted.waitFor();
    const all = await this.#page.getByRole("radio").all();
    await this.reach(/./, "radio");
    for (let step = 0; step <= all.length && !(await wanted.isChecked()); step += 1)
      await this.#page.keyboard.press(step === 0 ? "Space" : "ArrowDown");
    if (!(await wanted.isChecked())) throw new Error(`no key chooses “${option}”`);
  }

  /** Presses Tab until a control of this name has the focus, and shows it. */
  async reach(name: string | RegExp, role?: string): Promise<void> {
    const passed: string[] = [];
    for (let stop = 0; stop < stopsMax; stop += 1) {
      const found = await this.#focused();
      if (matches(found.name, name) && (role === undefined || found.role === role)) {
        if (!found.isShown) throw new Error(`the focus on “${found.name}” is not to be seen`);
        return;
      }
      passed.push(found.name);
      await this.#page.keyboard.press("Tab");
    }
    throw new Error(`Tab does not reach “${String(name)}”; it came by ${[...new Set(passed)].join(" | ")}`);
  }

  #focused(): Promise<{ readonly name: string; readonly role: string; readonly isShown: boolean }> {
    return this.#page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement) || element === document.body) return { name: "", role: "", isShown: false };
      const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
      const named = [element.getAttribute("aria-label"), ...labels.map(({ textContent }) => textContent)];
      const name = (named.find((text) => text) ?? element.innerText ?? "").replaceAll(/\s+/g, " ").trim();
      // A radio button is drawn by its label: there the ring is seen.
      const drawn = [element, element.parentElement, ...labels].filter((each) => each !== null);
      const isShown = drawn.some((each) => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
        return (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none";
      });
      const role =
        element instanceof HTMLInputElement ? element.type : (element.getAttribute("role") ?? element.localName);
      return { name, role, isShown };
    });
  }
}

function matches(name: string, wanted: string | RegExp): boolean {
  return typeof wanted === "string" ? name === wanted : wanted.test(name);
}
