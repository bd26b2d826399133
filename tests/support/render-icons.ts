/** Draws the icons of the installed app from their one drawing: `npm run icons` after changing `public/icons/loket.svg`. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { findChromium } from "./find-chromium.ts";

const icons = fileURLToPath(new URL("../../public/icons/", import.meta.url));
const wanted = [
  { name: "icon-192.png", px: 192, corner: "18%" },
  { name: "icon-512.png", px: 512, corner: "18%" },
  // A launcher cuts this one itself, so it fills its square.
  { name: "icon-maskable-512.png", px: 512, corner: "0" },
] as const;

const { executablePath, args, env } = await findChromium();
const browser = await chromium.launch({ executablePath, args: [...args], env: { ...env } });
const drawing = `data:image/svg+xml;base64,${readFileSync(`${icons}loket.svg`).toString("base64")}`;
for (const { name, px, corner } of wanted) {
  const page = await browser.newPage({ viewport: { width: px, height: px } });
  await page.setContent(
    `<style>body{margin:0}img{display:block;border-radius:${corner}}</style><img src="${drawing}" width="${px}">`,
  );
  await page.screenshot({ path: `${icons}${name}`, omitBackground: true });
  await page.close();
}
await browser.close();
