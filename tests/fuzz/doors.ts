/** Every door where bytes or words of strangers come in, on both sides, each with good ones to begin from. Judges nothing. */
import { decode, encode } from "cborg";
import * as v from "valibot";
import { definite } from "../../src/base/assert.ts";
import type { Bytes } from "../../src/base/bytes.ts";
import { concatBytes, copyBytes, fromUtf8, utf8 } from "../../src/base/bytes.ts";
import { itemBytesMax } from "../../src/base/limits.ts";
import { unwrap } from "../../src/base/result.ts";
import { parseContent } from "../../src/domain/application/parse-content.ts";
import { parseConfiguration } from "../../src/domain/configuration/parse-configuration.ts";
import { sampleFiling } from "../../src/domain/sample/sample-filing.ts";
import { parseBundleBody, parseBundleItem, parseCutBlobPart } from "../../src/protocol/bundle.ts";
import { certificateBytesMax, parseCertificate } from "../../src/protocol/certificate.ts";
import { readerOfBundles, readerOfReplies } from "../../src/protocol/courier.ts";
import { readDictionary, unpackCompact } from "../../src/protocol/compact/compact.ts";
import {
  parseEnrolmentAnswer,
  parseEnrolmentRequest,
  parseSignedEnrolmentRequest,
} from "../../src/protocol/enrolment.ts";
import { parseEntry, parseOwnHeader, parseSharedHeader } from "../../src/protocol/entry.ts";
import { unpackContent } from "../../src/protocol/envelope.ts";
import { ItemReader, readItems } from "../../src/protocol/framing.ts";
import type { Keyring } from "../../src/protocol/keyring.ts";
import { parseKeyring } from "../../src/protocol/keyring.ts";
import { parseNotice } from "../../src/protocol/notice.ts";
import { parseReply, parseReplyBody } from "../../src/protocol/reply.ts";
import { parseNamedFields } from "../../src/protocol/sealed-fields.ts";
import { parseSigned } from "../../src/protocol/signed.ts";
import { parseSlip, parseSlipClaim, parseSlipUrl } from "../../src/protocol/slip.ts";
import { parseStand } from "../../src/protocol/stand.ts";
import { parsePlaceToken } from "../../src/server/cases/case-place.ts";
import type { LedgerRecord } from "../../src/server/ledger/ledger.ts";
import { encodeRecord as encodeLedgerRecord, parseRecord } from "../../src/server/ledger/records.ts";
import { caseAction, newCode, search, signIn } from "../../src/server/staff/bodies.ts";
import { readIdentity } from "../../src/store/identity.ts";
import { encodeRecord, encodeSegmentHead, parseLinePayload, parseSegment } from "../../src/store/journal/segment.ts";
import { crc32 } from "../../src/store/journal/crc32.ts";
import { readReply } from "../../src/sync/read-reply.ts";
import { brebes } from "../fixtures/kiosk-config.ts";
import { bytesOf } from "../fixtures/sync-samples.ts";
import { makePrng } from "../simulation/prng.ts";
import { readFixture } from "../contract/wire/fixtures.ts";

export type Door = {
  readonly name: string;
  readonly seeds: readonly Bytes[];
  /** What comes of the bytes is not looked at: it must come, and soon. */
  readonly read: (bytes: Bytes) => unknown;
};

const frozen = (...names: readonly string[]): readonly Bytes[] =>
  names.map((name) => definite(readFixture(name), `a frozen message ${name}`));
const config = brebes();
const tables = definite(
  readDictionary(config.dictionaries.at(-1)?.text ?? "").tables,
  "the newest dictionary has tables",
);
const ledgerRecords = [
  { kind: "epoch", epoch: 1, why: "restore", at: 1 },
  { kind: "erased", digests: [bytesOf(1, 32)], applicationIds: [bytesOf(2, 16)], at: 1 },
].map((record) => encodeLedgerRecord({ number: 1, previous: bytesOf(3, 32), record: record as LedgerRecord }));

export function doors(): readonly Door[] {
  return [...upwards(), ...downwards(), ...tabletsDisk(), ...words()];
}

