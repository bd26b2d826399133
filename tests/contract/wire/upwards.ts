/** Frozen: everything a tablet makes. */
import type { Bytes } from "../../../src/base/bytes.ts";
import { concatBytes, utf8 } from "../../../src/base/bytes.ts";
import { itemBytesMax } from "../../../src/base/limits.ts";
import { decryptBlob } from "../../../src/crypto/blobs.ts";
import { openContent } from "../../../src/crypto/envelopes.ts";
import type { SealingKey } from "../../../src/crypto/sealing.ts";
import type { SigningKey } from "../../../src/crypto/signing.ts";
import { signWith, verifyWith } from "../../../src/crypto/signing.ts";
import * as bundle from "../../../src/protocol/bundle.ts";
import * as entryCodec from "../../../src/protocol/entry.ts";
import { unpackContent } from "../../../src/protocol/envelope.ts";
import { frameItem, readItems } from "../../../src/protocol/framing.ts";
import * as inputs from "../../../src/protocol/signing-inputs.ts";
import * as slipCodec from "../../../src/protocol/slip.ts";
import * as fixed from "./fixed-values.ts";
import type { Message, World } from "./world.ts";
import { scope, sealEntry, valueOf } from "./world.ts";

export async function upwards(world: World): Promise<readonly Message[]> {
  const { keys, entry, digest } = world;
  const plain = { ...world.own, kind: "correction", base: digest, seq: 2, priority: 0, blobs: [] } as const;
  const p256Entry = await sealEntry(keys.sealingP256, world.shared, plain);
  const openEntry = (key: SealingKey) => async (bytes: Bytes) => {
    const parsed = entryCodec.parseEntry(bytes);
    if (!parsed.ok) return parsed.code;
    return valueOf(
      await openContent({
        scope,
        entry: parsed.value,
        dictionary: { bytes: fixed.dictionary, tables: undefined },
        sealingKey: key,
      }),
    );
  };
  const body = {
    nonce: fixed.counting(16, 0x80),
    stand: world.signedStand,
    heads: [world.head, { ...world.head, device: fixed.counting(16, 0x60) }],
    report: { appVersion: "0.1.0", clock: fixed.moment, unreceipted: 1, persisted: true },
    cursor: { epoch: 2, position: 7 },
    keyringNumber: 4,
    configVersion: 3,
    asks: [fixed.counting(32, 0x11)],
    neighboursThrough: 6,
    knowsRuns: false,
  };
  const bodyBytes = bundle.encodeBundleBody(body);
  const header = {
    certificate: world.signedCertificate,
    device: fixed.device,
    signingKey: keys.device.publicKey,
    body: bodyBytes,
    signature: await signWith(keys.device, inputs.bundleSignatureInput(scope, bodyBytes)),
  };
  const runSignature = await signWith(keys.device, inputs.runSignatureInput(scope, [digest]));
  const lineSignature = await signWith(keys.device, inputs.entrySignatureInput(scope, digest));
  const run = {
    device: fixed.device,
    shared: entry.shared,
    entries: [entry],
    proof: { kind: "run", signature: runSignature },
  } as const;
  const carried = { ...run, proof: { kind: "each", signatures: [lineSignature] } } as const;
  const part = {
    hash: world.blob.hash,
    offset: 0,
    size: world.blob.bytes.byteLength,
    namedBy: [digest.slice(0, 16)],
    bytes: world.blob.bytes,
  };
  const items = {
    "bundle-header": bundle.encodeHeaderItem(header),
    "bundle-offers": bundle.encodeOffersItem([digest]),
    "bundle-run": bundle.encodeRunItem(run),
    "bundle-run-carried": bundle.encodeRunItem(carried),
    "bundle-blob-part": bundle.encodeBlobPartItem(part),
  };
  const readItem = (bytes: Bytes): unknown => valueOf(bundle.parseBundleItem(bytes));
  const verifiedItem = (input: Bytes, signature: Bytes) => async (bytes: Bytes) =>
    (await verifyWith(keys.device.publicKey, input, signature)) ? readItem(bytes) : "signature-invalid";
  return [
    {
      name: "shared-header",
      bytes: entry.shared,
      read: (b) => valueOf(entryCodec.parseSharedHeader(b)),
      value: world.shared,
    },
    { name: "own-header", bytes: entry.own, read: (b) => valueOf(entryCodec.parseOwnHeader(b)), value: world.own },
    {
      name: "own-header-correction",
      bytes: p256Entry.own,
      read: (b) => valueOf(entryCodec.parseOwnHeader(b)),
      value: plain,
    },
    {
      name: "envelope-plaintext",
      bytes: fixed.plaintext,
      read: (b) => valueOf(unpackContent(b, fixed.dictionary)),
      value: fixed.content,
    },
    { name: "entry-x25519", bytes: entryCodec.encodeEntry(entry), read: openEntry(keys.sealing), value: fixed.content },
    {
      name: "entry-p256",
      bytes: entryCodec.encodeEntry(p256Entry),
      read: openEntry(keys.sealingP256),
      value: fixed.content,
    },
    { name: "entry-digest", bytes: digest, read: (b) => b, value: digest },
    {
      name: "blob",
      bytes: world.blob.bytes,
      read: async (b) => valueOf(await decryptBlob(fixed.blobKey, b)),
      value: fixed.blobClear,
    },
    { name: "bundle-body", bytes: bodyBytes, read: (b) => valueOf(bundle.parseBundleBody(b)), value: body },
    {
      name: "bundle-header",
      bytes: items["bundle-header"],
      read: verifiedItem(inputs.bundleSignatureInput(scope, bodyBytes), header.signature),
      value: { type: "header", header },
    },
    {
      name: "bundle-offers",
      bytes: items["bundle-offers"],
      read: readItem,
      value: { type: "offers", digests: [digest.slice(0, 16)] },
    },
    {
      name: "bundle-run",
      bytes: items["bundle-run"],
      read: verifiedItem(inputs.runSignatureInput(scope, [digest]), runSignature),
      value: { type: "run", run },
    },
    {
      name: "bundle-run-carried",
      bytes: items["bundle-run-carried"],
      read: verifiedItem(inputs.entrySignatureInput(scope, digest), lineSignature),
      value: { type: "run", run: carried },
    },
    { name: "bundle-blob-part", bytes: items["bundle-blob-part"], read: readItem, value: { type: "blobPart", part } },
    {
      name: "bundle",
      bytes: concatBytes(...Object.values(items).map(frameItem)),
      read: (b) => valueOf(readItems(b, itemBytesMax)),
      value: Object.values(items),
    },
    ...(await slips(world)),
  ];
}

