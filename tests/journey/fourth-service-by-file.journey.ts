/** A service is a file: the district adds one, starts its server again, and every tablet can file it. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { unwrap } from "../../src/base/result.ts";
import type { Configuration } from "../../src/domain/configuration/configuration.ts";
import { makeConfiguration } from "../../src/domain/configuration/make-configuration.ts";
import { readKioskConfig } from "../fixtures/kiosk-config.ts";
import { Counter } from "./support/counter.ts";
import { fileApplication } from "./support/file-application.ts";
import { expectHeld, expectSaid, waitUntilGreen } from "./support/oracle.ts";
import { patience } from "./support/patience.ts";
import type { Tablet } from "./support/tablet.ts";
import { visitOf } from "./support/people.ts";

const id = "kia-new";

it("a fourth service is added by a file and a restart, with no rebuild", async () => {
  using copy = copyOfConfig();
  await using counter = await Counter.open({ configDir: copy.dir });
  const { district, tablet } = counter;
  expect(await servicesNamed(tablet, /^Kartu bayi/)).toBe(0);

  const newer = addService(copy.dir);
  await district.stop();
  await district.start();
  await tablet.openOutbox();
  await tablet.sendNow();
  await tablet.goHome();
  await expect.poll(() => servicesNamed(tablet, /^Kartu bayi/), patience).toBe(1);

  const visit = visitOf(id, 81, {}, newer);
  const slip = await fileApplication(tablet, visit);
  await tablet.takeBack();
  await waitUntilGreen(tablet, 1);
  await expectHeld(district, { slips: [slip.code] });
  await expectSaid(district, slip.code, visit);
});

/** How many services of "Bayi lahir" have such a name; begins and ends at home. */
async function servicesNamed(tablet: Tablet, name: RegExp): Promise<number> {
  await tablet.press(/^Permohonan baru/);
  await tablet.press(/^Bayi lahir/);
  await tablet
    .button(/^Akta|^Tambah anak/)
    .first()
    .waitFor();
  const count = await tablet.button(name).count();
  await tablet.press("Kembali");
  await tablet.goHome();
  return count;
}

function copyOfConfig(): Disposable & { readonly dir: string } {
  const dir = mkdtempSync(join(tmpdir(), "loket-config-"));
  cpSync(fileURLToPath(new URL("../../kiosk-config", import.meta.url)), dir, { recursive: true });
  return { dir, [Symbol.dispose]: () => rmSync(dir, { recursive: true, force: true }) };
}

/** Writes the file of the service and its name on the card; gives what the district will make of it. */
function addService(dir: string): Configuration {
  const file = `services/${id}.json`;
  const events = readKioskConfig()["life-events.json"] as readonly {
    readonly id: string;
    readonly services: readonly string[];
  }[];
  const cards = events.map((each) => (each.id === "birth" ? { ...each, services: [...each.services, id] } : each));
  writeFileSync(join(dir, file), JSON.stringify(childCard));
  writeFileSync(join(dir, "life-events.json"), JSON.stringify(cards));
  const files = { ...readKioskConfig(), [file]: childCard, "life-events.json": cards };
  return unwrap(makeConfiguration(files, "33.29", 2));
}

const childCard = {
  id,
  officialName: "Kartu Identitas Anak baru",
  label: "Kartu bayi baru",
  summary: "Kartu untuk anak di bawah 17 tahun.",
  forms: ["F-1.02"],
  legalBasis: ["Permendagri 2/2016"],
  whoMayApply: "Orang tua atau wali.",
  output: "KIA",
  serviceTime: "Biasanya 2 hari kerja.",
  afterFiling: ["Berkas dikirim ke Dindukcapil kalau ada sinyal."],
  tasks: [
    {
      id: "child",
      title: "Anak",
      questions: [
        { id: "child.name", kind: "name", rule: "existing", ask: "Siapa nama lengkap anak?", label: "Nama anak" },
        { id: "child.nik", kind: "nik", ask: "Berapa NIK anak?", label: "NIK anak" },
        {
          id: "child.is-five",
          kind: "yes-no",
          ask: "Apakah anak sudah berumur lima tahun?",
          label: "Sudah lima tahun",
        },
      ],
    },
  ],
  requirements: [
    { id: "kk", name: "Kartu Keluarga", level: "wajib", capture: "photo", mayFollow: true },
    {
      id: "pas-foto",
      name: "Pas foto anak",
      level: "kondisional",
      capture: "photo",
      mayFollow: true,
      when: { op: "equals", field: "child.is-five", value: true },
    },
  ],
  fixedValues: [],
  roles: { applicantName: "child.name", applicantNik: "child.nik" },
  statement: "truth-statement",
  privacyNotice: "privacy-notice",
};
