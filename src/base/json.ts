/** JSON that may be anything: files of a disk, answers of a network. What it means is judged by whoever asked for it. */

/** The value of a JSON text, or undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
