/** What a tablet filed in the name it had while its key waited: neither lost nor displaced when that device was revoked. */
import { describe, expect, it } from "vitest";
import { unwrap } from "../../base/result.ts";
import type { MemoryDistrict } from "../../../tests/support/memory-district.ts";
import { makeMemoryDistrict, otherVillage, testVillage } from "../../../tests/support/memory-district.ts";
import type { TestTablet } from "../../../tests/support/test-tablet.ts";
import {
  certificateOf,
  enrolmentBytes,
  enrolTablet,
  makeTablet,
  makeTabletKeys,
  receiptOf,
} from "../../../tests/support/test-tablet.ts";
import { encodeSlip, encodeSlipClaim } from "../../protocol/slip.ts";
import { encodeSlipItem } from "../../protocol/bundle.ts";
import { slipSignatureInput } from "../../protocol/signing-inputs.ts";
import { keyId } from "../../crypto/hash.ts";
import { signWith } from "../../crypto/signing.ts";
import { deviceOf, enrol, issueCode } from "../enrolment/enrol.ts";

/** A tablet whose key is lost files on in its device's name under a new one that nobody has certified. */
async function waitingTablet() {
  const district = await makeMemoryDistrict();
  const before = await enrolTablet(district);
  const keys = await makeTabletKeys();
  const waiting = makeTablet({ district, ...keys, device: before.device, certificate: undefined });
  return { district, before, waiting };
}

const revoke = async (district: MemoryDistrict, { serial }: { readonly serial: number }) =>
  district.ledger.append({ kind: "revoked", serial, reason: "lost", held: [], at: district.clock.now() });

/** The officer types a code: the tablet is certified again, as whatever device the district makes of it. */
async function enrolAgain(
  district: MemoryDistrict,
  waiting: TestTablet,
  older: TestTablet,
  village: string = testVillage.code,
): Promise<TestTablet> {
  const { code } = await issueCode(district, village);
  const bytes = await enrolmentBytes(code, waiting, [older.signing.publicKey]);
  const certificate = certificateOf(unwrap(await enrol(district, bytes)));
  const device = await deviceOf(waiting.signing.publicKey);
  return makeTablet({ ...waiting, device, certificate });
}

const rowOf = (district: MemoryDistrict, digest: Uint8Array<ArrayBuffer>) =>
  district.storage.transaction((tx) => tx.entries.find(digest));

describe("what was filed in the name of a device that was revoked before it was enrolled again", () => {
  it("is held and receipted, and is for people to look at", async () => {
    const { district, before, waiting } = await waitingTablet();
    const entry = await waiting.file();
    await revoke(district, { serial: 1 });
    const now = await enrolAgain(district, waiting, before);
    const reply = await now.exchange([await waiting.run([entry], "each")]);
    expect(reply.problem).toBeUndefined();
    expect(receiptOf(reply, entry)).toBe("quarantined");
    expect(await rowOf(district, entry.digest)).toMatchObject({ reason: "after-revocation", standing: "set-aside" });
  });

  it("is so from the shelf, too", async () => {
    const { district, before, waiting } = await waitingTablet();
    const entry = await waiting.file();
    await waiting.exchange([await waiting.run([entry])]);
    await revoke(district, { serial: 1 });
    await enrolAgain(district, waiting, before);
    expect(await rowOf(district, entry.digest)).toMatchObject({ reason: "after-revocation" });
  });

  it("is known after the ledger was read again", async () => {
    const { district, before, waiting } = await waitingTablet();
    const entry = await waiting.file();
    await revoke(district, { serial: 1 });
    const now = await enrolAgain(district, waiting, before);
    const restored = await makeMemoryDistrict({ keys: district.keys, ledgerFile: district.ledgerFile });
    const reply = await makeTablet({ ...now, district: restored }).exchange([await waiting.run([entry])]);
    expect(receiptOf(reply, entry)).toBe("quarantined");
  });

  it("is judged by its village when the tablet has only moved", async () => {
    const { district, before, waiting } = await waitingTablet();
    const entry = await waiting.file();
    const now = await enrolAgain(district, waiting, before, otherVillage.code);
    const reply = await now.exchange([await waiting.run([entry])]);
    expect(receiptOf(reply, entry)).toBe("quarantined");
    expect(await rowOf(district, entry.digest)).toMatchObject({ reason: "village-right" });
  });

  it("names the gaps of its former logs", async () => {
    const { district, before, waiting } = await waitingTablet();
    await revoke(district, { serial: 1 });
    const now = await enrolAgain(district, waiting, before, otherVillage.code);
    const head = { device: before.device, logId: new Uint8Array(8).fill(5), seq: 3, runningHash: new Uint8Array(8) };
    await now.exchange([], { heads: [head] });
    expect(district.ledger.state.findHead(before.device, head.logId)?.seq).toBe(3);
  });
});

describe("a thief with the key of another tablet", () => {
  it("announces no head by a slip in another device's name, and does in his own", async () => {
    const { district, before } = await waitingTablet();
    const thief = await enrolTablet(district);
    const logId = new Uint8Array(8).fill(6);
    const slipOf = async (device: typeof before.device) => {
      const signingKeyId = await keyId(thief.signing.publicKey);
      const place = { logId, seq: 9, applicationId: new Uint8Array(16), runningHash: new Uint8Array(8) };
      const body = encodeSlipClaim({ device, signingKeyId, ...place });
      const signature = await signWith(thief.signing, slipSignatureInput({ regency: district.regency, device }, body));
      return encodeSlipItem(encodeSlip({ body, signature }));
    };
    await thief.exchange([await slipOf(before.device), await slipOf(thief.device)]);
    expect(district.ledger.state.findHead(before.device, logId)).toBeUndefined();
    expect(district.ledger.state.findHead(thief.device, logId)?.seq).toBe(9);
  });

  it("leaves nothing on the shelf that counts in the name of a device it was not", async () => {
    const { district, before, waiting } = await waitingTablet();
    const planted = await waiting.file();
    await waiting.exchange([await waiting.run([planted])]);
    expect(waiting.device).toEqual(before.device);
    // Whoever typed this code does not name that device as what the tablet was.
    const { code } = await issueCode(district, testVillage.code);
    unwrap(await enrol(district, await enrolmentBytes(code, waiting)));
    expect(await rowOf(district, planted.digest)).toBeUndefined();
  });
});