/** What a stranger may send to the district. */
function upwards(): readonly Door[] {
  const bundle = frozen("bundle");
  return [
    { name: "frames", seeds: bundle, read: readInChunks },
    { name: "bundle body", seeds: frozen("bundle-body"), read: parseBundleBody },
    {
      name: "bundle item",
      seeds: frozen("bundle-header", "bundle-offers", "bundle-run", "bundle-run-carried", "bundle-blob-part"),
      read: parseBundleItem,
    },
    { name: "cut blob part", seeds: frozen("bundle-blob-part"), read: parseCutBlobPart },
    { name: "entry", seeds: frozen("entry-x25519", "entry-p256"), read: parseEntry },
    { name: "shared header", seeds: frozen("shared-header"), read: parseSharedHeader },
    { name: "own header", seeds: frozen("own-header", "own-header-correction"), read: parseOwnHeader },
    {
      name: "enrolment request",
      seeds: frozen("enrolment-request"),
      read: (bytes) => {
        const signed = parseSignedEnrolmentRequest(bytes);
        return parseEnrolmentRequest(signed.ok ? signed.value.body : bytes);
      },
    },
    {
      name: "envelope",
      seeds: frozen("envelope-plaintext"),
      read: (bytes) => {
        const content = unpackContent(bytes, new Uint8Array(0));
        return content.ok ? parseContent(content.value) : content;
      },
    },
    {
      name: "envelope of format 2",
      seeds: frozen("envelope-plaintext-format-2"),
      read: (bytes) => {
        const content = unpackCompact(bytes, tables, { village: "33.29.09.1002", blobs: [], secret: undefined });
        return content.ok ? parseContent(content.value) : content;
      },
    },
    { name: "courier bundles", seeds: frozen("courier-bundles", "courier-frames"), read: readFile(readerOfBundles) },
    { name: "ledger record", seeds: ledgerRecords, read: parseRecord },
  ];
}

/** What somebody in the district's place may answer. */
function downwards(): readonly Door[] {
  return [
    {
      name: "reply",
      seeds: frozen("reply"),
      read: (bytes) => {
        const reply = parseReply(bytes);
        return parseReplyBody(reply.ok ? reply.value.signed.body : bytes);
      },
    },
    { name: "reply body", seeds: frozen("reply-body"), read: parseReplyBody },
    { name: "reply of a lying district", seeds: frozen("reply"), read: readBelieving },
    { name: "stand", seeds: frozen("stand"), read: bodyOf(parseStand) },
    { name: "notice", seeds: frozen("notice"), read: bodyOf(parseNotice) },
    { name: "certificate", seeds: frozen("certificate"), read: bodyOf(parseCertificate) },
    { name: "keyring", seeds: frozen("keyring"), read: bodyOf(parseKeyring) },
    { name: "enrolment answer", seeds: frozen("enrolment-answer"), read: bodyOf(parseEnrolmentAnswer) },
    { name: "courier replies", seeds: frozen("courier-replies"), read: readFile(readerOfReplies) },
    {
      name: "slip",
      seeds: frozen("slip", "slip-p256"),
      read: (bytes) => {
        const slip = parseSlip(bytes);
        return parseSlipClaim(slip.ok ? slip.value.body : bytes);
      },
    },
    { name: "slip address", seeds: frozen("slip-url"), read: (bytes) => parseSlipUrl(fromUtf8(bytes) ?? "") },
    { name: "configuration", seeds: [valueBytes(config)], read: (bytes) => parseConfiguration(valueOf(bytes)) },
    { name: "named fields", seeds: frozen("fields"), read: (bytes) => parseNamedFields(valueOf(bytes)) },
  ];
}

/** What a damaged disk may hold. */
function tabletsDisk(): readonly Door[] {
  const head = encodeSegmentHead({
    regency: "33.29",
    device: bytesOf(1, 16),
    signingKey: bytesOf(2, 36),
    logId: bytesOf(3, 8),
    seqBefore: 0,
    hashBefore: bytesOf(4, 32),
  });
  const lines = [1, 2, 3].map((seed) => encodeRecord(bytesOf(seed, 32), bytesOf(seed, 200)));
  return [
    { name: "journal segment", seeds: [concatBytes(head, ...lines)], read: (bytes) => parseSegment(bytes) },
    { name: "journal line", seeds: frozen("entry-x25519"), read: (bytes) => readLine(head, bytes) },
    { name: "identity", seeds: frozen("keyring"), read: readSlots },
  ];
}

