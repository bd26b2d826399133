/** Counted here or by WebCrypto, a digest is the same bytes: otherwise nothing would ever be found again. */
import { expect, it } from "vitest";
import { entryDigest, INTAKE_HASH_START, intakeHash } from "../crypto/hash.ts";
import { entryDigestNow, intakeHashNow } from "./digests.ts";

it("gives the digests of the crypto room", async () => {
  const scope = { regency: "33.29", device: new Uint8Array(16).fill(1) };
  const entry = { shared: new Uint8Array(40).fill(2), own: new Uint8Array(50).fill(3), envelope: new Uint8Array(300) };
  const digest = await entryDigest(scope, entry);
  expect(entryDigestNow(scope, entry)).toEqual(digest);
  expect(intakeHashNow(INTAKE_HASH_START, digest)).toEqual(await intakeHash(INTAKE_HASH_START, digest));
});
