/** Runs in a page: draws a sheet of A4, takes its picture as a tablet's camera would, and lets production keep it. */
import type { PhotoTry } from "../../../src/worker/encode-photo.ts";
import { encodePhoto } from "../../../src/worker/encode-photo.ts";
import { seededFraction } from "../../../src/domain/sample/seeded-fraction.ts";
import { base64Of } from "./base64.ts";
import { drawSheet } from "./draw-sheet.ts";
import type { Sheet } from "./sheets.ts";

/** How the picture came: the frame of the kiosk's own viewfinder, or a file of a camera app with eight megapixels. */
export const cameras = {
  viewfinder: { long: 1920, short: 1440, softPx: 0.7 },
  file: { long: 3264, short: 2448, softPx: 1.2 },
} as const;
export type Camera = keyof typeof cameras;

/** `jpeg`: a browser that makes no WebP. `grey`: a picture without colours, to see what colours cost. */
export type Codec = "webp" | "jpeg" | "webp of a grey picture";

export type Kept = {
  readonly base64: string;
  readonly bytes: number;
  readonly mime: string;
  readonly encodeMs: number;
};
export type LegibilityPage = {
  /** Takes the picture that `keep` works on; gives it, for a look at it. */
  photograph(sheet: Sheet, camera: Camera): Promise<string>;
  /** What production keeps of the picture by `tries`; undefined = as the product is set. A code where it keeps nothing. */
  keep(codec: Codec, tries?: readonly PhotoTry[]): Promise<Kept | string>;
};

/** Of the frame; the rest is the table. */
const sheetShare = 0.95;
const tiltRadians = 0.012;
const grainLevels = 8;
const cameraQuality = 0.92;
/** Light falls off towards one corner of the sheet. */
const shadeShare = 0.25;

let picture: { readonly colour: Blob; readonly grey: Blob } | undefined;

async function photograph(sheet: Sheet, camera: Camera): Promise<string> {
  const { long, short, softPx } = cameras[camera];
  const [width, height] = sheet.isLandscape ? [long, short] : [short, long];
  const random = seededFraction(sheet.number * 31 + 7);
  const canvas = new OffscreenCanvas(width, height);
  const brush = brushOf(canvas);
  brush.fillStyle = "#5d4630";
  brush.fillRect(0, 0, width, height);
  brush.translate(width / 2, height / 2);
  brush.rotate((random() - 0.5) * 2 * tiltRadians);
  const across = sheet.isLandscape ? 297 : 210;
  const down = sheet.isLandscape ? 210 : 297;
  const pxPerMm = sheetShare * Math.min(width / across, height / down);
  brush.filter = `blur(${softPx}px)`;
  brush.imageSmoothingQuality = "high";
  // Drawn at twice the size first: the camera, not the font's hinting, decides where a stroke falls.
  const drawn = drawSheet(sheet, pxPerMm * 2);
  brush.drawImage(drawn, (-across / 2) * pxPerMm, (-down / 2) * pxPerMm, across * pxPerMm, down * pxPerMm);
  brush.resetTransform();
  brush.filter = "none";
  addLightAndGrain(brush, width, height, random);
  const colour = await canvas.convertToBlob({ type: "image/jpeg", quality: cameraQuality });
  brush.filter = "grayscale(1)";
  brush.drawImage(canvas, 0, 0);
  const grey = await canvas.convertToBlob({ type: "image/jpeg", quality: cameraQuality });
  picture = { colour, grey };
  return base64Of(new Uint8Array(await colour.arrayBuffer()));
}

function brushOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  if (brush === null) throw new Error("no canvas");
  return brush;
}

function addLightAndGrain(
  brush: OffscreenCanvasRenderingContext2D,
  width: number,
  height: number,
  random: () => number,
): void {
  const image = brush.getImageData(0, 0, width, height);
  const { data } = image;
  const darkest = random() < 0.5 ? 0 : 1;
  for (let at = 0, pixel = 0; at < data.length; at += 4, pixel += 1) {
    const x = (pixel % width) / width;
    const y = pixel / width / height;
    const light = 0.95 - shadeShare * ((darkest === 0 ? x : 1 - x) + y) * 0.5;
    const grain = (random() + random() - 1) * grainLevels;
    for (let colour = at; colour < at + 3; colour += 1) {
      // Each colour has grain of its own as well, as sensors have.
      data[colour] = (data[colour] ?? 0) * light + grain + (random() - 0.5) * grainLevels;
    }
  }
  brush.putImageData(image, 0, 0);
}

async function keep(codec: Codec, tries?: readonly PhotoTry[]): Promise<Kept | string> {
  if (picture === undefined) throw new Error("no picture was taken");
  using _ = codec === "jpeg" ? withoutWebp() : undefined;
  const start = performance.now();
  const kept = await encodePhoto(
    codec === "webp of a grey picture" ? picture.grey : picture.colour,
    tries === undefined,
    tries,
  );
  const encodeMs = performance.now() - start;
  if (!kept.ok) return kept.code;
  const { bytes, mime } = kept.value;
  return { base64: base64Of(bytes), bytes: bytes.byteLength, mime, encodeMs };
}

/** Until disposed this browser is one of those that give PNG where WebP is asked for. */
function withoutWebp(): Disposable {
  const { convertToBlob } = OffscreenCanvas.prototype;
  OffscreenCanvas.prototype.convertToBlob = function convert(this: OffscreenCanvas, options?: ImageEncodeOptions) {
    return convertToBlob.call(this, options?.type === "image/webp" ? { type: "image/png" } : options);
  };
  return {
    [Symbol.dispose]: () => {
      OffscreenCanvas.prototype.convertToBlob = convertToBlob;
    },
  };
}

declare global {
  var legibility: LegibilityPage | undefined;
}
globalThis.legibility = { photograph, keep };
