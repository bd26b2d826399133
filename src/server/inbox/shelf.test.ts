/** The shelf under unknown keys: bounded, and nobody fills it for all. */
import { describe, expect, it } from "vitest";
import { shelfEntriesMax } from "../../base/limits.ts";
import type { MemoryDistrict } from "../../../tests/support/memory-district.ts";
import { makeMemoryDistrict, testVillage } from "../../../tests/support/memory-district.ts";
import type { FiledEntry, TestTablet } from "../../../tests/support/test-tablet.ts";
import { chunksOf, enrolTablet, makeTablet, makeTabletKeys } from "../../../tests/support/test-tablet.ts";
import { deviceOf } from "../enrolment/enrol.ts";
import { receiveBundle } from "./receive.ts";
import { networkOf, putOnShelf, shelfOrigin } from "./shelf.ts";

const held = (district: MemoryDistrict) => district.storage.transaction(async (tx) => (await tx.status()).entriesHeld);

describe("the shelf", () => {
  /** A tablet under a key of its own making, as anybody can have them by the thousand. */
  async function stranger(district: MemoryDistrict): Promise<TestTablet> {
    const keys = await makeTabletKeys();
    return makeTablet({ district, ...keys, device: new Uint8Array(16).fill(9), certificate: undefined });
  }

  const knock = async (district: MemoryDistrict, tablet: TestTablet, entry: FiledEntry, address: string) =>
    receiveBundle(district, chunksOf([await tablet.header(), await tablet.run([entry])]), { road: "network", address });

  it("that strangers fill with keys of their own keeps the place of an honest tablet that lost its key", async () => {
    const district = await makeMemoryDistrict();
    const keys = await makeTabletKeys();
    const device = await deviceOf(keys.signing.publicKey);
    const honest = makeTablet({ district, ...keys, device, certificate: undefined });
    const entry = await honest.file();
    await knock(district, honest, entry, "10.0.0.1");
    for (let flood = 0; flood < 3; flood += 1) {
      const one = await stranger(district);
      const item = await one.run([await one.file()]);
      const origin = await shelfOrigin(district, undefined, `192.0.2.${flood}`);
      const signingKeyId = new Uint8Array(8).fill(flood + 1);
      await district.storage.transaction((tx) =>
        putOnShelf(tx, { item, signingKeyId, entries: shelfEntriesMax - 1, origin, at: 1 }),
      );
    }
    expect(await district.storage.transaction((tx) => tx.shelf.count())).toBeLessThanOrEqual(shelfEntriesMax);
    await enrolTablet(district, testVillage.code, keys);
    const enrolled = await enrolTablet(district);
    await enrolled.exchange([]);
    expect(await held(district)).toBe(1);
  });

  it("counts one network as one, however many addresses it has", async () => {
    expect(["10.1.2.3", "10.1.2.77", "::ffff:10.1.2.5"].map(networkOf)).toEqual(["10.1.2", "10.1.2", "10.1.2"]);
    expect(["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::9", "2001:db8::1"].map(networkOf)).toEqual([
      "2001:db8:1:2",
      "2001:db8:1:2",
      "2001:db8:0:0",
    ]);
  });
});
