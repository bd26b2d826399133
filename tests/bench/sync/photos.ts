/** The photos everybody sends: what Loket's own tablet keeps of the camera's pictures, developed once and kept as files. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ShapedLink, unshaped } from "../../support/shaped-link.ts";
import { QuietBrowser } from "./browser.ts";
import { loket } from "./loket/contestant.ts";
import type { LoketPage } from "./loket/page.ts";
import { makeWork } from "./work.ts";

/** `0.webp`, `1.webp` … */
export const photoFolder = fileURLToPath(new URL("../../../.cache/bench/photos", import.meta.url));

/** Makes the photos of the work "photos" where they are missing. Gives the bytes of all of them together. */
export async function developPhotos(): Promise<number> {
  if (!existsSync(photoFolder)) await develop(makeWork("photos").photoCount);
  return readdirSync(photoFolder).reduce((sum, name) => sum + statSync(join(photoFolder, name)).size, 0);
}

async function develop(count: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "loket-bench-"));
  try {
    const draft = join(folder, "photos");
    mkdirSync(draft);
    await using opened = await loket.open(makeWork("photos"), folder);
    await using link = await ShapedLink.open({ target: opened, shape: unshaped });
    await using browser = await QuietBrowser.open(join(folder, "profile"));
    const page = await browser.page();
    await opened.enter(page, link.url);
    const photos = await page.evaluate((wanted) => (globalThis.bench as LoketPage).developPhotos(wanted), count);
    for (const [number, photo] of photos.entries()) {
      writeFileSync(join(draft, `${number}.webp`), Buffer.from(photo, "base64"));
    }
    mkdirSync(join(photoFolder, ".."), { recursive: true });
    renameSync(draft, photoFolder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
