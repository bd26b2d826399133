import { describe, expect, test } from "vitest";
import { bytesOf, sampleReply, sampleStand } from "../../tests/fixtures/sync-samples.ts";
import type { Bytes } from "../base/bytes.ts";
import { concatBytes, equalBytes, utf8 } from "../base/bytes.ts";
import { err } from "../base/result.ts";
import type { Keyring, KeyState } from "../protocol/keyring.ts";
import { encodeKeyring, parseKeyring } from "../protocol/keyring.ts";
import { encodeReply, encodeReplyBody } from "../protocol/reply.ts";
import type { ReplyBody, RunReceipt } from "../protocol/reply.ts";
import { encodeSigned, signedInput } from "../protocol/signed.ts";
import { encodeStand } from "../protocol/stand.ts";
import type { Scope, Tag } from "../protocol/tags.ts";
import { NO_DEVICE, tags } from "../protocol/tags.ts";
import type { Verifier } from "./ports.ts";
import { readReply } from "./read-reply.ts";

const regency = "33.29";
const device = bytesOf(1, 16);
const nonce = bytesOf(2, 16);
const [oldKey, newKey] = [bytesOf(3, 33), bytesOf(4, 33)];
const keyIdOf = (key: Bytes): Bytes => key.slice(0, 8);

/** A signature here is the key's id and the first bytes of what it covers, so that any change of either shows. */
function signatureOf(keyId: Bytes, input: Bytes): Bytes {
  const folded = new Uint8Array(56);
  for (const [at, byte] of input.entries()) folded[at % 56] = ((folded[at % 56] ?? 0) * 31 + byte) & 255;
  return concatBytes(keyId, folded);
}
const verifier: Verifier = {
  regency,
  verifyDistrict: async (ring, keyId, input, signature) =>
    ring.keys.some((key) => key.state !== "revoked" && equalBytes(keyIdOf(key.key), keyId)) &&
    equalBytes(signature, signatureOf(keyId, input)),
  openKeyring: async (signed) => (signed[0] === 255 ? parseKeyring(signed.slice(1)) : err("signature-invalid")),
  sha256: async (bytes) => signatureOf(new Uint8Array(8), bytes).slice(0, 32),
};

const ringOf = (number: number, ...states: readonly [Bytes, KeyState][]): Keyring => ({
  number,
  keys: states.map(([key, state]) => ({ use: "sign", state, key, from: 0 })),
  dictionaries: [],
});
const ring = ringOf(1, [oldKey, "active"]);
const signedRing = (next: Keyring): Bytes => concatBytes(Uint8Array.of(255), encodeKeyring(next));

function sign(key: Bytes, tag: Tag, scope: Scope, body: Bytes): { body: Bytes; keyId: Bytes; signature: Bytes } {
  return { body, keyId: keyIdOf(key), signature: signatureOf(keyIdOf(key), signedInput(tag, scope, { body })) };
}
function answer(change: Partial<ReplyBody> = {}, options: { key?: Bytes; to?: Bytes; epoch?: number } = {}): Bytes {
  const key = options.key ?? oldKey;
  const stand = encodeStand(sampleStand({ epoch: options.epoch ?? 1 }));
  const body = encodeReplyBody({
    ...sampleReply().body,
    nonce,
    stand: encodeSigned(sign(key, tags.stand, { regency, device: NO_DEVICE }, stand)),
    ...change,
  });
  return concatBytes(...encodeReply(sign(key, tags.reply, { regency, device: options.to ?? device }, body)));
}
const runs = [1, 2].map((run) => Array.from({ length: 3 }, (_, at) => bytesOf(100 * run + at, 32)));
const read = (bytes: Bytes, epoch = 1) => readReply(verifier, { device, nonce, ring, epoch, runs }, bytes);

// Failures F2.
describe("a reply counts only when the district signed it for this question", () => {
  test("a signed reply to this question is read", async () => {
    expect(await read(answer())).toMatchObject({ ok: true, value: { stand: { epoch: 1 } } });
  });

  test.each([
    ["a captive portal's page", utf8("<!doctype html><title>Masuk</title>")],
    ["an empty body", new Uint8Array(0)],
    ["a cut reply", answer().slice(0, -7)],
  ])("%s is no reply", async (_, bytes) => {
    expect(await read(bytes)).toMatchObject({ ok: false, code: "not-a-reply" });
  });

  test("a reply to another device or under an unknown key does not count", async () => {
    expect(await read(answer({}, { to: bytesOf(9, 16) }))).toMatchObject({ code: "signature-invalid" });
    expect(await read(answer({}, { key: newKey }))).toMatchObject({ code: "signature-invalid" });
  });

  test("the answer to another question does not count", async () => {
    expect(await read(answer({ nonce: bytesOf(8, 16) }))).toMatchObject({ code: "nonce-wrong" });
  });

  test("a stand somebody else signed spoils the whole reply", async () => {
    const forged = encodeSigned({
      body: encodeStand(sampleStand()),
      keyId: keyIdOf(oldKey),
      signature: bytesOf(5, 64),
    });
    expect(await read(answer({ stand: forged }))).toMatchObject({ code: "signature-invalid" });
  });

  test("replies of an older epoch are ignored", async () => {
    expect(await read(answer({}, { epoch: 1 }), 2)).toMatchObject({ code: "epoch-old" });
    expect(await read(answer({}, { epoch: 3 }), 2)).toMatchObject({ ok: true });
  });
});