async function slips(world: World): Promise<readonly Message[]> {
  const claim = {
    device: fixed.device,
    signingKeyId: world.shared.signingKeyId,
    applicationId: world.applicationId,
    ...world.head,
  };
  const body = slipCodec.encodeSlipClaim(claim);
  const input = inputs.slipSignatureInput(scope, body);
  const slip = { body, signature: await signWith(world.keys.device, input) };
  const slipP256 = { body, signature: fixed.slipSignatureP256 };
  const readBy = (key: SigningKey) => async (bytes: Bytes) => {
    const parsed = slipCodec.parseSlip(bytes);
    if (!parsed.ok) return parsed.code;
    const genuine = await verifyWith(key.publicKey, input, parsed.value.signature);
    return genuine ? valueOf(slipCodec.parseSlipClaim(parsed.value.body)) : "signature-invalid";
  };
  const url = utf8(slipCodec.slipUrl("https://loket.example", "7K2M-9PQ4-X", slip));
  const readUrl = (bytes: Bytes): unknown => valueOf(slipCodec.parseSlipUrl(new TextDecoder().decode(bytes)));
  const item = bundle.encodeSlipItem(slipCodec.encodeSlip(slip));
  return [
    { name: "slip", bytes: slipCodec.encodeSlip(slip), read: readBy(world.keys.device), value: claim },
    { name: "slip-p256", bytes: slipCodec.encodeSlip(slipP256), read: readBy(world.keys.deviceP256), value: claim },
    { name: "slip-url", bytes: url, read: readUrl, value: { code: "7K2M-9PQ4-X", slip } },
    {
      name: "bundle-slip",
      bytes: item,
      read: (b) => valueOf(bundle.parseBundleItem(b)),
      value: { type: "slip", slip: slipCodec.encodeSlip(slip) },
    },
  ];
}
