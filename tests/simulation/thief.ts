/**
 * Somebody with a copy of a tablet's disk and of its signing key: floods, forges, squats on ids and places, replays
 * envelopes under other headers, spoils blobs. Everything is properly signed; what is made here is nobody's application.
 */
import type { Bytes } from "../../src/base/bytes.ts";
import { definite } from "../../src/base/assert.ts";
import { toHex } from "../../src/base/bytes.ts";
import { unwrap } from "../../src/base/result.ts";
import { activeKey, openKeyring } from "../../src/crypto/district-words.ts";
import { entryDigest } from "../../src/crypto/hash.ts";
import { sampleFiling } from "../../src/domain/sample/sample-filing.ts";
import { signWith } from "../../src/crypto/signing.ts";
import type { LogHead } from "../../src/protocol/bundle.ts";
import {
  encodeBlobPartItem,
  encodeBundleBody,
  encodeHeaderItem,
  encodeRunItem,
  nonceBytes,
} from "../../src/protocol/bundle.ts";
import type { OwnHeader, SealedEntry } from "../../src/protocol/entry.ts";
import {
  applicationIdBytes,
  digestPrefixBytes,
  encodeOwnHeader,
  encodeSharedHeader,
  logIdBytes,
  parseOwnHeader,
  parseSharedHeader,
} from "../../src/protocol/entry.ts";
import { frameItem } from "../../src/protocol/framing.ts";
import { bundleSignatureInput, runSignatureInput } from "../../src/protocol/signing-inputs.ts";
import { bytesOfHex, loggedEntry } from "../../src/store/log/rows.ts";
import type { EntryRow } from "../../src/store/tables.ts";
import type { Enrolled } from "../../src/worker/tablet.ts";
import { freezeTelling } from "./first-release.ts";
import { asSomebodyElse, strayBlob } from "./impostor.ts";
import { makeTransport } from "./link.ts";
import type { Life } from "./scheduler.ts";
import type { SimTablet } from "./sim-tablet.ts";
import type { World } from "./world.ts";
import { wallClock } from "./world.ts";

/** More than a day's small change, less than what a simulated day has room for. */
const floodMax = 40;

/** What the thief has: the key as it was when the tablet was copied, and what lies on the disk since. */
export type Thief = { readonly enrolled: Enrolled; readonly victim: SimTablet };

export const stealKey = (victim: SimTablet): Thief => ({ enrolled: victim.enrolled, victim });

/** What needs nothing of the victim's disk but its key. */
const blindAttacks = ["flood", "stranger", "blame", "meddle", "stray"] as const;
const attacks = [...blindAttacks, "header", "squat", "place", "blob", "head"] as const;
type Attack = (typeof attacks)[number];

/** One attack, by the front door and over the link everybody has. */
export async function attack(world: World, thief: Thief): Promise<void> {
  const { random, scheduler } = world;
  const rows = [...thief.victim.rows.entries.values()].filter((row) => row.purged === 0);
  const kind = random.pick(rows.length > 0 ? attacks : blindAttacks);
  world.trace.add(scheduler.nowMs, "thief", `${kind} as ${thief.victim.name}`);
  const items = await itemsOf(world, thief, kind, rows);
  const header = await makeHeader(world, thief, kind === "head" ? [falseHead(world, thief, random.pick(rows))] : []);
  const life: Life = { name: "thief", alive: true, afterDeath: "hang" };
  const office = { receive: (chunks: AsyncIterable<Uint8Array>) => world.office.receive(chunks) };
  const link = { faults: () => world.options.link, isUp: true, spoiltAtMs: Number.NEGATIVE_INFINITY };
  const transport = makeTransport(world, life, link, office, () => undefined);
  await transport.exchange([header, ...items].map(frameItem), new AbortController().signal, () => undefined);
}

async function itemsOf(world: World, thief: Thief, kind: Attack, rows: readonly EntryRow[]): Promise<readonly Bytes[]> {
  const { random } = world;
  const fresh = (): Forged => ({
    logId: random.bytes(logIdBytes),
    own: {
      kind: "application",
      applicationId: random.bytes(applicationIdBytes),
      seq: 1,
      priority: 0,
      base: undefined,
      blobs: [],
    },
    envelope: random.bytes(200),
  });
  if (kind === "flood") {
    const logId = random.bytes(logIdBytes);
    const many = Array.from({ length: 1 + random.int(floodMax) }, (_, at) => {
      const one = fresh();
      return { ...one, logId, own: { ...one.own, seq: at + 1 } };
    });
    return [await makeRun(world, thief, many)];
  }
  if (kind === "head") return [];
  if (kind === "stray") return strayBlob(random, rows);
  if (kind === "stranger" || kind === "blame" || kind === "meddle") return asSomebodyElse(world, thief.enrolled, kind);
  const row = random.pick(rows);
  const line = thief.victim.rows.lines.get(row.key);
  const stolen = line && loggedEntry(row, line.payload)?.entry;
  if (kind === "blob") return blobItems(world, row);
  if (!stolen) return [];
  const own = parseOwnHeader(stolen.own);
  const shared = parseSharedHeader(stolen.shared);
  if (!own.ok || !shared.ok) return [];
  if (kind === "squat") return [await squat(world, thief, own.value.applicationId)];
  const forged: Record<"header" | "place", Forged> = {
    // The sealed bytes of somebody's application, said to be urgent, or of another log.
    header: {
      ...shared.value,
      logId: random.bytes(logIdBytes),
      own: { ...own.value, priority: 1 },
      envelope: stolen.envelope,
    },
    // Somebody's place in the log, and the one after it.
    place: { ...fresh(), logId: shared.value.logId, own: { ...fresh().own, seq: own.value.seq + random.int(2) } },
  };
  return [await makeRun(world, thief, [forged[kind]])];
}

