import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, it } from "vitest";
import { makeTestClock, makeTestRandom, testRegency } from "../../tests/support/memory-district.ts";
import { definite } from "../base/assert.ts";
import { unwrap } from "../base/result.ts";
import { findService } from "../domain/configuration/configuration.ts";
import { openDataFolder } from "./data-folder.ts";
import { SILENT_LOG } from "./district.ts";
import { openDistrict } from "./open-district.ts";

const path = mkdtempSync(join(tmpdir(), "loket-open-"));
const configDir = join(path, "kiosk-config");

afterAll(() => rmSync(path, { recursive: true, force: true }));

/** What a start of the server publishes, and says of one doubt. */
async function start(seed: number) {
  const opened = unwrap(
    await openDistrict({
      regency: testRegency,
      folder: openDataFolder(join(path, "data")),
      configDir,
      configuration: "publish",
      recoveryPassphrase: undefined,
      clock: makeTestClock(),
      random: makeTestRandom(seed),
      log: SILENT_LOG,
    }),
  );
  const { doubts, district } = opened;
  await opened.close();
  const doubt = definite(
    doubts.find(({ id }) => id === "complaint-without-name"),
    "a doubt",
  );
  return {
    doubt: [doubt.answer, doubt.isDecided],
    version: district.configuration.version,
    complaint: JSON.stringify(findService(district.configuration, "complaint")),
  };
}

it("what a regency decides about a doubt is published by the next start, and said to be decided", async () => {
  cpSync(fileURLToPath(new URL("../../kiosk-config", import.meta.url)), configDir, { recursive: true });
  const before = await start(1);
  expect(before).toMatchObject({ doubt: [true, false], version: 1 });
  const file = join(configDir, `districts/${testRegency}.json`);
  const district: unknown = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, JSON.stringify(Object.assign({}, district, { decisions: { "complaint-without-name": false } })));
  const after = await start(2);
  expect(after).toMatchObject({ doubt: [false, true], version: 2 });
  expect(after.complaint).not.toBe(before.complaint);
});
