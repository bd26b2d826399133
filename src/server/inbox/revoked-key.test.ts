/** The district revokes one of its own signing keys: its tablets go on, and its words reach them signed anew. */
import { describe, expect, it } from "vitest";
import { verifyWord } from "../../crypto/district-words.ts";
import { noticeId } from "../../crypto/hash.ts";
import { makeSigningKey } from "../../crypto/signing.ts";
import { keyAlgorithms } from "../../protocol/keys.ts";
import { parseSigned } from "../../protocol/signed.ts";
import { NO_DEVICE, tags } from "../../protocol/tags.ts";
import { unwrap } from "../../base/result.ts";
import type { MemoryDistrict } from "../../../tests/support/memory-district.ts";
import { makeMemoryDistrict, testVillage } from "../../../tests/support/memory-district.ts";
import { chunksOf, enrolTablet, makeTablet, receiptOf } from "../../../tests/support/test-tablet.ts";
import { publishNotice } from "../notices/publish.ts";
import { receiveBundle } from "./receive.ts";

/** The same district with a new key to sign, the old one revoked. */
async function afterRevocation(district: MemoryDistrict): Promise<MemoryDistrict> {
  const { keys } = district;
  const signing = await makeSigningKey(keyAlgorithms.ed25519, { extractable: false });
  const olds = keys.keyring.keys.map((key) => (key.use === "sign" ? { ...key, state: "revoked" as const } : key));
  const fresh = { use: "sign", state: "active", key: signing.publicKey, from: 0 } as const;
  const keyring = { ...keys.keyring, number: keys.keyring.number + 1, keys: [...olds, fresh] };
  return { ...district, keys: { ...keys, keyring, signing } };
}

describe("after the district has revoked the key its certificates were signed with", () => {
  it("a tablet is believed as long as the ledger has its certificate word for word", async () => {
    const before = await makeMemoryDistrict();
    const tablet = await enrolTablet(before);
    const district = await afterRevocation(before);
    const entry = await tablet.file();
    const reply = await makeTablet({ ...tablet, district }).exchange([await tablet.run([entry])]);
    expect(receiptOf(reply, entry)).toBe("complete");
    expect(reply.keyring).toBeDefined();
  });

  it("a certificate that the ledger does not have is nobody's", async () => {
    const [before, other] = [await makeMemoryDistrict(), await makeMemoryDistrict()];
    await enrolTablet(before);
    // Made with the stolen key: the serial is taken, the bytes are not those of the ledger.
    const forger = await enrolTablet({ ...other, keys: before.keys });
    const district = await afterRevocation(before);
    const { status } = await receiveBundle(district, chunksOf([await forger.header()]));
    expect(status).toBe(403);
  });

  it("notices and neighbours' certificates are said anew, the same notice under the same id", async () => {
    const before = await makeMemoryDistrict();
    const [tablet, neighbour] = [await enrolTablet(before), await enrolTablet(before)];
    const notice = {
      village: testVillage.number,
      applicationId: new Uint8Array(16).fill(1),
      inEffect: new Uint8Array(32).fill(2),
      stage: "accepted",
      targets: [],
      at: 1,
    };
    const { id } = await before.storage.transaction((tx) => publishNotice(tx, before, notice));
    const district = await afterRevocation(before);
    const reply = await makeTablet({ ...tablet, district }).exchange([]);
    const [said] = reply.notices.map((bytes) => unwrap(parseSigned(bytes, 4096)));
    expect(said && (await noticeId(said.body))).toEqual(id);
    const scope = { regency: district.regency, device: NO_DEVICE };
    const options = { allowSuperseded: true };
    expect(said && (await verifyWord(district.keys.keyring, tags.notice, scope, said, options))).toBe(true);
    const last = unwrap(parseSigned(reply.neighbours.at(-1) ?? new Uint8Array(0), 1024));
    const ofNeighbour = { regency: district.regency, device: neighbour.device };
    expect(await verifyWord(district.keys.keyring, tags.certificate, ofNeighbour, last, options)).toBe(true);
  });
});
