/** A page of paper as a camera sees it, the same for the same number. Runs in a page or worker; knows no contestant. */
import { seededFraction } from "../../../src/domain/sample/seeded-fraction.ts";

/** As the tablet's camera gives it; the photo kept of it is smaller. */
const widthPx = 1600;
const heightPx = 1200;
const lines = 38;
/** Grain that makes a kept photo 150 KB. */
const grain = 10.5;
const cameraQuality = 0.95;

/** The camera's JPEG of page `number`. */
export async function takePicture(number: number): Promise<Blob> {
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  const paper = canvas.getContext("2d");
  if (paper === null) throw new Error("no canvas");
  const random = seededFraction(number + 1);
  paper.fillStyle = "#e8e4da";
  paper.fillRect(0, 0, widthPx, heightPx);
  paper.fillStyle = "#26231f";
  paper.font = "22px sans-serif";
  for (let line = 1; line <= lines; line += 1) {
    const words = Array.from({ length: 14 }, () => Math.floor(random() * 1e6).toString(36));
    paper.fillText(words.join(" "), 60, (line * heightPx) / (lines + 2));
  }
  const image = paper.getImageData(0, 0, widthPx, heightPx);
  for (let at = 0; at < image.data.length; at += 4) {
    const shade = (random() - 0.5) * grain;
    for (let colour = at; colour < at + 3; colour += 1) image.data[colour] = (image.data[colour] ?? 0) + shade;
  }
  paper.putImageData(image, 0, 0);
  return canvas.convertToBlob({ type: "image/jpeg", quality: cameraQuality });
}