describe("the reason of setting aside", () => {
  test("stands with the receipt it belongs to, and with no other", async () => {
    const [aside, held] = [new Uint8Array(16).fill(1), new Uint8Array(16).fill(2)];
    const receipts = [
      { digest: aside, state: "quarantined", counter: 7, intake: 4 },
      { digest: held, state: "complete", counter: 8, intake: 5 },
    ] as const;
    const reasons = [aside, held].map((digest) => ({ digest, reason: "form-unknown" }));
    const reply = await read(answer({ receipts, reasons }));
    expect(reply.ok && reply.value.body.receipts).toEqual([{ ...receipts[0], reason: "form-unknown" }, receipts[1]]);
  });
});

describe("a receipt by place", () => {
  const prefix = (run: number, at: number): Bytes => (runs[run]?.[at] ?? new Uint8Array(32)).slice(0, 16);
  const said = { state: "complete", counter: 7, intake: 40 } as const;
  const receiptsOf = async (...runReceipts: readonly RunReceipt[]): Promise<unknown> => {
    const reply = await read(answer({ runReceipts }));
    return reply.ok && reply.value.body.receipts;
  };

  test("is one for each neighbour in the run, counted on from the first", async () => {
    expect(await receiptsOf({ first: prefix(1, 1), count: 2, ...said })).toEqual([
      { digest: prefix(1, 1), ...said },
      { digest: prefix(1, 2), state: "complete", counter: 8, intake: 41 },
    ]);
    expect(await receiptsOf({ first: prefix(0, 0), count: 2, state: "held", counter: 3, intake: 0 })).toEqual([
      { digest: prefix(0, 0), state: "held", counter: 3, intake: 0 },
      { digest: prefix(0, 1), state: "held", counter: 4, intake: 0 },
    ]);
  });

  test("is none when it names what was not sent, or goes beyond the run", async () => {
    expect(await receiptsOf({ first: bytesOf(9, 16), count: 1, ...said })).toEqual([]);
    expect(await receiptsOf({ first: prefix(0, 2), count: 2, ...said })).toEqual([]);
  });
});

describe("keyring", () => {
  const next = ringOf(2, [oldKey, "superseded"], [newKey, "active"]);

  test("a newer ring of the root is believed at once, and the key it brings may sign this very reply", async () => {
    const reply = await read(answer({ keyring: signedRing(next) }, { key: newKey }));
    expect(reply).toMatchObject({ ok: true, value: { keyring: signedRing(next) } });
  });

  test("a superseded key signs no reply once the tablet has the ring that says so", async () => {
    expect(await read(answer({ keyring: signedRing(next) }))).toMatchObject({ code: "signature-invalid" });
    expect(await readReply(verifier, { device, nonce, ring: next, epoch: 1, runs }, answer())).toMatchObject({
      ok: false,
    });
  });

  test("a revoked key never counts", async () => {
    const revoked = ringOf(2, [oldKey, "revoked"]);
    expect(await readReply(verifier, { device, nonce, ring: revoked, epoch: 1, runs }, answer())).toMatchObject({
      ok: false,
    });
  });

  test("numbers only rise: an older ring and one the root did not sign are passed over", async () => {
    const older = signedRing(ringOf(1, [newKey, "active"]));
    expect(await read(answer({ keyring: older }))).toMatchObject({ ok: true, value: { keyring: undefined } });
    const forged = encodeKeyring(next);
    expect(await read(answer({ keyring: forged }))).toMatchObject({ ok: true, value: { keyring: undefined } });
  });
});

test("a notice that does not verify is left out and blocks none of the others; a superseded key still counts for one", async () => {
  const scope = { regency, device: NO_DEVICE };
  const good = encodeSigned(sign(oldKey, tags.notice, scope, bytesOf(6, 40)));
  const bad = encodeSigned({ body: bytesOf(7, 40), keyId: keyIdOf(oldKey), signature: bytesOf(5, 64) });
  const next = ringOf(2, [oldKey, "superseded"], [newKey, "active"]);
  const reply = await read(answer({ notices: [bad, good], keyring: signedRing(next) }, { key: newKey }));
  expect(reply.ok && reply.value.notices).toEqual([{ id: await verifier.sha256(bytesOf(6, 40)), signed: good }]);
});