/** JSON of staff, filings, and texts people type. */
function words(): readonly Door[] {
  const service = definite(config.services[0], "a service");
  const filing = sampleFiling(service, config, makePrng(1).fraction, { filedAt: 0, attach: somePhoto });
  const action = { action: "reject", version: 1, reasonTemplate: "x", text: "y" };
  const asking = {
    action: "ask-correction",
    version: 1,
    requests: [{ target: "field:x", reasonTemplate: "x", text: "y" }],
  };
  const account = { email: "a@b.id", password: "rahasia" };
  return [
    { name: "content", seeds: [valueBytes(filing)], read: (bytes) => parseContent(valueOf(bytes)) },
    { name: "case action", seeds: [valueBytes(action), valueBytes(asking)], read: judgedBy(caseAction) },
    { name: "new code", seeds: [valueBytes({ village: "33.29.09.1002" })], read: judgedBy(newCode) },
    { name: "search", seeds: [valueBytes({ query: "siti" })], read: judgedBy(search) },
    { name: "sign-in", seeds: [valueBytes(account)], read: judgedBy(signIn) },
    {
      name: "place of a list",
      seeds: [utf8("0.1.00112233445566778899aabbccddeeff")],
      read: (b) => parsePlaceToken(text(b)),
    },
  ];
}

const text = (bytes: Bytes): string => fromUtf8(bytes) ?? "";
const somePhoto = (requirementId: string, page: number) =>
  ({ requirementId, page, blob: bytesOf(5, 32), key: bytesOf(6, 32), size: 1, mime: "image/webp" }) as const;

/** A value as its CBOR, so that it can be made wrong like every other message. */
function valueBytes(value: unknown): Bytes {
  return copyBytes(encode(JSON.parse(JSON.stringify(value)) as object));
}

function valueOf(bytes: Bytes): unknown {
  try {
    return decode(bytes) as unknown;
  } catch {
    return text(bytes);
  }
}

function judgedBy(schema: v.GenericSchema): (bytes: Bytes) => unknown {
  return (bytes) => v.safeParse(schema, valueOf(bytes));
}

function bodyOf(parse: (body: Uint8Array) => unknown): (bytes: Bytes) => unknown {
  return (bytes) => {
    const signed = parseSigned(bytes, certificateBytesMax * 16);
    return parse(signed.ok ? signed.value.body : bytes);
  };
}

function readInChunks(bytes: Bytes): unknown {
  const reader = new ItemReader(itemBytesMax);
  for (let at = 0; at < bytes.byteLength; at += 100) reader.push(bytes.subarray(at, at + 100));
  return [reader.rest, reader.failure, readItems(bytes, itemBytesMax)];
}

function readFile(open: typeof readerOfBundles): (bytes: Bytes) => unknown {
  return (bytes) => {
    const reader = open();
    for (let at = 0; at < bytes.byteLength; at += 100) reader.push(bytes.subarray(at, at + 100));
    return reader.end();
  };
}

/** A reply whose signatures all hold: what a district with the right keys and wrong words could do. */
function readBelieving(bytes: Bytes): Promise<unknown> {
  const ring: Keyring = unwrap(parseKeyring(unwrap(parseSigned(frozen("keyring")[0] ?? bytes, 65_536)).body));
  const verifier = {
    regency: "33.29",
    verifyDistrict: () => Promise.resolve(true),
    openKeyring: (signed: Bytes) => Promise.resolve(parseKeyring(signed)),
    sha256: (body: Bytes) => Promise.resolve(body),
  };
  const reply = parseReply(bytes);
  const body = reply.ok ? parseReplyBody(reply.value.signed.body) : undefined;
  const nonce = body?.ok ? body.value.nonce : bytesOf(7, 16);
  return readReply(verifier, { device: bytesOf(1, 16), nonce, ring, epoch: 0, runs: [] }, bytes);
}

/** A segment with these bytes as a whole record. */
function readLine(head: Bytes, payload: Bytes): unknown {
  const segment = parseSegment(concatBytes(head, encodeRecord(bytesOf(1, 32), payload)));
  return segment.ok ? segment.value.records.map((record) => parseLinePayload(record.payload)) : segment;
}

/** Both slots of the identity file, with a check that holds. */
function readSlots(body: Bytes): Promise<unknown> {
  const check = new Uint8Array(4);
  new DataView(check.buffer).setUint32(0, crc32(body));
  const slot = concatBytes(check, body);
  return readIdentity({ readSlots: () => Promise.resolve([slot, body]), writeSlot: () => Promise.resolve() });
}
