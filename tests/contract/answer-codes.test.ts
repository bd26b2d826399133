/** The QR codes of an answer as the office's screen draws them, read by the reader the tablet bundles. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { encode } from "uqr";
import { expect, it } from "vitest";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { courierFrameLettersMax, courierFramesMax } from "../../src/base/limits.ts";
import { FrameCollector, toFrames } from "../../src/protocol/courier-frames.ts";
import { quietModules } from "../../src/ui/paper/qr-path.ts";
import { makeTestRandom } from "../support/memory-district.ts";

const pixelsPerModule = 4;

/** What a camera that stands still sees of a code on a screen. */
function pictureOf(text: string): ImageData {
  const { data, size } = encode(text, { ecc: "L", border: quietModules });
  const side = size * pixelsPerModule;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let y = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1)
      if (data[Math.floor(y / pixelsPerModule)]?.[Math.floor(x / pixelsPerModule)] === true)
        pixels.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
  return { data: pixels, width: side, height: side, colorSpace: "srgb" };
}

it("an answer of the largest size that is shown comes through whole, and its codes stay readable", async () => {
  const wasm = fileURLToPath(import.meta.resolve("zxing-wasm/reader/zxing_reader.wasm"));
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(wasm)).buffer } });
  const file = makeTestRandom().bytes(Math.floor((courierFrameLettersMax * courierFramesMax * 3) / 4));
  const frames = toFrames(file, Uint8Array.of(9, 8, 7, 6, 5)) ?? [];
  expect(frames).toHaveLength(courierFramesMax);
  const collector = new FrameCollector();
  let whole: Uint8Array | undefined;
  for (const frame of frames) {
    // About a hundred modules a side: more, and a cheap camera sees grey.
    expect(encode(frame, { ecc: "L", border: 0 }).size).toBeLessThanOrEqual(101);
    const [seen] = await readBarcodes(pictureOf(frame), { formats: ["QRCode"], maxNumberOfSymbols: 1 });
    whole = collector.add(seen?.text ?? "")?.file;
  }
  expect(whole).toEqual(file);
});
