/**
 * A tablet as the people at the counter use it: taps, words they read, PINs. Finds everything by its role and Indonesian
 * words, so that a story breaks when a person would be lost. Knows no protocol.
 */
import type { Locator, Page } from "playwright-core";
import { Fingers } from "./fingers.ts";

export type OutboxRow = { readonly code: string; readonly state: string };

/** A PIN that a new officer may choose. */
export const pin = "281946";

export class Tablet {
  readonly page: Page;
  readonly officer = "Siti Aminah";
  readonly #fingers = new Fingers();

  constructor(page: Page) {
    this.page = page;
  }

  /** Opens the address as an icon on the home screen does. */
  async open(url: string): Promise<void> {
    await this.page.goto(url);
  }

  /** Turns to this tab: one that lies behind another is drawn seldom. */
  async turnTo(): Promise<void> {
    await this.page.bringToFront();
  }

  /** "Nanti": leaves the form; its draft stays. */
  async later(): Promise<void> {
    await this.press(/nanti$/i);
    await this.home();
  }

  /** Resolves when the app is on the tablet's disk and answers from there. */
  async keptForOffline(): Promise<void> {
    await this.page.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated");
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole("button", { name, exact: typeof name === "string" });
  }

  title(name: string): Locator {
    return this.page.getByRole("heading", { level: 1, name, exact: true });
  }

  alert(): Locator {
    return this.page.getByRole("alert");
  }

  /** A touch at a person's pace. */
  async tap(target: Locator): Promise<void> {
    await this.#fingers.tap(target);
  }

  async press(name: string | RegExp): Promise<void> {
    await this.tap(this.button(name));
  }

  /** Types the enrolment code and goes on, whatever comes of it. */
  async typeCode(code: string): Promise<void> {
    await this.title("Loket Desa").waitFor();
    await this.page.getByRole("textbox", { name: "Kode pendaftaran" }).fill(code);
    await this.press("Daftarkan");
  }

  /** A new tablet becomes the village's: code, check, first officer; ends on the home screen. */
  async setUp(code: string): Promise<void> {
    await this.typeCode(code);
    await this.title("Periksa tablet").waitFor();
    await this.press("Lanjut");
    await this.chooseOfficer();
  }

  /** The first officer's name and PIN, from the name on; `onPin` is called where the PIN is chosen. */
  async chooseOfficer(onPin?: () => Promise<void>): Promise<void> {
    await this.page.getByRole("textbox", { name: "Nama petugas" }).fill(this.officer);
    await this.press("Lanjut");
    await this.page.getByRole("heading", { name: "Buat PIN enam angka" }).waitFor();
    await onPin?.();
    await this.typePin("PIN baru");
    await this.page.getByRole("heading", { name: "Ketik PIN sekali lagi" }).waitFor();
    await this.typePin("PIN baru");
    await this.home();
  }

  /** Types the PIN on the pad of that name. */
  async typePin(pad: string, digits = pin): Promise<void> {
    const keys = this.page.getByRole("group", { name: pad, exact: true });
    for (const digit of digits) await keys.getByRole("button", { name: digit, exact: true }).click();
  }

  /** Waits for the lock. */
  async lock(): Promise<void> {
    await this.page.getByRole("group", { name: `PIN ${this.officer}`, exact: true }).waitFor();
  }

  async unlock(): Promise<void> {
    await this.typePin(`PIN ${this.officer}`);
    await this.home();
  }

  /** Waits for the officer's home screen. */
  async home(): Promise<void> {
    await this.button(/^Permohonan baru/).waitFor();
  }

  async goHome(): Promise<void> {
    await this.press("Kembali");
    await this.home();
  }

  /** The slip is shown: back into the officer's hands. */
  async takeBack(): Promise<void> {
    await this.press("Kembalikan ke petugas");
    await this.typePin("PIN petugas");
    await this.home();
  }

  async openOutbox(): Promise<void> {
    await this.press(/^Kotak keluar/);
    await this.title("Kotak keluar").waitFor();
  }

  /** What the outbox shows now, first page. The outbox must be open. */
  async outboxRows(): Promise<readonly OutboxRow[]> {
    const rows = await this.page.locator("li.row[data-code][data-state]").all();
    return Promise.all(
      rows.map(async (row) => ({
        code: (await row.getAttribute("data-code")) ?? "",
        state: (await row.getAttribute("data-state")) ?? "",
      })),
    );
  }

  /** The states alone, sorted: what a glance at the colours tells. */
  async outboxStates(): Promise<readonly string[]> {
    return (await this.outboxRows()).map(({ state }) => state).toSorted();
  }

  /** Asks for sending as an impatient officer does; does not wait for it. */
  async sendNow(): Promise<void> {
    await this.press("Kirim sekarang");
  }

  /** Everything a person can read on the screen. */
  async words(): Promise<string> {
    return (await this.page.locator("body").innerText()).replaceAll(/\s+/g, " ");
  }
}
