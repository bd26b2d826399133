/** A reader that tries what a reader has no business with: writing a file, starting a program. Tells how it fared. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

function codeOf(work: () => void): string {
  try {
    work();
    return "done";
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : "unknown";
  }
}

process.on("message", (message: unknown) => {
  const number: unknown = Reflect.get(Object(message), "number");
  if (number === undefined) return;
  const wrote = codeOf(() => writeFileSync(join(tmpdir(), "loket-greedy"), "x"));
  const started = codeOf(() => spawnSync("true"));
  process.send?.({ number, read: { ok: false, code: "cannot-open", detail: `${wrote} ${started}` } });
});
