/** A stick that carries files between browsers: what one downloads lies on it, for another to choose. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";

export type CarriedFile = { readonly name: string; readonly path: string };

export class Stick implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), "loket-stick-"));

  /** What the page downloads when `ask` has been done. */
  async take(page: Page, ask: () => Promise<void>): Promise<CarriedFile> {
    const [download] = await Promise.all([page.waitForEvent("download"), ask()]);
    const name = download.suggestedFilename();
    const path = join(this.#folder, name);
    await download.saveAs(path);
    return { name, path };
  }

  /** The same file with a hole in its first entry: a cheap stick, pulled out too early. */
  damagedCopyOf(path: string): string {
    const bytes = readFileSync(path);
    const at = Math.min(2_000, bytes.byteLength >> 1);
    bytes.fill(0, at, at + 300);
    const copy = path.replace(/\.loket$/, "-rusak.loket");
    writeFileSync(copy, bytes);
    return copy;
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
