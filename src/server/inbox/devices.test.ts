/** What a tablet is told again: from where it says it stands, never from where the district believes it to be. */
import { describe, expect, it } from "vitest";
import { definite } from "../../base/assert.ts";
import { makeMemoryDistrict } from "../../../tests/support/memory-district.ts";
import { enrolTablet, receiptOf } from "../../../tests/support/test-tablet.ts";

/** An entry that was complete, and set aside since: the tablet was told both, and showed that the word had arrived. */
async function toldTablet() {
  const district = await makeMemoryDistrict();
  const tablet = await enrolTablet(district);
  const entry = await tablet.file();
  const first = await tablet.exchange([await tablet.run([entry])]);
  const { through: before } = definite(first.changes, "where the tablet stands now");
  await district.storage.transaction((tx) => tx.entries.change(entry.digest, { state: "quarantined" }));
  district.clock.advance(1000);
  const second = await tablet.exchange([], { changesThrough: { epoch: 1, position: before } });
  const { through } = definite(second.changes, "where the tablet stands now");
  district.clock.advance(1000);
  return { district, tablet, entry, before, second, through };
}

describe("state changes", () => {
  it("are told once to a tablet that goes on from there", async () => {
    const { tablet, entry, before, second, through } = await toldTablet();
    expect(receiptOf(second, entry)).toBe("quarantined");
    expect(second.changes).toEqual({ after: before, through });
    const quiet = await tablet.exchange([], { stand: second.stand, changesThrough: { epoch: 1, position: through } });
    expect(receiptOf(quiet, entry)).toBeUndefined();
    expect(quiet.changes).toBeUndefined();
  });

  it("say why an entry was set aside", async () => {
    const { district, tablet, entry, through } = await toldTablet();
    const change = { state: "quarantined", reason: "form-unknown" } as const;
    await district.storage.transaction((tx) => tx.entries.change(entry.digest, change));
    const reply = await tablet.exchange([], { changesThrough: { epoch: 1, position: through } });
    expect(reply.reasons).toEqual([{ digest: entry.prefix, reason: "form-unknown" }]);
    await district.storage.transaction((tx) => tx.entries.change(entry.digest, { state: "complete", reason: null }));
    expect((await tablet.exchange([])).reasons).toBeUndefined();
  });

  it("are told again to one whose database fell back, though it shows the newest stand", async () => {
    const { tablet, entry, before, second } = await toldTablet();
    const again = await tablet.exchange([], { stand: second.stand, changesThrough: { epoch: 1, position: before } });
    expect(receiptOf(again, entry)).toBe("quarantined");
  });

  it("are told once to a tablet of an older version, by the stand it shows back", async () => {
    const { tablet, entry, second } = await toldTablet();
    expect(receiptOf(await tablet.exchange([], { stand: second.stand }), entry)).toBeUndefined();
  });

  it("count from the lower of both numbers when the tablet's is of another epoch", async () => {
    const { tablet, entry, before, second } = await toldTablet();
    const ofOld = { stand: second.stand, changesThrough: { epoch: 0, position: before } };
    expect(receiptOf(await tablet.exchange([], ofOld), entry)).toBe("quarantined");
    const ahead = { stand: second.stand, changesThrough: { epoch: 0, position: 1_000_000 } };
    expect(receiptOf(await tablet.exchange([], ahead), entry)).toBeUndefined();
  });
});
