/** Readers that decide whom to believe: an unknown word must read as the careful one. */
import { expect, it } from "vitest";
import { encodeCbor } from "./cbor.ts";
import { parseKeyring } from "./keyring.ts";
import { keyAlgorithms, parsePublicKey } from "./keys.ts";
import { encodeReply, parseReply, parseReplyBody } from "./reply.ts";
import { parseSlipUrl, slipUrl } from "./slip.ts";
import { NO_DEVICE, taggedBytes, tags } from "./tags.ts";

const filled = (length: number): Uint8Array<ArrayBuffer> => new Uint8Array(length).fill(7);

it("a keyring's key of an unknown use or state counts as revoked", () => {
  const key = filled(33);
  const ring = encodeCbor([
    1,
    2,
    [
      [1, 9, key, 0],
      [9, 1, key, 0],
      [1, 1, key, 0],
    ],
    [],
  ]);
  const parsed = parseKeyring(ring);
  expect(parsed.ok && parsed.value.keys.map(({ state }) => state)).toEqual(["revoked", "revoked", "active"]);
});

it("a receipt of an unknown state is no receipt, and the others stay", () => {
  const body = new Map<number, Parameters<typeof encodeCbor>[0]>([
    [0, filled(16)],
    [1, filled(10)],
    [
      2,
      [
        [filled(16), 9, 1, 1],
        [filled(16), 2, 1, 1],
      ],
    ],
    [6, [1, 1]],
    [9, 1],
  ]);
  const parsed = parseReplyBody(encodeCbor(body));
  expect(parsed.ok && parsed.value.receipts.map(({ state }) => state)).toEqual(["complete"]);
});

it("a public key has the length of its algorithm, and no unknown algorithm", () => {
  for (const [name, algorithm] of Object.entries(keyAlgorithms)) {
    const length = name === "ed25519" || name === "hpkeX25519" ? 32 : 65;
    expect(parsePublicKey(Uint8Array.of(algorithm, ...filled(length))).ok).toBe(true);
    expect(parsePublicKey(Uint8Array.of(algorithm, ...filled(length - 1))).ok).toBe(false);
    expect(parsePublicKey(Uint8Array.of(algorithm, ...filled(length + 1))).ok).toBe(false);
  }
  expect(parsePublicKey(Uint8Array.of(3, ...filled(32))).ok).toBe(false);
  expect(parsePublicKey(filled(0)).ok).toBe(false);
});

it("no two tags are the same, so that no signature passes for another", () => {
  const scope = { regency: "33.29", device: NO_DEVICE };
  const inputs = Object.values(tags).map((tag) => String(taggedBytes(tag, scope, filled(4))));
  expect(new Set(inputs).size).toBe(inputs.length);
});

it("tagged payloads cannot be moved into each other", () => {
  const scope = { regency: "33.29", device: NO_DEVICE };
  const one = taggedBytes(tags.run, scope, filled(4));
  const two = taggedBytes(tags.run, scope, filled(2), filled(2));
  expect(one).not.toEqual(two);
});

it("a captive portal's page is no reply", () => {
  expect(parseReply(new TextEncoder().encode("<html>Selamat datang</html>"))).toMatchObject({ code: "malformed" });
  expect(parseReply(new Uint8Array(0))).toMatchObject({ code: "malformed" });
});

it("a reply carries its signed item and the blob parts behind it", () => {
  const signed = { body: filled(20), keyId: filled(8), signature: filled(64) };
  const pieces = encodeReply(signed, [filled(5)]);
  const bytes = Uint8Array.from(pieces.flatMap((piece) => [...piece]));
  expect(parseReply(bytes)).toEqual({ ok: true, value: { signed, blobParts: [filled(5)] } });
  expect(parseReply(bytes.subarray(0, bytes.byteLength - 1))).toMatchObject({ code: "malformed" });
});

it("a slip's address comes back from its QR, and another QR is none", () => {
  const slip = { body: filled(80), signature: filled(64) };
  expect(parseSlipUrl(slipUrl("https://loket.example", "7K2M-9PQ4-X", slip))).toEqual({
    ok: true,
    value: { code: "7K2M-9PQ4-X", slip },
  });
  expect(parseSlipUrl("https://other.example/t/7K2M-9PQ4-X")).toMatchObject({ code: "malformed" });
  expect(parseSlipUrl("00020101021126")).toMatchObject({ code: "malformed" });
});
