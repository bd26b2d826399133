/**
 * Somebody who cannot read well has the tablet read to them, with no signal: the clips that are heard are the ones of the
 * sentences on the screen, in the village's language where a person has recorded them, in Indonesian everywhere else.
 */
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { definite } from "../../src/base/assert.ts";
import { unwrap } from "../../src/base/result.ts";
import type { ClipManifest } from "../../src/domain/speech/clip-manifest.ts";
import { readManifest } from "../../src/domain/speech/clip-manifest.ts";
import { readRecordingsFile } from "../../src/domain/speech/recordings-file.ts";
import { readKioskConfig } from "../fixtures/kiosk-config.ts";
import { Counter } from "./support/counter.ts";
import { heardOn, listenTo } from "./support/heard.ts";
import { Stick } from "./support/stick.ts";
import { patience } from "./support/patience.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const recorded = "Mau mengurus apa? Sentuh gambarnya.";
const notRecorded = "Surat yang perlu dibawa";

const shaOf = ({ clips }: ClipManifest, sentence: string): string =>
  definite(clips.find((clip) => clip.sentence === sentence)?.sha256, sentence);

/** A copy of kiosk-config where somebody has spoken one sentence in Javanese; gives the sum of that recording. */
function withOneRecording(configDir: string, indonesian: ClipManifest): string {
  cpSync(join(root, "kiosk-config"), configDir, { recursive: true });
  const clip = definite(
    indonesian.clips.find(({ sentence }) => sentence === recorded),
    recorded,
  );
  // Any other sound stands for it: what matters is which file is heard.
  const other = definite(
    indonesian.clips.find(({ sentence }) => sentence === "sebelas"),
    "another clip",
  );
  const sound = readFileSync(join(root, "kiosk-config/audio/id", other.file));
  const sha256 = createHash("sha256").update(sound).digest("hex");
  mkdirSync(join(configDir, "audio/jv"), { recursive: true });
  writeFileSync(join(configDir, "audio/jv", clip.file), sound);
  const own = { ...clip, bytes: sound.byteLength, sha256, source: "human", confidence: "high" };
  writeFileSync(join(configDir, "audio/jv.json"), JSON.stringify({ language: "jv", clips: [own] }));
  return sha256;
}

/** Writes other bytes over every pack on the tablet's disk; gives how many there are. */
const spoilPacks = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const disk = await caches.open("loket-voice");
    const packs = await disk.keys();
    for (const pack of packs) await disk.put(pack, new Response("spoilt"));
    return packs.length;
  });

const countPacks = (page: Page): Promise<number> =>
  page.evaluate(async () => (await (await caches.open("loket-voice")).keys()).length);

it("a question is read aloud without signal, and what nobody recorded in Javanese is said in Indonesian", async () => {
  const indonesian = unwrap(readManifest(readKioskConfig(), "id"));
  const folder = mkdtempSync(join(tmpdir(), "loket-voices-"));
  try {
    const configDir = join(folder, "kiosk-config");
    const javanese = withOneRecording(configDir, indonesian);
    await using counter = await Counter.open({ configDir });
    const { tablet, district } = counter;
    await tablet.press(/^Alat dan pengaturan/);
    await tablet.press(/^Suara/);
    await tablet.press("Unduh sekarang");
    await tablet.page.getByText("Suara sudah ada di tablet ini").waitFor();

    // The signal is gone, and the tablet begins anew from its own disk.
    await district.kill();
    await listenTo(tablet.page);
    await tablet.page.reload();
    await tablet.unlock();
    await tablet.press(/^Permohonan baru/);
    await tablet.press("Dengarkan");
    await expect.poll(() => heardOn(tablet.page), patience).toContain(javanese);
    await tablet.press(/^KTP/);
    await tablet.press(/^KTP hilang/);
    await tablet.title("KTP hilang").waitFor();
    await tablet.press("Dengarkan");
    await expect.poll(() => heardOn(tablet.page), patience).toContain(shaOf(indonesian, notRecorded));
    await tablet.press("Mulai isi");
    await tablet.press("Dengarkan");
    const question = await tablet.page.locator("h2").innerText();
    await expect.poll(() => heardOn(tablet.page), patience).toContain(shaOf(indonesian, question));

    // A pack the disk has spoilt is not played: it is thrown away, to be fetched again.
    const held = await spoilPacks(tablet.page);
    await tablet.press("Dengarkan");
    await expect.poll(() => countPacks(tablet.page), patience).toBeLessThan(held);

    // Somebody of the village speaks the first sentence there is: it is heard here at once, marked as not accepted yet.
    await tablet.later();
    await tablet.press(/^Alat dan pengaturan/);
    await tablet.press(/^Suara/);
    await tablet.press("Rekam suara");
    await tablet.press("Mulai");
    await tablet.press("Rekam");
    await tablet.page.getByText("Sedang merekam").waitFor();
    await tablet.press("Berhenti");
    await tablet.press("Simpan");
    await tablet.button("Rekam").waitFor();
    await tablet.press("Kembali");
    await tablet.page.getByText("Belum disetujui Dindukcapil").waitFor();
    using stick = new Stick();
    // Nobody answers the browser's own question where to put it.
    await tablet.page.evaluate(() => Reflect.deleteProperty(globalThis, "showSaveFilePicker"));
    const { path } = await stick.take(tablet.page, () => tablet.press("Simpan ke berkas"));
    const { recordings } = unwrap(readRecordingsFile(readFileSync(path, "utf8")));
    expect(recordings).toMatchObject([{ language: "jv", recordedBy: tablet.officer }]);
    expect(counter.browser.watched).toEqual({ strangers: [], violations: [] });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
