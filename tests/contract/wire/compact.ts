/** Frozen: envelope format 2 under the second dictionary as it was released, and replies that speak of runs. */
import { definite } from "../../../src/base/assert.ts";
import type { Bytes } from "../../../src/base/bytes.ts";
import { beginEnvelope, openContent } from "../../../src/crypto/envelopes.ts";
import { applicationIdOf } from "../../../src/crypto/hash.ts";
import * as bundle from "../../../src/protocol/bundle.ts";
import { packCompact, readDictionary, readEntryFacts, unpackCompact } from "../../../src/protocol/compact/compact.ts";
import * as entryCodec from "../../../src/protocol/entry.ts";
import { encodeReplyBody, parseReplyBody } from "../../../src/protocol/reply.ts";
import { readKioskConfig } from "../../fixtures/kiosk-config.ts";
import * as fixed from "./fixed-values.ts";
import type { Message, World } from "./world.ts";
import { scope, valueOf } from "./world.ts";

const dictionaryId = 2;
const officer = { id: "00fb86738b42c835", name: "Diana Sulistyo" };

/** One of everything a rule was made for, and a few values that need an escape. */
function contentOf(world: World, secret: Bytes) {
  const attachment = {
    requirementId: "kk",
    page: 1,
    blob: world.blob.hash,
    key: fixed.blobKey,
    size: world.blob.bytes.byteLength,
    mime: "image/webp",
    width: 1600,
    height: 1131,
  };
  return {
    kind: "application",
    secret,
    serviceId: "birth-certificate",
    configVersion: 3,
    filedAt: fixed.moment,
    officer,
    answers: {
      "reporter.relation": "2",
      "reporter.name": "SITI AMINAH",
      "reporter.nik": "3329994508900001",
      "reporter.kk": { unknown: true },
      "people.all-wni": true,
      "reporter.phone": "+6281234567890",
      "reporter.phone-owner": "1",
      "birth.has-letter": false,
      "parents.known": true,
      "parents.marriage-proof": "1",
      "mother.name": "SITI AMINAH",
      "mother.nik": "3329994508900001",
      "mother.birth-place": "Kabupaten Brebes",
      "mother.birth-date": "1990-08-05",
      "father.name": "Wetar Sahusilawane",
      "father.nik": "9102010101700123",
      "father.birth-place": "Kota Ambon",
      "father.birth-date": "1970-01",
      "parents.address": "Dusun Krajan, Gg. Melati 7",
      "parents.rt": "003",
      "parents.rw": "021",
      "parents.village": "33.29.09.1002",
      "child.sex": "2",
      "child.birth-date": "2026-10-11",
      "child.birth-time": "08:12",
      "child.weight": 3100,
      "child.length": 490,
      "question.of-tomorrow": ["a", "b"],
    },
    phone: "+6281234567890",
    attachments: [attachment],
    missing: ["surat-lahir"],
    statement: { version: "1", signedBy: "cross", witness: officer },
    later: { nested: [null, -7, 2 ** 53 - 1, Uint8Array.of(1, 2), "ünï"] },
  };
}

export async function compact(world: World): Promise<readonly Message[]> {
  const { keys } = world;
  const dictionary = readDictionary(String(readKioskConfig()[`dictionaries/${dictionaryId}.txt`]));
  const tables = definite(dictionary.tables, "the second dictionary has tables");
  const ephemeral = await fixed.fixedEphemeral(keys.sealing.algorithm);
  const begun = await beginEnvelope(keys.sealing.publicKey, ephemeral);
  const headers = {
    shared: entryCodec.encodeSharedHeader({ ...world.shared, dictionaryId }),
    own: entryCodec.encodeOwnHeader({ ...world.own, applicationId: await applicationIdOf(begun.secret) }),
  };
  const facts = readEntryFacts(headers, begun.secret);
  const content = contentOf(world, begun.secret);
  const plaintext = definite(packCompact(content, tables, facts), "the content fits format 2");
  const told = contentOf(world, fixed.secret);
  const envelope = await begun.finish({ scope, ...headers, content, dictionary });
  const openEntry = async (bytes: Bytes): Promise<unknown> => {
    const entry = entryCodec.parseEntry(bytes);
    return entry.ok
      ? valueOf(await openContent({ scope, entry: entry.value, dictionary, sealingKey: keys.sealing }))
      : entry.code;
  };
  return [
    {
      name: "envelope-plaintext-format-2",
      bytes: plaintext,
      read: (bytes) => valueOf(unpackCompact(bytes, tables, facts)),
      value: content,
    },
    {
      name: "envelope-plaintext-format-2-secret-told",
      bytes: definite(packCompact(told, tables, facts), "the content fits format 2"),
      read: (bytes) => valueOf(unpackCompact(bytes, tables, facts)),
      value: told,
    },
    {
      name: "entry-format-2",
      bytes: entryCodec.encodeEntry({ ...headers, envelope }),
      read: openEntry,
      value: content,
    },
    ...runWords(world),
  ];
}

function runWords(world: World): readonly Message[] {
  const body = {
    nonce: fixed.counting(16, 0x80),
    stand: undefined,
    heads: [],
    report: undefined,
    cursor: { epoch: 2, position: 7 },
    keyringNumber: 4,
    configVersion: 3,
    asks: [],
    neighboursThrough: 0,
    knowsRuns: true,
  };
  const first = world.digest.slice(0, 16);
  const changesThrough = { epoch: 2, position: 103 };
  const setAside = {
    receipts: [{ digest: first, state: "quarantined" as const, counter: 104, intake: 41 }],
    changes: { after: 103, through: 104 },
    reasons: [{ digest: first, reason: "form-unknown" }],
  };
  const reply = {
    nonce: fixed.counting(16, 0x80),
    stand: world.signedStand,
    receipts: [],
    runReceipts: [
      { first, count: 12, state: "complete" as const, counter: 90, intake: 40 },
      { first: fixed.counting(16, 0x21), count: 2, state: "held" as const, counter: 102, intake: 0 },
    ],
    wantedEntries: [],
    wantedBlobs: [],
    notices: [],
    cursor: { epoch: 2, position: 7 },
    moreNotices: false,
    keyring: undefined,
    configVersion: 3,
    commands: [],
    fields: [],
    later: [],
    laterMs: 0,
    neighbours: [],
    problem: undefined,
  };
  return [
    {
      name: "bundle-body-knows-runs",
      bytes: bundle.encodeBundleBody(body),
      read: (bytes) => valueOf(bundle.parseBundleBody(bytes)),
      value: body,
    },
    {
      name: "reply-body-run-receipts",
      bytes: encodeReplyBody(reply),
      read: (bytes) => valueOf(parseReplyBody(bytes)),
      value: reply,
    },
    {
      name: "bundle-body-changes-through",
      bytes: bundle.encodeBundleBody({ ...body, changesThrough }),
      read: (bytes) => valueOf(bundle.parseBundleBody(bytes)),
      value: { ...body, changesThrough },
    },
    {
      name: "reply-body-set-aside",
      bytes: encodeReplyBody({ ...reply, ...setAside }),
      read: (bytes) => valueOf(parseReplyBody(bytes)),
      value: { ...reply, ...setAside },
    },
  ];
}
