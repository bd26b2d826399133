import { expect, it } from "vitest";
import { countingRandom, spoilt } from "../../tests/fixtures/crypto.ts";
import { utf8 } from "../base/bytes.ts";
import { blobOverheadBytes, decryptBlob, encryptBlob } from "./blobs.ts";
import { sha256 } from "./hash.ts";

const picture = utf8("the bytes of a picture");
const broken = { ok: false, code: "blob-broken" };

it("a blob comes back under its own key, is named by its bytes and says nothing of the picture", async () => {
  const blob = await encryptBlob(picture, countingRandom());
  expect(await decryptBlob(blob.key, blob.bytes)).toEqual({ ok: true, value: picture });
  expect(blob.hash).toEqual(await sha256(blob.bytes));
  expect(blob.bytes.byteLength).toBe(picture.byteLength + blobOverheadBytes);
  expect(Buffer.from(blob.bytes).includes(Buffer.from(picture.subarray(0, 8)))).toBe(false);
});

it("the same picture is encrypted under another key every time", async () => {
  const random = countingRandom();
  const [one, two] = [await encryptBlob(picture, random), await encryptBlob(picture, random)];
  expect(one.key).not.toEqual(two.key);
  expect(one.hash).not.toEqual(two.hash);
});

it("a changed blob, a changed version and another key do not open", async () => {
  const blob = await encryptBlob(picture, countingRandom());
  for (const changed of spoilt(blob.bytes)) expect(await decryptBlob(blob.key, changed)).toEqual(broken);
  for (const key of spoilt(blob.key)) expect(await decryptBlob(key, blob.bytes)).toEqual(broken);
});
