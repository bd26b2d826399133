/** The words of a PDF whose letters are Windows-1252, in the order they were drawn. For papers of ours only, never a stranger's. */
import { inflateSync } from "node:zlib";

/** One entry for each piece of text that was put on a page. */
export function readPdf(bytes: Uint8Array): readonly string[] {
  const file = Buffer.from(bytes);
  const letters = new TextDecoder("windows-1252");
  const pieces: string[] = [];
  let from = 0;
  for (;;) {
    const start = file.indexOf("stream\n", from, "latin1");
    if (start < 0) return pieces;
    const end = file.indexOf("\nendstream", start, "latin1");
    const content = inflate(file.subarray(start + "stream\n".length, end));
    for (const [, hex = ""] of content.matchAll(/<([0-9A-Fa-f]*)> Tj/g))
      pieces.push(letters.decode(Buffer.from(hex, "hex")));
    from = end + "\nendstream".length;
  }
}

function inflate(bytes: Buffer): string {
  try {
    return inflateSync(bytes).toString("latin1");
  } catch {
    return "";
  }
}
