/** Official forms out of the vault: from a draft, from what was filed, for 48 hours, and never while it is locked. */
import { describe, expect, it } from "vitest";
import { definite } from "../../src/base/assert.ts";
import { vaultCopyMs } from "../../src/base/limits.ts";
import { unwrap } from "../../src/base/result.ts";
import { readPdf } from "../support/read-pdf.ts";
import { enrolledTablet, file, makeDraft, useDistrict, waitMsMax } from "../support/worker-tablet.ts";

const wordsOf = async (pdf: Blob): Promise<string> =>
  readPdf(new Uint8Array(await pdf.arrayBuffer()))
    .join(" ")
    .replaceAll(/\s/g, "");

describe("printed forms", { timeout: waitMsMax }, () => {
  useDistrict();

  it("come from a draft before it is sent, and from the copy afterwards with its number", async () => {
    const tablet = await enrolledTablet();
    const draft = await makeDraft(tablet, "f1");
    unwrap(await tablet.api.saveDraft(draft));
    const before = unwrap(await tablet.api.printForms({ draftId: draft.id }, undefined));
    expect(before.forms).toContain("F-2.01");
    const child = String(draft.answers["child.name"]).toUpperCase().replaceAll(" ", "");
    expect(await wordsOf(before.file)).toContain("Belumdikirim");

    const { slip, draft: sent } = await file(tablet, "f2");
    const after = unwrap(await tablet.api.printForms({ applicationId: slip.applicationId }, undefined));
    expect(after.name).toContain(slip.code.replaceAll("-", ""));
    const words = await wordsOf(after.file);
    expect(words).toContain(`Permohonan${slip.code}`);
    expect(words).toContain(String(sent.answers["reporter.nik"]));
    expect(child).not.toBe("");
  });

  it("are not to be had from a locked tablet, nor when the copy is gone", async () => {
    const tablet = await enrolledTablet();
    const { slip } = await file(tablet, "f3");
    const of = { applicationId: slip.applicationId };
    const row = definite(await tablet.database.get("copies", slip.applicationId), "a copy");
    await tablet.database.transact([], () => [{ table: "copies", put: { ...row, at: row.at - vaultCopyMs - 1 } }]);
    expect(await tablet.api.printForms(of, undefined)).toMatchObject({ code: "no-copy" });
    await tablet.database.transact([], () => [{ table: "copies", put: row }]);
    expect(await tablet.api.printForms(of, undefined)).toMatchObject({ ok: true });
    await tablet.api.lock();
    expect(await tablet.api.printForms(of, undefined)).toMatchObject({ code: "locked" });
  });
});
