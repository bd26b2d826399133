/**
 * How small a photo may be and still be read: drawn sheets of eight points, seen by a tablet's camera, kept by the production
 * encoder in a real Chromium, read by Debian's Indonesian OCR. Prints a table by encoder setting to the terminal as it goes.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import type { PhotoTry } from "../../src/worker/encode-photo.ts";
import { brebes } from "../fixtures/kiosk-config.ts";
import { Browser } from "../journey/support/browser.ts";
import type { Camera, Codec, Kept } from "./legibility/page.ts";
import { canRead, readPage, shareRead } from "./legibility/read-page.ts";
import { makeSheet } from "./legibility/sheets.ts";
import type { Sheet } from "./legibility/sheets.ts";
import type { Measure } from "./result.ts";
import { buildScript } from "./sync/build-script.ts";

/** Three kinds in four fonts, once by the viewfinder, once from a file. */
const sheets = 24;
const percentReadMin = 98;
const bytesPerKb = 1024;
const bytesAimKb = 80;

/** `tries` undefined: as the product is set. */
type Setting = { readonly name: string; readonly codec: Codec; readonly tries?: readonly PhotoTry[] };
type Result = { readonly sheet: Sheet; readonly share: number; readonly kb: number };

const pairs: readonly (readonly [Codec, number, number])[] = [
  ["webp", 1440, 0.4],
  ["webp", 1600, 0.2],
  ["webp", 1600, 0.3],
  ["webp", 1600, 0.6],
  ["webp", 1760, 0.2],
  ["webp", 1760, 0.4],
  ["webp", 1920, 0.2],
  ["jpeg", 1760, 0.3],
  ["webp of a grey picture", 1760, 0.3],
];
const settings: readonly Setting[] = [
  { name: "as the product is set", codec: "webp" },
  ...pairs.map(([codec, edge, quality]): Setting => ({
    name: `${codec}, ${edge} px, ${quality}`,
    codec,
    tries: [{ edge, quality }],
  })),
];

export async function benchLegibility(): Promise<readonly Measure[]> {
  if (!(await canRead())) {
    console.error("legibility: not measured, tesseract-ocr and tesseract-ocr-ind are not installed");
    return [];
  }
  const folder = mkdtempSync(join(tmpdir(), "loket-bench-"));
  try {
    const script = await buildScript(fileURLToPath(new URL("legibility/page.ts", import.meta.url)));
    await using browser = await Browser.open();
    const page = await browser.newPage();
    await page.addScriptTag({ content: script });
    const results = new Map<string, Result[]>(settings.map(({ name }) => [name, []]));
    const config = brebes();
    for (let number = 0; number < sheets; number += 1) {
      const sheet = makeSheet(number, config);
      await photograph(page, sheet, number < sheets / 2 ? "viewfinder" : "file");
      for (const setting of settings) results.get(setting.name)?.push(await readKept(page, sheet, setting, folder));
      console.error(`${number + 1} of ${sheets} sheets`);
    }
    return [...results].flatMap(([name, list]) => show(name, list));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function photograph(page: Page, sheet: Sheet, camera: Camera): Promise<void> {
  await page.evaluate(async ([what, by]) => void (await globalThis.legibility?.photograph(what, by)), [
    sheet,
    camera,
  ] as const);
}

async function readKept(page: Page, sheet: Sheet, setting: Setting, folder: string): Promise<Result> {
  const kept = await keep(page, setting);
  const path = join(folder, `kept.${kept.mime.replace("image/", "")}`);
  writeFileSync(path, Buffer.from(kept.base64, "base64"));
  const share = shareRead(sheet.rows.flat().join("\n"), await readPage(path));
  return { sheet, share, kb: kept.bytes / bytesPerKb };
}

async function keep(page: Page, { name, codec, tries }: Setting): Promise<Kept> {
  const kept = await page.evaluate(([as, by]) => globalThis.legibility?.keep(as, by), [codec, tries] as const);
  if (kept === undefined || typeof kept === "string") throw new Error(`${name}: not kept, ${kept ?? "no page"}`);
  return kept;
}

function show(name: string, list: readonly Result[]): readonly Measure[] {
  const percents = list.map(({ share }) => share * 100);
  for (const { sheet, share } of list)
    if (share * 100 < percentReadMin)
      console.error(`${name}: sheet ${sheet.number} (${sheet.kind}, ${sheet.font}) ${(share * 100).toFixed(1)} %`);
  const mean = percents.reduce((sum, percent) => sum + percent, 0) / percents.length;
  return [
    { what: `${name}: read of all letters`, unit: "percent", rounds: [mean], bound: percentReadMin },
    { what: "… of the worst sheet", unit: "percent", rounds: [Math.min(...percents)] },
    {
      what: "… bytes of a page, mean",
      unit: "KB",
      rounds: [list.reduce((sum, { kb }) => sum + kb, 0) / list.length],
      bound: bytesAimKb,
    },
    { what: "… of the largest", unit: "KB", rounds: [Math.max(...list.map(({ kb }) => kb))] },
  ];
}