type Forged = {
  readonly logId: Bytes;
  readonly own: OwnHeader;
  readonly envelope: Bytes;
  /** What opens it, where anything does. */
  readonly sealingKeyId?: Bytes;
  readonly dictionaryId?: number;
};

/** Properly signed, whatever is inside. */
async function makeRun(world: World, { enrolled }: Thief, forged: readonly Forged[]): Promise<Bytes> {
  const { scope, signingKey, signingKeyId, enrolment } = enrolled;
  const [first] = forged;
  const shared = encodeSharedHeader({
    village: enrolment.village,
    signingKeyId,
    logId: first?.logId ?? new Uint8Array(logIdBytes),
    sealingKeyId: first?.sealingKeyId ?? world.random.bytes(8),
    dictionaryId: first?.dictionaryId ?? 0,
  });
  const entries = forged.map(({ own, envelope }): SealedEntry => ({ shared, own: encodeOwnHeader(own), envelope }));
  const digests = await Promise.all(entries.map((entry) => entryDigest(scope, entry)));
  for (const digest of digests) world.auditor.forged.add(toHex(digest));
  const signature = await signWith(signingKey, runSignatureInput(scope, digests));
  return encodeRunItem({ device: scope.device, shared, entries, proof: { kind: "run", signature } });
}

/** Somebody's application id, with an application of the thief's own inside: complete, readable, properly sealed. */
async function squat(world: World, { enrolled }: Thief, applicationId: Bytes): Promise<Bytes> {
  const { random, configuration } = world;
  const content = sampleFiling(random.pick(configuration.services), configuration, random.fraction, {
    filedAt: wallClock(world),
  });
  const { keyring, rootKey, regency } = enrolled.enrolment;
  const ring = unwrap(await openKeyring(keyring, rootKey, regency));
  const sealingKey = definite(activeKey(ring, "seal"), "a sealing key").key;
  const place = { logId: random.bytes(logIdBytes), seq: 1 };
  const told = { applicationId, content, isUrgent: true, blobs: [] };
  const { entry, digest } = await freezeTelling(enrolled, sealingKey, told, place);
  world.auditor.forged.add(toHex(digest));
  const signature = await signWith(enrolled.signingKey, runSignatureInput(enrolled.scope, [digest]));
  const { device } = enrolled.scope;
  return encodeRunItem({ device, shared: entry.shared, entries: [entry], proof: { kind: "run", signature } });
}

/** Other bytes under the hash of a photo. */
function blobItems({ random }: World, row: EntryRow): readonly Bytes[] {
  const blob = row.blobs[0];
  if (!blob) return [];
  const bytes = random.bytes(Math.min(blob.size, 1 + random.int(4000)));
  const namedBy = [bytesOfHex(row.key).slice(0, digestPrefixBytes)];
  return [encodeBlobPartItem({ hash: blob.hash, size: blob.size, offset: 0, bytes, namedBy })];
}

/** "My log has come this far": names entries that never were, or a place with another history. */
function falseHead({ random, auditor }: World, { enrolled }: Thief, row: EntryRow): LogHead {
  const ahead = random.chance(0.5) ? 0 : 1 + random.int(5);
  const head = { logId: bytesOfHex(row.logId), seq: row.seq + ahead, runningHash: random.bytes(8) };
  auditor.falseHeads.push({ device: enrolled.scope.device, head });
  return head;
}

async function makeHeader(world: World, { enrolled }: Thief, heads: readonly LogHead[]): Promise<Bytes> {
  const { enrolment, signingKey, certificate, scope } = enrolled;
  const body = encodeBundleBody({
    nonce: world.random.bytes(nonceBytes),
    stand: enrolment.stand,
    heads,
    report: undefined,
    cursor: { epoch: 0, position: 0 },
    keyringNumber: 1,
    configVersion: 1,
    asks: [],
    neighboursThrough: 0,
    knowsRuns: false,
  });
  return encodeHeaderItem({
    certificate,
    device: scope.device,
    signingKey: signingKey.publicKey,
    body,
    signature: await signWith(signingKey, bundleSignatureInput(scope, body)),
  });
}
