import { expect, it } from "vitest";
import { makeMemoryDistrict, testVillage } from "../../../tests/support/memory-district.ts";
import { enrolTablet } from "../../../tests/support/test-tablet.ts";
import { toHex } from "../../base/bytes.ts";
import { HOUR_MS } from "../../base/limits.ts";
import { readDevice, readRegencyHealth } from "./facts.ts";

const logId = new Uint8Array(8).fill(5);
const head = (seq: number) => ({ logId, seq, runningHash: new Uint8Array(8).fill(seq) });

// Failures F25.
it("what a tablet announced and did not bring is known from its first exchange on, by place and since when", async () => {
  const district = await makeMemoryDistrict();
  const tablet = await enrolTablet(district);
  const first = await tablet.file({ logId, seq: 1 });
  const announced = district.clock.now();
  await tablet.exchange([], { heads: [head(2)] });
  district.clock.advance(HOUR_MS);
  await tablet.exchange([await tablet.run([first])], { heads: [head(4)], report: { batteryPercent: 80 } });
  const health = await readRegencyHealth(district);
  expect(health.villages.find((village) => village.village === testVillage.code)).toMatchObject({
    state: "holding",
    missing: 3,
    oldestMissingSince: announced,
    lastSeenAt: district.clock.now(),
    devices: [toHex(tablet.device)],
  });
  expect(health).toMatchObject({
    entriesToday: 1,
    waitingForPhotos: 0,
    quarantined: 0,
    lastVerifiedBackupAt: undefined,
  });
  expect(await readDevice(district, toHex(tablet.device))).toMatchObject({
    village: testVillage.code,
    report: { batteryPercent: 80 },
    isRevoked: false,
    entriesHeld: 1,
    logs: [{ log: toHex(logId), announced: 4, held: 1, missing: [[2, 4]] }],
  });
});

it("a tablet that was only enrolled has a page, a stranger has none", async () => {
  const district = await makeMemoryDistrict();
  const tablet = await enrolTablet(district);
  expect(await readDevice(district, toHex(tablet.device))).toMatchObject({ lastSeenAt: 0, logs: [], report: {} });
  expect(await readDevice(district, "00")).toBeUndefined();
});
