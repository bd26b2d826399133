/** A tablet as a test needs it: makes real entries, runs and bundles with real keys and keeps nothing by itself. */
import type { Bytes } from "../../src/base/bytes.ts";
import { concatBytes } from "../../src/base/bytes.ts";
import { unwrap } from "../../src/base/result.ts";
import { activeKey } from "../../src/crypto/district-words.ts";
import { beginEnvelope } from "../../src/crypto/envelopes.ts";
import { applicationIdOf, entryDigest, keyId } from "../../src/crypto/hash.ts";
import type { SealingKey } from "../../src/crypto/sealing.ts";
import { makeSealingKey } from "../../src/crypto/sealing.ts";
import type { SigningKey } from "../../src/crypto/signing.ts";
import { makeSigningKey, signWith } from "../../src/crypto/signing.ts";
import { definite } from "../../src/base/assert.ts";
import type { BundleBody, RunProof } from "../../src/protocol/bundle.ts";
import { encodeBundleBody, encodeHeaderItem, encodeRunItem } from "../../src/protocol/bundle.ts";
import { certificateBytesMax, parseCertificate } from "../../src/protocol/certificate.ts";
import { noDictionary, readDictionary } from "../../src/protocol/compact/compact.ts";
import {
  encodeEnrolmentRequest,
  encodeSignedEnrolmentRequest,
  parseEnrolmentAnswer,
} from "../../src/protocol/enrolment.ts";
import type { BlobRef, EntryKind, SealedEntry } from "../../src/protocol/entry.ts";
import { encodeOwnHeader, encodeSharedHeader } from "../../src/protocol/entry.ts";
import type { ContentValue } from "../../src/protocol/envelope.ts";
import { frameItem } from "../../src/protocol/framing.ts";
import { keyAlgorithms } from "../../src/protocol/keys.ts";
import type { ReplyBody } from "../../src/protocol/reply.ts";
import { parseReply, parseReplyBody } from "../../src/protocol/reply.ts";
import { parseSigned } from "../../src/protocol/signed.ts";
import {
  bundleSignatureInput,
  enrolSignatureInput,
  entrySignatureInput,
  runSignatureInput,
} from "../../src/protocol/signing-inputs.ts";
import type { Stand } from "../../src/protocol/stand.ts";
import { parseStand, standBytesMax } from "../../src/protocol/stand.ts";
import type { District } from "../../src/server/district.ts";
import { enrol, issueCode } from "../../src/server/enrolment/enrol.ts";
import { receiveBundle } from "../../src/server/inbox/receive.ts";
import { testVillage } from "./memory-district.ts";

export type FiledEntry = {
  readonly digest: Bytes;
  readonly prefix: Bytes;
  readonly applicationId: Bytes;
  readonly entry: SealedEntry;
  readonly device: Bytes;
  readonly signature: Bytes;
  readonly signer: SigningKey;
};

export type FileOptions = {
  readonly kind?: EntryKind;
  readonly content?: ContentValue;
  readonly applicationId?: Bytes;
  readonly base?: Bytes;
  readonly blobs?: readonly BlobRef[];
  readonly seq?: number;
  readonly logId?: Bytes;
  readonly village?: number;
  readonly priority?: number;
  readonly envelope?: Bytes;
};

export type TestTablet = {
  readonly district: District;
  readonly signing: SigningKey;
  readonly vault: SealingKey;
  readonly device: Bytes;
  readonly certificate: Bytes | undefined;
  /** Makes an entry of the tablet's log; a valid application by default. */
  file(options?: FileOptions): Promise<FiledEntry>;
  /** A run of entries, closed by one signature or carrying each its own. */
  run(entries: readonly FiledEntry[], proof?: "run" | "each"): Promise<Bytes>;
  header(change?: Partial<BundleBody>): Promise<Bytes>;
  /** Sends items after a header and gives the reply. */
  exchange(items: readonly Bytes[], change?: Partial<BundleBody>): Promise<ReplyBody>;
};

export const noCursor = { epoch: 0, position: 0 } as const;

/** What an application holds at least. */
export function makeFiling(secret: Bytes, change: { readonly [key: string]: ContentValue } = {}): ContentValue {
  return {
    kind: "application",
    secret,
    serviceId: "ktp-el-lost",
    configVersion: 1,
    answers: { "applicant-name": "SITI AMINAH", "applicant-nik": "3329990101900001" },
    attachments: [],
    missing: [],
    officer: { id: "officer-1", name: "Pak Karto" },
    filedAt: 1_795_000_000_000,
    statement: { version: "1", signedBy: "cross" },
    ...change,
  };
}

export async function makeTabletKeys(): Promise<{ readonly signing: SigningKey; readonly vault: SealingKey }> {
  return {
    signing: await makeSigningKey(keyAlgorithms.ed25519, { extractable: false }),
    vault: await makeSealingKey(keyAlgorithms.hpkeX25519, { extractable: false }),
  };
}

type Keys = Awaited<ReturnType<typeof makeTabletKeys>>;

export async function enrolmentBytes(code: string, keys: Keys, olderKeys: readonly Bytes[] = []): Promise<Bytes> {
  const body = encodeEnrolmentRequest({
    code,
    signingKey: keys.signing.publicKey,
    vaultKey: keys.vault.publicKey,
    report: {},
    olderKeys,
  });
  return encodeSignedEnrolmentRequest({ body, signature: await signWith(keys.signing, enrolSignatureInput(body)) });
}

