/** The commands for voices, on a folder of their own: what a village recorded is heard first, accepted then, and published. */
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run } from "../../../src/cli/run.ts";
import { unwrap } from "../../../src/base/result.ts";
import { clipName } from "../../../src/domain/speech/clip-name.ts";
import { readManifest } from "../../../src/domain/speech/clip-manifest.ts";
import type { Recording } from "../../../src/domain/speech/recordings-file.ts";
import { writeRecordingsFile } from "../../../src/domain/speech/recordings-file.ts";
import { openShelf } from "../../../src/server/audio/shelf.ts";
import { readConfigFiles } from "../../../src/server/configuration/config-files.ts";
import { folder, root, useFreshFolders } from "./outside.ts";

useFreshFolders();

const configDir = (): string => join(folder, "kiosk-config");
const command = async (...words: readonly string[]): Promise<number> =>
  run([...words, "--json"], {
    env: { LOKET_DATA: folder, LOKET_CONFIG: configDir() },
    out: () => undefined,
    err: () => undefined,
    stop: new AbortController().signal,
  });

/** A WebM by its first bytes; what it says no test can hear. */
const recordingOf = (language: Recording["language"], sentence: string, sound: number): Recording => ({
  language,
  sentence,
  sound: Uint8Array.of(0x1a, 0x45, 0xdf, 0xa3, sound),
  recordedBy: "Siti Aminah",
  recordedAt: 1,
});
const humansOf = (language: Recording["language"]) =>
  unwrap(readManifest(unwrap(readConfigFiles(configDir())), language)).clips.filter(({ source }) => source === "human");

test("recordings are written out to be heard, accepted but for the refused, and served as what people said", async () => {
  mkdirSync(folder, { recursive: true });
  cpSync(join(root, "kiosk-config"), configDir(), { recursive: true });
  const file = join(folder, "desa.suara");
  const recordings = [
    recordingOf("jv", "Ya", 1),
    recordingOf("jv", "Tidak", 2),
    recordingOf("id", "Ya", 3),
    recordingOf("jv", "Kalimat yang tidak ada di layar mana pun", 4),
  ];
  writeFileSync(file, writeRecordingsFile({ village: "33.29.09.1002", recordings }));

  expect(await command("audio", "accept", file, "--listen", join(folder, "dengar"))).toBe(0);
  expect(readdirSync(join(folder, "dengar"))).toHaveLength(recordings.length);
  expect(existsSync(join(configDir(), "audio/jv.json"))).toBe(false);

  expect(await command("audio", "accept", file, "--except", `jv-${clipName("Tidak")}`)).toBe(0);
  expect(humansOf("jv").map(({ sentence }) => sentence)).toEqual(["Ya"]);
  expect(humansOf("id").map(({ sentence }) => sentence)).toEqual(["Ya"]);
  const shelf = unwrap(openShelf(unwrap(readConfigFiles(configDir())), configDir()));
  expect(shelf.faulty).toEqual([]);
  expect(shelf.listings.map(({ language }) => language)).toEqual(["id", "jv"]);
  // The machine's clip of that sentence is gone: nothing names it any more.
  expect(readdirSync(join(configDir(), "audio/id")).filter((name) => name.startsWith(clipName("Ya")))).toEqual([
    `${clipName("Ya")}.webm`,
  ]);
});

test("what is no file of recordings, or holds no sound, changes nothing", async () => {
  mkdirSync(folder, { recursive: true });
  cpSync(join(root, "kiosk-config"), configDir(), { recursive: true });
  const before = readFileSync(join(configDir(), "audio/id.json"), "utf8");
  const file = join(folder, "desa.suara");
  const noSound = { ...recordingOf("id", "Ya", 1), sound: Uint8Array.of(1, 2, 3, 4) };
  for (const text of ["{}", "no JSON", writeRecordingsFile({ village: "33.29.09.1002", recordings: [noSound] })]) {
    writeFileSync(file, text);
    expect(await command("audio", "accept", file)).toBe(3);
  }
  expect(readFileSync(join(configDir(), "audio/id.json"), "utf8")).toBe(before);
});

test("a clip that no sentence needs any more is dropped, a person's recording of one that is needed stays", async () => {
  mkdirSync(folder, { recursive: true });
  cpSync(join(root, "kiosk-config"), configDir(), { recursive: true });
  const file = join(folder, "desa.suara");
  const own = "Pertanyaan yang baru ditambah?";
  const path = join(configDir(), "services/ktp-el-lost.json");
  const service = readFileSync(path, "utf8");
  writeFileSync(path, service.replace(/"ask": "[^"]+"/, `"ask": ${JSON.stringify(own)}`));
  writeFileSync(file, writeRecordingsFile({ village: "33.29.09.1002", recordings: [recordingOf("su", own, 1)] }));
  expect(await command("audio", "accept", file)).toBe(0);
  expect(await command("audio", "make", "--limit", "0")).toBe(0);
  expect(humansOf("su")).toHaveLength(1);
  writeFileSync(path, service);
  expect(await command("audio", "make", "--limit", "0")).toBe(0);
  expect(humansOf("su")).toEqual([]);
  expect(readdirSync(join(configDir(), "audio/su"))).toEqual([]);
  rmSync(file);
});
