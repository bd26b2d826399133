/** The way down: one stream per village, told by cursor, told again when the epoch rises, taken back when it was lost. */
import { describe, expect, it } from "vitest";
import { toHex } from "../../base/bytes.ts";
import { unwrap } from "../../base/result.ts";
import { verifyWord } from "../../crypto/district-words.ts";
import { encodeNoticeItem } from "../../protocol/bundle.ts";
import type { Notice } from "../../protocol/notice.ts";
import { noticeBytesMax, parseNotice } from "../../protocol/notice.ts";
import { parseSigned } from "../../protocol/signed.ts";
import { NO_DEVICE, tags } from "../../protocol/tags.ts";
import type { MemoryDistrict } from "../../../tests/support/memory-district.ts";
import { makeMemoryDistrict, otherVillage, testRegency, testVillage } from "../../../tests/support/memory-district.ts";
import { enrolTablet, makeTablet, standOf } from "../../../tests/support/test-tablet.ts";
import { publishNotice } from "./publish.ts";
import { takeReturnedNotice } from "../inbox/take-slip.ts";

const notice = (fill: number, village: number = testVillage.number): Notice => ({
  village,
  applicationId: new Uint8Array(16).fill(fill),
  inEffect: new Uint8Array(32).fill(fill),
  stage: "accepted",
  targets: [],
  at: 1000 + fill,
});

const publish = (district: MemoryDistrict, what: Notice) =>
  district.storage.transaction((tx) => publishNotice(tx, district, what));

const told = (notices: readonly Uint8Array[]): readonly number[] =>
  notices.map((signed) => unwrap(parseNotice(unwrap(parseSigned(signed, noticeBytesMax)).body)).at - 1000);

describe("notices", () => {
  it("are signed by the district and go to the tablets of their village only", async () => {
    const district = await makeMemoryDistrict();
    const [mine, other] = [await enrolTablet(district), await enrolTablet(district, otherVillage.code)];
    await publish(district, notice(1));
    const { notices } = await mine.exchange([]);
    expect(told(notices)).toEqual([1]);
    const signed = unwrap(parseSigned(notices[0] ?? new Uint8Array(0), noticeBytesMax));
    const scope = { regency: testRegency, device: NO_DEVICE };
    const options = { allowSuperseded: false };
    expect(await verifyWord(district.keys.keyring, tags.notice, scope, signed, options)).toBe(true);
    expect((await other.exchange([])).notices).toEqual([]);
  });

  it("are told from the cursor on, and again from the start under another epoch", async () => {
    const district = await makeMemoryDistrict();
    const tablet = await enrolTablet(district);
    await publish(district, notice(1));
    const first = await tablet.exchange([]);
    await publish(district, notice(2));
    const second = await tablet.exchange([], { cursor: first.cursor });
    expect([first.cursor, told(second.notices), second.cursor]).toEqual([
      { epoch: 1, position: 1 },
      [2],
      { epoch: 1, position: 2 },
    ]);
    await district.ledger.append({ kind: "epoch", epoch: 2, why: "restore", at: 1 });
    const third = await tablet.exchange([], { cursor: second.cursor });
    expect([told(third.notices), third.cursor]).toEqual([[1, 2], { epoch: 2, position: 2 }]);
  });

  it("that the district has lost are taken back from a tablet, once, and kept apart from its own", async () => {
    const district = await makeMemoryDistrict();
    const tablet = await enrolTablet(district);
    const { id } = await publish(district, notice(1));
    const [signed] = (await tablet.exchange([])).notices;
    const { keys, ledgerFile, clock } = district;
    const restored = await makeMemoryDistrict({ keys, ledgerFile, clock });
    const again = makeTablet({ ...tablet, district: restored });
    const item = encodeNoticeItem(signed ?? new Uint8Array(0));
    await again.exchange([item, item]);
    const rows = await restored.storage.transaction((tx) => tx.notices.listAfter(testVillage.number, 0, 10));
    expect(rows.map((row) => [toHex(row.id), row.origin])).toEqual([[toHex(id), "returned"]]);
  });

  it("that were spoilt on the way back are named as a problem, those under a revoked key are passed over", async () => {
    const district = await makeMemoryDistrict();
    const tablet = await enrolTablet(district);
    await publish(district, notice(1));
    const [signed = new Uint8Array(0)] = (await tablet.exchange([])).notices;
    const { keys, ledgerFile, clock } = district;
    const returnTo = async (revoked: boolean, bytes: typeof signed) => {
      const ring = { ...keys.keyring, keys: keys.keyring.keys.map((key) => ({ ...key, state: "revoked" as const })) };
      const restored = await makeMemoryDistrict({ keys, ledgerFile, clock });
      const asOfNow = revoked ? { ...restored, keys: { ...keys, keyring: ring } } : restored;
      return takeReturnedNotice(asOfNow, bytes);
    };
    const spoilt = signed.slice();
    spoilt[40] = (spoilt[40] ?? 0) ^ 1;
    expect(await returnTo(false, spoilt)).toBe("signature-invalid");
    expect(await returnTo(false, signed.slice(0, 20))).toBe("malformed");
    expect(await returnTo(true, signed)).toBeUndefined();
    expect(await returnTo(false, signed)).toBeUndefined();
    expect((await tablet.exchange([encodeNoticeItem(spoilt)])).problem).toBe("signature-invalid");
  });

  it("raise the epoch when a stand shows one that this store does not have, though no application was lost", async () => {
    const district = await makeMemoryDistrict();
    const [tablet, neighbour] = [await enrolTablet(district), await enrolTablet(district)];
    await publish(district, notice(1));
    const before = await neighbour.exchange([]);
    await publish(district, notice(2));
    const after = await tablet.exchange([]);
    const { keys, ledgerFile, clock } = district;
    const rolledBack = await makeMemoryDistrict({ keys, ledgerFile, clock });
    await publish(rolledBack, notice(1));
    await publish(rolledBack, notice(3));
    const still = await makeTablet({ ...neighbour, district: rolledBack }).exchange([], { stand: before.stand });
    expect(standOf(still).epoch).toBe(1);
    const raised = await makeTablet({ ...tablet, district: rolledBack }).exchange([], {
      stand: after.stand,
      cursor: after.cursor,
    });
    expect([standOf(raised).epoch, raised.cursor, raised.notices.length]).toEqual([2, { epoch: 2, position: 2 }, 2]);
  });

  it("beyond the end of a stream are no cursor, and raise nothing without the district's own signature", async () => {
    const district = await makeMemoryDistrict();
    const tablet = await enrolTablet(district);
    await publish(district, notice(1));
    const reply = await tablet.exchange([], { cursor: { epoch: 1, position: 9 } });
    expect([told(reply.notices), reply.cursor, standOf(reply).epoch]).toEqual([[1], { epoch: 1, position: 1 }, 1]);
  });

  it("that nobody of this district signed are not taken", async () => {
    const [district, stranger] = [await makeMemoryDistrict(), await makeMemoryDistrict()];
    const tablet = await enrolTablet(district);
    await publish(stranger, notice(1));
    const foreign = (await (await enrolTablet(stranger)).exchange([])).notices[0] ?? new Uint8Array(0);
    await tablet.exchange([encodeNoticeItem(foreign)]);
    expect((await tablet.exchange([])).notices).toEqual([]);
  });
});
