/** Lets Debian's tesseract read a picture in Indonesian, and counts the letters it got right. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Whether Debian's `tesseract-ocr` and `tesseract-ocr-ind` are installed. */
export async function canRead(): Promise<boolean> {
  const languages = await run("tesseract", ["--list-langs"]).catch(() => undefined);
  return languages?.stdout.split("\n").includes("ind") === true;
}

/** The words of a picture file, as one text. */
export async function readPage(path: string): Promise<string> {
  // One column of lines of any size: the rows of a table are read across, as they stand in what is expected.
  // A4 on 1600 to 1920 pixels; the picture itself does not say.
  const options = ["-l", "ind", "--psm", "4", "--dpi", "140"];
  const { stdout } = await run("tesseract", [path, "-", ...options], {
    env: { ...process.env, OMP_THREAD_LIMIT: "1" },
    maxBuffer: 4 * 1024 * 1024,
  });
  return stdout;
}

/** Share of the expected letters that were read: 1 − edit distance ÷ length. Rules of a table and spaces are no letters. */
export function shareRead(expected: string, read: string): number {
  const wanted = lettersOf(expected);
  return 1 - editDistance(wanted, lettersOf(read)) / wanted.length;
}

const lettersOf = (text: string): string => text.replaceAll(/[\s|_[\]{}—–~“”"'‘’]+/g, "");

function editDistance(from: string, to: string): number {
  let row = Uint32Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let down = 1; down <= from.length; down += 1) {
    const next = new Uint32Array(to.length + 1);
    next[0] = down;
    for (let across = 1; across <= to.length; across += 1) {
      const isSame = from[down - 1] === to[across - 1];
      next[across] = Math.min(
        (row[across - 1] ?? 0) + (isSame ? 0 : 1),
        (row[across] ?? 0) + 1,
        (next[across - 1] ?? 0) + 1,
      );
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
