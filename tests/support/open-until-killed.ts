/** A process that begins to open the one entry waiting in a data folder and never ends: killed from outside. */
import { definite } from "../../src/base/assert.ts";
import { openPending } from "../../src/server/inbox/open.ts";
import { openReaderApart } from "../../src/server/inbox/read-apart.ts";
import { fileURLToPath } from "node:url";
import { keysFolderOf, openRealDistrict, realClock } from "./real-district.ts";

const path = definite(process.argv[2], "a data folder");
const aheadMs = Number(process.argv[3]);
const { district } = await openRealDistrict(
  path,
  realClock(() => aheadMs),
);
const reader = openReaderApart({
  regency: district.regency,
  configuration: district.configuration,
  keysFolder: keysFolderOf(path),
  // This process dies of a signal, never of patience.
  timer: { sleep: () => new Promise(() => undefined) },
  program: fileURLToPath(new URL("./poisoned-reader.ts", import.meta.url)),
});
setInterval(() => undefined, 1000);
await openPending(district, 10, (entry) => {
  process.stdout.write("reading\n");
  return reader.read(entry);
});
