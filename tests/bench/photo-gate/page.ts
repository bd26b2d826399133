/** Invented papers drawn in a browser page, what goes wrong with their pictures, and what the photo gate says. Knows no bench. */
import { seededFraction } from "../../../src/domain/sample/seeded-fraction.ts";
import type { PhotoFault } from "../../../src/worker/photo-gate.ts";
import { judgePhoto } from "../../../src/worker/photo-gate.ts";
import { toGrey } from "../../../src/worker/photo-tiles.ts";

const kinds = ["family card", "identity card", "act", "letter by hand"] as const;
export const conditions = ["good", "worn", "blur", "dark", "glare", "cut", "moiré"] as const;
export type Condition = (typeof conditions)[number];

export type Judged = {
  readonly kind: string;
  readonly condition: Condition;
  readonly fault: PhotoFault | undefined;
  readonly judgeMs: number;
  readonly encodeMs: number;
};

export type GatePage = { judgeAll(papers: number): Promise<readonly Judged[]> };

const long = 1600;
const short = 1200;
type Random = () => number;
type Brush = OffscreenCanvasRenderingContext2D;

async function judgeAll(papers: number): Promise<readonly Judged[]> {
  const judged: Judged[] = [];
  for (let number = 0; number < papers; number += 1) {
    for (const kind of kinds) {
      for (const condition of conditions) judged.push(await judgeOne(kind, condition, number));
    }
  }
  return judged;
}

async function judgeOne(kind: string, condition: Condition, number: number): Promise<Judged> {
  const random = seededFraction(number * 97 + kind.length + 1);
  const canvas = photograph(drawPaper(kind, random, condition === "worn"), condition, random);
  const start = performance.now();
  const { data } = brushOf(canvas).getImageData(0, 0, canvas.width, canvas.height);
  const fault = judgePhoto(toGrey(data, canvas.width, canvas.height));
  const judgeMs = performance.now() - start;
  await canvas.convertToBlob({ type: "image/webp", quality: 0.6 });
  return { kind, condition, fault, judgeMs, encodeMs: performance.now() - start - judgeMs };
}

function brushOf(canvas: OffscreenCanvas): Brush {
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  if (brush === null) throw new Error("no canvas");
  return brush;
}

function word(random: Random): string {
  return Math.floor(random() * 1e7 + 36)
    .toString(36)
    .slice(0, 2 + Math.floor(random() * 5));
}

function words(random: Random, count: number): string {
  return Array.from({ length: count }, () => word(random)).join(" ");
}

/** The flat paper. Print of the family card is the smallest: about seven points. */
function drawPaper(kind: string, random: Random, isWorn: boolean): OffscreenCanvas {
  const canvas = kind === "act" ? new OffscreenCanvas(short, long) : new OffscreenCanvas(long, short);
  const brush = brushOf(canvas);
  brush.fillStyle = isWorn ? "#d8cba6" : kind === "identity card" ? "#bfd4e6" : "#e9e6dd";
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.fillStyle = brush.strokeStyle = isWorn ? "#6b6250" : "#24221f";
  const lines = { "family card": 44, "identity card": 14, act: 40, "letter by hand": 20 }[kind] ?? 30;
  const pitch = (canvas.height * 0.84) / lines;
  brush.font = `${Math.round(pitch * (kind === "family card" ? 0.72 : 0.6))}px ${kind === "letter by hand" ? "cursive" : "sans-serif"}`;
  const margin = canvas.width * 0.08;
  for (let line = 1; line <= lines; line += 1) {
    const y = canvas.height * 0.08 + line * pitch;
    const count = kind === "identity card" ? 4 : kind === "family card" ? 22 : 12;
    brush.fillText(words(random, count), margin, y, canvas.width - 2 * margin);
    if (kind === "family card" && line > 8) brush.strokeRect(margin, y - pitch * 0.8, canvas.width - 2 * margin, pitch);
  }
  if (isWorn) wear(canvas, brush, random);
  return canvas;
}

/** Folds and stains. */
function wear({ width, height }: OffscreenCanvas, brush: Brush, random: Random): void {
  brush.fillStyle = "rgb(120 90 40 / 15%)";
  for (let stain = 0; stain < 5; stain += 1) {
    brush.beginPath();
    brush.arc(random() * width, random() * height, 40 + random() * 120, 0, 7);
    brush.fill();
  }
  brush.fillStyle = "rgb(255 255 255 / 45%)";
  brush.fillRect(width / 2, 0, 4, height);
  brush.fillRect(0, height / 2, width, 4);
}

/** The paper on a table, seen by a camera that has grain and is a little soft. */
function photograph(paper: OffscreenCanvas, condition: Condition, random: Random): OffscreenCanvas {
  const { width, height } = paper;
  const canvas = new OffscreenCanvas(width, height);
  const brush = brushOf(canvas);
  brush.fillStyle = "#5d4630";
  brush.fillRect(0, 0, width, height);
  const size = condition === "cut" ? 1.4 + random() * 0.4 : 0.88 + random() * 0.08;
  brush.filter = `blur(${condition === "blur" ? 3 + random() * 4 : 0.4}px)`;
  brush.translate(width / 2, height / 2);
  brush.rotate((random() - 0.5) * 0.05);
  brush.drawImage(paper, (-width / 2) * size, (-height / 2) * size, width * size, height * size);
  brush.resetTransform();
  brush.filter = "none";
  if (condition === "glare") shine(brush, width * (0.35 + random() * 0.3), height * (0.35 + random() * 0.3), width / 4);
  const light = condition === "dark" ? 0.15 + random() * 0.12 : 0.8 + random() * 0.2;
  addLight(canvas, brush, random, light, condition === "moiré");
  return canvas;
}

function shine(brush: Brush, x: number, y: number, radius: number): void {
  const light = brush.createRadialGradient(x, y, radius * 0.5, x, y, radius);
  light.addColorStop(0, "rgb(255 255 255 / 100%)");
  light.addColorStop(1, "rgb(255 255 255 / 0%)");
  brush.fillStyle = light;
  brush.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
}

function addLight(canvas: OffscreenCanvas, brush: Brush, random: Random, light: number, isScreen: boolean): void {
  const { width, height } = canvas;
  const image = brush.getImageData(0, 0, width, height);
  const period = 0.7 + random() * 0.5;
  for (let at = 0, pixel = 0; at < image.data.length; at += 4, pixel += 1) {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    const raster = isScreen ? 0.72 + 0.28 * Math.sin(x * period) * Math.sin(y * period * 1.1) : 1;
    const grain = (random() + random() - 1) * 10;
    for (let colour = at; colour < at + 3; colour += 1) {
      const level = image.data[colour] ?? 0;
      // A reflection saturates the sensor whatever the light of the room is.
      image.data[colour] = level === 255 ? 255 : level * light * raster + grain;
    }
  }
  brush.putImageData(image, 0, 0);
}

declare global {
  var photoGate: GatePage | undefined;
}
globalThis.photoGate = { judgeAll };
