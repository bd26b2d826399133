/** What the district sets aside says so on the tablet, with its reason and whether it must be filled in again. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Counter } from "./support/counter.ts";
import { fileApplication } from "./support/file-application.ts";
import { patience } from "./support/patience.ts";
import { visitOf } from "./support/people.ts";
import { revokeTablets } from "./support/revoke-tablets.ts";

it("an application filed on a tablet that was revoked is held, and the tablet says why it was set aside", async () => {
  const folder = mkdtempSync(join(tmpdir(), "loket-set-aside-"));
  try {
    await using counter = await Counter.open({ folder });
    const { district, tablet } = counter;
    await revokeTablets(folder);
    const { code } = await fileApplication(tablet, visitOf("ktp-el-lost", 33, { "applicant.is-owner": true }));
    await tablet.takeBack();
    await tablet.openOutbox();
    await expect.poll(() => tablet.outboxStates(), patience).toEqual(["quarantined"]);
    await tablet.page
      .locator(`li.row[data-code="${code}"]`)
      .getByText("Disisihkan kabupaten: dikirim setelah tablet dicabut. Tidak perlu diisi ulang")
      .waitFor();
    expect(await district.status()).toMatchObject({ entriesHeld: 1, cases: 0, quarantined: 1 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
