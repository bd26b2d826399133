/**
 * How often the photo gate refuses what can be read and passes what cannot, on invented papers drawn in a real Chromium; and
 * what it costs beside the encoding it precedes. Prints a table by kind of fault.
 */
import { fileURLToPath } from "node:url";
import { Browser } from "../journey/support/browser.ts";
import type { Condition, Judged } from "./photo-gate/page.ts";
import type { Measure } from "./result.ts";
import { medianOf } from "./result.ts";
import { buildScript } from "./sync/build-script.ts";

const conditions: readonly Condition[] = ["good", "worn", "blur", "dark", "glare", "cut", "moiré"];
/** Of each of four kinds, each in seven conditions. */
const papers = 10;
const falseRefusalsMax = 0.03;
const missesMax = 0.1;

export async function benchPhotoGate(): Promise<readonly Measure[]> {
  const script = await buildScript(fileURLToPath(new URL("photo-gate/page.ts", import.meta.url)));
  await using browser = await Browser.open();
  const page = await browser.newPage();
  await page.addScriptTag({ content: script });
  return show(await page.evaluate((wanted) => globalThis.photoGate?.judgeAll(wanted) ?? [], papers));
}

function show(judged: readonly Judged[]): readonly Measure[] {
  const shares = conditions.map((condition): Measure => {
    const list = judged.filter((each) => each.condition === condition);
    const isGood = condition === "good" || condition === "worn";
    const wrong = list.filter(({ fault }) => (fault === undefined) !== isGood);
    for (const { kind, fault } of wrong) console.error(`wrong: ${condition} ${kind}: ${fault ?? "passed"}`);
    return {
      what: `photo gate, ${condition}: ${list.length} papers, share ${isGood ? "refused" : "passed"}`,
      unit: "ratio",
      rounds: [wrong.length / list.length],
      bound: isGood ? falseRefusalsMax : missesMax,
    };
  });
  const judge = judged.map(({ judgeMs }) => judgeMs);
  const ofEncode = medianOf(judge) / medianOf(judged.map(({ encodeMs }) => encodeMs));
  return [
    ...shares,
    { what: "photo gate: reading and judging a page", unit: "ms", rounds: judge, bound: 150 },
    { what: "photo gate ÷ encoding the page", unit: "ratio", rounds: [ofEncode] },
  ];
}
