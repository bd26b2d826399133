/** Staff of the district office at their own browser page: signing in, opening a case, deciding. Knows no tablet. */
import type { Locator, Page } from "playwright-core";
import type { Account, District } from "./district.ts";
import { Fingers } from "./fingers.ts";

export class Staff {
  readonly page: Page;
  readonly #fingers = new Fingers();

  constructor(page: Page) {
    this.page = page;
  }

  async signIn(district: District, { email, password }: Account = district.admin): Promise<void> {
    await this.page.goto(new URL("district/", district.url).href);
    await this.page.getByLabel("Email").fill(email);
    await this.page.getByLabel("Kata sandi").fill(password);
    await this.press("Masuk");
    await this.page.getByRole("heading", { name: "Pantau sinkron" }).waitFor();
  }

  async press(name: string | RegExp): Promise<void> {
    await this.#fingers.tap(this.button(name));
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole("button", { name, exact: typeof name === "string" });
  }

  async openCases(): Promise<void> {
    await this.page.getByRole("link", { name: "Berkas", exact: true }).click();
    await this.page.getByRole("heading", { level: 1, name: "Berkas" }).waitFor();
  }

  async openCourier(): Promise<void> {
    await this.page.getByRole("link", { name: "Berkas titipan" }).click();
    await this.page.getByRole("heading", { level: 1, name: "Berkas titipan" }).waitFor();
  }

  async openSetAside(): Promise<void> {
    await this.page.getByRole("link", { name: "Disisihkan" }).click();
    await this.page.getByRole("heading", { level: 1, name: "Disisihkan" }).waitFor();
  }

  /** Opens the case of a slip from the list. */
  async openCase(slipCode: string): Promise<void> {
    await this.openCases();
    await this.page.getByRole("link", { name: slipCode }).click();
    await this.page.getByRole("heading", { level: 1, name: slipCode }).waitFor();
  }

  /** Width in pixels of the photo shown, once it has come. */
  async photoWidth(): Promise<number> {
    const photo = this.page.getByRole("region", { name: "Foto surat" }).getByRole("img").first();
    await photo.waitFor();
    return photo.evaluate(async (element) => {
      const image = element as HTMLImageElement;
      await image.decode();
      return image.naturalWidth;
    });
  }

  /** The answer that stands beside a label. */
  answer(label: string): Locator {
    return this.#row(label).locator("dd").first();
  }

  /** Says that the answer beside a label is wrong. */
  async markWrong(label: string): Promise<void> {
    await this.#row(label).getByRole("checkbox").check();
  }

  /** The case's stage, in one or two words. */
  async waitForStage(label: string): Promise<void> {
    await this.page.locator(".pill").filter({ hasText: label }).first().waitFor();
  }

  /** Chooses an action and confirms it in the dialog it opens. */
  async decide(action: string | RegExp, confirm: string): Promise<void> {
    await this.press(action);
    await this.#fingers.tap(this.page.getByRole("dialog").getByRole("button", { name: confirm, exact: true }));
  }

  #row(label: string): Locator {
    return this.page
      .locator("dl.answers > div")
      .filter({ has: this.page.locator("dt", { hasText: label }) })
      .first();
  }
}