/** Certificate of an enrolment answer. */
export function certificateOf(answer: Bytes): Bytes {
  return unwrap(parseEnrolmentAnswer(unwrap(parseSigned(answer, 65_536)).body)).certificate;
}

/** Enrols a tablet of `village` with a fresh code. */
export async function enrolTablet(
  district: District,
  village: string = testVillage.code,
  keys?: Keys,
): Promise<TestTablet> {
  const made = keys ?? (await makeTabletKeys());
  const { code } = await issueCode(district, village);
  const certificate = certificateOf(unwrap(await enrol(district, await enrolmentBytes(code, made))));
  const { device } = unwrap(parseCertificate(unwrap(parseSigned(certificate, certificateBytesMax)).body));
  return makeTablet({ district, ...made, device, certificate });
}

let tabletSeeds = 1;

/** A tablet with these keys; without a certificate it is one that waits for enrolment. */
export function makeTablet(identity: {
  readonly district: District;
  readonly signing: SigningKey;
  readonly vault: SealingKey;
  readonly device: Bytes;
  readonly certificate: Bytes | undefined;
}): TestTablet {
  const { district, signing, device } = identity;
  const scope = { regency: district.regency, device };
  const logId = Uint8Array.of(7, 0, 0, 0, 0, 0, 0, (tabletSeeds += 1) & 255);
  let seq = 0;

  const file: TestTablet["file"] = async (options = {}) => {
    seq = options.seq ?? seq + 1;
    const seal = definite(activeKey(district.keys.keyring, "seal"), "a sealing key");
    const begun = await beginEnvelope(seal.key);
    const newest = district.configuration.dictionaries.at(-1);
    const shared = encodeSharedHeader({
      village: options.village ?? testVillage.number,
      signingKeyId: await keyId(signing.publicKey),
      logId: options.logId ?? logId,
      sealingKeyId: await keyId(seal.key),
      dictionaryId: newest?.id ?? 0,
    });
    const applicationId = options.applicationId ?? (await applicationIdOf(begun.secret));
    const own = encodeOwnHeader({
      kind: options.kind ?? "application",
      applicationId,
      seq,
      priority: options.priority ?? 0,
      base: options.base,
      blobs: options.blobs ?? [],
    });
    const content = options.content ?? makeFiling(begun.secret);
    const dictionary = newest ? readDictionary(newest.text) : noDictionary;
    const envelope = options.envelope ?? (await begun.finish({ scope, shared, own, content, dictionary }));
    const entry = { shared, own, envelope };
    const digest = await entryDigest(scope, entry);
    const signature = await signWith(signing, entrySignatureInput(scope, digest));
    return { digest, prefix: digest.slice(0, 16), applicationId, entry, device, signature, signer: signing };
  };

  const run: TestTablet["run"] = async (entries, kind = "run") => {
    const [first] = entries;
    const from = definite(first, "a run has entries");
    const runScope = { regency: district.regency, device: from.device };
    const digests = entries.map((entry) => entry.digest);
    const proof: RunProof =
      kind === "run"
        ? { kind, signature: await signWith(from.signer, runSignatureInput(runScope, digests)) }
        : { kind, signatures: entries.map((entry) => entry.signature) };
    return encodeRunItem({
      device: from.device,
      shared: from.entry.shared,
      entries: entries.map((entry) => entry.entry),
      proof,
    });
  };

  const header: TestTablet["header"] = async (change = {}) => {
    const body = encodeBundleBody({
      nonce: district.random.bytes(16),
      stand: undefined,
      heads: [],
      report: undefined,
      cursor: noCursor,
      keyringNumber: 1,
      configVersion: 1,
      asks: [],
      neighboursThrough: 0,
      knowsRuns: false,
      ...change,
    });
    const signature = await signWith(signing, bundleSignatureInput(scope, body));
    return encodeHeaderItem({
      certificate: identity.certificate,
      device,
      signingKey: signing.publicKey,
      body,
      signature,
    });
  };

  return {
    ...identity,
    file,
    run,
    header,
    exchange: async (items, change) => {
      const received = await receiveBundle(district, chunksOf([await header(change), ...items]));
      return readReply(concatBytes(...received.body));
    },
  };
}

/** Items as one connection brings them, framed, in chunks of `size` bytes. */
export async function* chunksOf(items: readonly Bytes[], size = 1000): AsyncIterable<Uint8Array> {
  const bytes = concatBytes(...items.map(frameItem));
  for (let at = 0; at < bytes.byteLength; at += size) yield bytes.subarray(at, at + size);
}

export function readReply(bytes: Bytes): ReplyBody {
  return unwrap(parseReplyBody(unwrap(parseReply(bytes)).signed.body));
}

export function standOf(reply: ReplyBody): Stand {
  return unwrap(parseStand(unwrap(parseSigned(reply.stand, standBytesMax)).body));
}

/** State of an entry's receipt, or undefined when the reply has none. */
export function receiptOf(reply: ReplyBody, entry: FiledEntry): string | undefined {
  return reply.receipts.find((receipt) => receipt.digest.every((byte, at) => byte === entry.prefix[at]))?.state;
}
