/** The rules of enrolment: one code, one tablet, and a lost answer costs nothing. */
import { describe, expect, it } from "vitest";
import { enrolmentCodeMs } from "../../base/limits.ts";
import { unwrap } from "../../base/result.ts";
import { openCertificate, openKeyring, verifyWord } from "../../crypto/district-words.ts";
import { keyId } from "../../crypto/hash.ts";
import { parseEnrolmentAnswer } from "../../protocol/enrolment.ts";
import { parseSigned } from "../../protocol/signed.ts";
import { NO_DEVICE, tags } from "../../protocol/tags.ts";
import type { MemoryDistrict } from "../../../tests/support/memory-district.ts";
import { makeMemoryDistrict, otherVillage, testVillage } from "../../../tests/support/memory-district.ts";
import {
  certificateOf,
  enrolmentBytes,
  enrolTablet,
  makeTablet,
  makeTabletKeys,
} from "../../../tests/support/test-tablet.ts";
import { deviceOf, enrol, issueCode } from "./enrol.ts";

async function world() {
  const district = await makeMemoryDistrict();
  const keys = await makeTabletKeys();
  const { code, expiresAt } = await issueCode(district, testVillage.code);
  return { district, keys, code, expiresAt };
}

const codeOf = (result: Awaited<ReturnType<typeof enrol>>): string => (result.ok ? "ok" : result.code);

describe("enrolment", () => {
  it("answers with what a tablet needs to trust the district, each word signed", async () => {
    const { district, keys, code } = await world();
    const signed = unwrap(parseSigned(unwrap(await enrol(district, await enrolmentBytes(code, keys))), 65_536));
    const answer = unwrap(parseEnrolmentAnswer(signed.body));
    const ring = unwrap(await openKeyring(answer.keyring, answer.rootKey, answer.regency));
    const scope = { regency: answer.regency, device: NO_DEVICE };
    expect(await verifyWord(ring, tags.enrolled, scope, signed, { allowSuperseded: false })).toBe(true);
    const certificate = unwrap(await openCertificate(answer.certificate, ring, answer.regency));
    expect(certificate).toMatchObject({
      signingKey: keys.signing.publicKey,
      vaultKey: keys.vault.publicKey,
      village: testVillage.number,
      serial: 1,
    });
  });

  it("gives the same bytes for the same code and keys until the first signed exchange", async () => {
    const { district, keys, code } = await world();
    const bytes = await enrolmentBytes(code, keys);
    const first = unwrap(await enrol(district, bytes));
    district.clock.advance(enrolmentCodeMs * 2);
    expect(unwrap(await enrol(district, bytes))).toEqual(first);
    const device = await deviceOf(keys.signing.publicKey);
    const tablet = makeTablet({ district, ...keys, device, certificate: certificateOf(first) });
    await tablet.exchange([]);
    expect(codeOf(await enrol(district, bytes))).toBe("code-used");
  });

  it("takes a code as people type it", async () => {
    const { district, keys, code } = await world();
    const typed = `${code.slice(0, 4).toLowerCase()}-${code.slice(4, 8)} ${code.slice(8)}`;
    expect(codeOf(await enrol(district, await enrolmentBytes(typed, keys)))).toBe("ok");
  });

  it("refuses a used, an expired, an unknown and a mistyped code, each by its code of the table", async () => {
    const { district, keys, code, expiresAt } = await world();
    expect(codeOf(await enrol(district, await enrolmentBytes(code, keys)))).toBe("ok");
    const other = await makeTabletKeys();
    expect(codeOf(await enrol(district, await enrolmentBytes(code, other)))).toBe("code-used");
    const second = await issueCode(district, testVillage.code);
    district.clock.advance(expiresAt - district.clock.now());
    expect(codeOf(await enrol(district, await enrolmentBytes(second.code, other)))).toBe("code-expired");
    expect(codeOf(await enrol(district, await enrolmentBytes("0000000000000", other)))).toBe("code-unknown");
    expect(codeOf(await enrol(district, await enrolmentBytes("0000000000001", other)))).toBe("code-unknown");
  });

  it("refuses whoever does not hold the key", async () => {
    const { district, keys, code } = await world();
    const bytes = await enrolmentBytes(code, keys);
    bytes[bytes.byteLength - 1] = (bytes.at(-1) ?? 0) ^ 1;
    expect(codeOf(await enrol(district, bytes))).toBe("signature-invalid");
    expect(codeOf(await enrol(district, new Uint8Array([1, 2, 3])))).toBe("malformed");
  });

  it("refuses a vault key that is none", async () => {
    const { district, keys, code } = await world();
    const vault = { ...keys.vault, publicKey: keys.signing.publicKey };
    expect(codeOf(await enrol(district, await enrolmentBytes(code, { ...keys, vault })))).toBe("key-invalid");
  });

  it("never certifies a revoked key again", async () => {
    const { district, keys } = await world();
    await enrolTablet(district, undefined, keys);
    await district.ledger.append({ kind: "revoked", serial: 1, reason: "stolen", held: [], at: 1 });
    const { code } = await issueCode(district, testVillage.code);
    expect(codeOf(await enrol(district, await enrolmentBytes(code, keys)))).toBe("device-revoked");
    const fresh = await makeTabletKeys();
    await enrol(district, await enrolmentBytes(code, fresh, [keys.signing.publicKey]));
    expect(district.ledger.state.certificates().length).toBe(2);
  });

  it("keeps a tablet that is enrolled again in its village the device it was; in another village it is a new one", async () => {
    const { district, keys } = await world();
    const first = await enrolTablet(district, undefined, keys);
    const again = async (village: string) => {
      const fresh = await makeTabletKeys();
      const { code } = await issueCode(district, village);
      unwrap(await enrol(district, await enrolmentBytes(code, fresh, [keys.signing.publicKey])));
      return district.ledger.state.findBySigningKey(await keyId(fresh.signing.publicKey))?.certificate.device;
    };
    expect(await again(testVillage.code)).toEqual(first.device);
    expect(await again(otherVillage.code)).not.toEqual(first.device);
  });

  it("spends a code once when two tablets type it at the same time", async () => {
    const { district, keys, code } = await world();
    const [a, b] = [await enrolmentBytes(code, keys), await enrolmentBytes(code, await makeTabletKeys())];
    const codes = (await Promise.all([enrol(district, a), enrol(district, b)])).map(codeOf);
    expect(codes.toSorted()).toEqual(["code-used", "ok"]);
  });

  it("keeps a spent code spent and its answer the same when the database is put back", async () => {
    const { district, keys, code } = await world();
    const bytes = await enrolmentBytes(code, keys);
    const first = unwrap(await enrol(district, bytes));
    const restored: MemoryDistrict = await makeMemoryDistrict({ keys: district.keys, ledgerFile: district.ledgerFile });
    expect(unwrap(await enrol(restored, bytes))).toEqual(first);
    expect(codeOf(await enrol(restored, await enrolmentBytes(code, await makeTabletKeys())))).toBe("code-used");
  });

  it("stores no code: only a keyed hash of it", async () => {
    const { district, code } = await world();
    const rows = district.storage.database.prepare("select * from codes").all();
    expect(JSON.stringify(rows)).not.toContain(code);
    expect(rows.length).toBe(1);
  });
});
