/** The command that makes the next dictionary, on a folder of its own. */
import { appendFileSync, cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run } from "../../../src/cli/run.ts";
import { folder, root, useFreshFolders } from "./outside.ts";

useFreshFolders();

const dictionary = async (): Promise<number> =>
  run(["dictionary", "--json"], {
    env: { LOKET_DATA: folder, LOKET_CONFIG: join(folder, "kiosk-config") },
    out: () => undefined,
    err: () => undefined,
    stop: new AbortController().signal,
  });

test("writes the next number when the catalogue has grown, and never touches what is there", async () => {
  const config = join(folder, "kiosk-config");
  cpSync(join(root, "kiosk-config"), config, { recursive: true });
  const dictionaries = join(config, "dictionaries");
  const released = readdirSync(dictionaries).map((name) => [name, readFileSync(join(dictionaries, name), "utf8")]);
  const service = readFileSync(join(config, "services/ktp-el-lost.json"), "utf8");
  writeFileSync(join(config, "services/ktp-el-young.json"), service.replace('"ktp-el-lost"', '"ktp-el-young"'));
  appendFileSync(join(config, "words/services.txt"), "ktp-el-young\n");

  expect(await dictionary()).toBe(0);
  const added = readdirSync(dictionaries).filter((name) => !released.some(([known]) => known === name));
  expect(added).toEqual([`${released.length + 1}.txt`]);
  for (const [name, text] of released) expect(readFileSync(join(dictionaries, String(name)), "utf8")).toBe(text);
  expect(readFileSync(join(dictionaries, String(added[0])), "utf8")).toContain("ktp-el-young");

  expect(await dictionary()).toBe(0);
  expect(readdirSync(dictionaries)).toHaveLength(released.length + 1);
  rmSync(join(config, "words"), { recursive: true });
  expect(await dictionary()).toBe(3);
});
