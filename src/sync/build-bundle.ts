/**
 * Turns a plan into the bytes of a bundle: reads entries and blobs, makes runs, signs. What cannot be read is left out
 * and named; it holds up nothing else. Knows no network.
 */
import { assert } from "../base/assert.ts";
import type { Bytes } from "../base/bytes.ts";
import { equalBytes, toHex } from "../base/bytes.ts";
import { asksMax, headsMax, runBytesMax } from "../base/limits.ts";
import type { BundleBody, LogHead, Run } from "../protocol/bundle.ts";
import {
  encodeBlobPartItem,
  encodeBundleBody,
  encodeHeaderItem,
  encodeNoticeItem,
  encodeOffersItem,
  encodeRunItem,
  encodeSlipItem,
} from "../protocol/bundle.ts";
import { entrySize, parseSharedHeader } from "../protocol/entry.ts";
import { frameItem } from "../protocol/framing.ts";
import type { Keyring } from "../protocol/keyring.ts";
import { keyIdBytes } from "../protocol/keys.ts";
import { bundleSignatureInput, runSignatureInput } from "../protocol/signing-inputs.ts";
import type { Plan, PlannedPart } from "./compose-bundle.ts";
import type { EntryMeta, LogPort, LoggedEntry, Ports, Sent, SyncState } from "./ports.ts";

export type BuiltBundle = {
  readonly items: readonly Bytes[];
  readonly bytes: number;
  readonly sent: Sent;
  /** Digests of the entries of every run, in its order: a reply may speak of them by their place. */
  readonly runs: readonly (readonly Bytes[])[];
  /** Hex names of entries and blobs the disk did not give. */
  readonly unreadable: readonly string[];
};

type Question = {
  readonly nonce: Bytes;
  readonly state: SyncState;
  readonly keyringNumber: number;
  /** Bytes on a stick cost nothing and may be damaged there: every entry is an item and a proof of its own. */
  readonly isCarried?: boolean;
};

type BundlePorts = Pick<Ports, "blobs" | "signer" | "verifier" | "configVersion" | "report"> & {
  readonly log: Pick<LogPort, "read" | "heads">;
};

/** The keys of the district as this tablet knows them. */
export async function ringOf({ verifier }: Pick<Ports, "verifier">, { keyring }: SyncState): Promise<Keyring> {
  const ring = await verifier.openKeyring(keyring);
  assert(ring.ok, "the stored keyring was verified before it was stored");
  return ring.value;
}

/** The framed items of a bundle, header first. */
export async function buildBundle(ports: BundlePorts, plan: Plan, question: Question): Promise<BuiltBundle> {
  const unreadable: string[] = [];
  const fresh = await readEntries(ports, plan.fresh, unreadable);
  const wanted = await readEntries(ports, plan.wanted, unreadable);
  const parts = await readParts(ports, plan.parts, unreadable);
  const isCarried = question.isCarried === true;
  const groupsOf = isCarried ? eachAlone : groupIntoRuns;
  const freshGroups = groupsOf(fresh);
  const groups = [...freshGroups, ...groupsOf(wanted)];
  const runs = (await makeRuns(ports, groups, isCarried)).map(encodeRunItem);
  const items = [
    await headerItem(ports, question),
    ...runs.slice(0, freshGroups.length),
    ...(plan.offers.length > 0 ? [encodeOffersItem(plan.offers.map((meta) => meta.digest))] : []),
    ...runs.slice(freshGroups.length),
    ...parts.map(({ part, bytes }) => encodeBlobPartItem({ ...part, bytes })),
    ...plan.notices.map((notice) => encodeNoticeItem(notice.signed)),
    ...plan.slips.map(encodeSlipItem),
  ].map(frameItem);
  return {
    items,
    bytes: items.reduce((sum, item) => sum + item.byteLength, 0),
    runs: groups.map((group) => group.map((entry) => entry.digest)),
    sent: { digests: [...fresh, ...wanted].map((entry) => entry.digest), blobs: blobsOf(parts) },
    unreadable,
  };
}

/** The header: what the district signed last, heads of every log that holds something not safe, report, cursor. */
async function headerItem(ports: BundlePorts, { nonce, state, keyringNumber, isCarried }: Question): Promise<Bytes> {
  const { signer, verifier } = ports;
  const body: BundleBody = {
    nonce,
    stand: state.stand,
    heads: (await ports.log.heads()).slice(-headsMax).map((head) => briefHead(head, signer.device)),
    report: await ports.report(),
    cursor: state.cursor,
    keyringNumber,
    configVersion: await ports.configVersion(),
    asks: state.asks.slice(0, asksMax),
    neighboursThrough: state.neighboursThrough,
    // A file's reply may come after a restart.
    knowsRuns: isCarried !== true,
    changesThrough: state.changesThrough,
  };
  const bytes = encodeBundleBody(body);
  return encodeHeaderItem({
    certificate: signer.certificate,
    device: signer.device,
    signingKey: signer.signingKey,
    body: bytes,
    signature: await signer.sign(bundleSignatureInput({ regency: verifier.regency, device: signer.device }, bytes)),
  });
}

/** The sender's own device goes without saying: 16 bytes a head. */
function briefHead(head: LogHead, own: Bytes): LogHead {
  const { logId, seq, runningHash, device } = head;
  return device && equalBytes(device, own) ? { logId, seq, runningHash } : head;
}

async function readEntries(
  ports: BundlePorts,
  planned: readonly EntryMeta[],
  unreadable: string[],
): Promise<readonly LoggedEntry[]> {
  // One after the other a thousand entries cost a second before the first byte leaves.
  const read = await Promise.all(planned.map(({ digest }) => ports.log.read(digest)));
  for (const [at, { digest }] of planned.entries()) if (!read[at]) unreadable.push(toHex(digest));
  return read.filter((entry) => entry !== undefined);
}

/**
 * DESIGN §2: a run is closed by one signature; what the living key did not sign, and what is carried, brings the
 * journal's own: no living key is needed, and what harms one entry harms no other.
 */
async function makeRuns(ports: BundlePorts, groups: readonly Group[], isCarried: boolean): Promise<readonly Run[]> {
  const livingKeyId = (await ports.verifier.sha256(ports.signer.signingKey)).slice(0, keyIdBytes);
  return Promise.all(
    groups.map(async (group) => {
      const [first] = group;
      const isLiving = !isCarried && equalBytes(first.device, ports.signer.device) && isSignedBy(first, livingKeyId);
      const scope = { regency: ports.verifier.regency, device: first.device };
      const digests = group.map((entry) => entry.digest);
      return {
        device: first.device,
        shared: first.entry.shared,
        entries: group.map((logged) => logged.entry),
        proof: isLiving
          ? { kind: "run", signature: await ports.signer.sign(runSignatureInput(scope, digests)) }
          : { kind: "each", signatures: group.map((logged) => logged.signature) },
      } satisfies Run;
    }),
  );
}

function isSignedBy({ entry }: LoggedEntry, keyId: Bytes): boolean {
  const shared = parseSharedHeader(entry.shared);
  return shared.ok && equalBytes(shared.value.signingKeyId, keyId);
}

type Group = [LoggedEntry, ...LoggedEntry[]];

function eachAlone(entries: readonly LoggedEntry[]): readonly Group[] {
  return entries.map((entry) => [entry]);
}

/** Neighbours of one device and one shared header, up to the bytes of a run; a larger entry stands alone. */
function groupIntoRuns(entries: readonly LoggedEntry[]): readonly Group[] {
  const groups: Group[] = [];
  let bytes = 0;
  for (const logged of entries) {
    const group = groups.at(-1);
    const size = entrySize(logged.entry);
    if (group && isSameRun(group[0], logged) && bytes + size <= runBytesMax) {
      group.push(logged);
      bytes += size;
    } else {
      groups.push([logged]);
      bytes = size;
    }
  }
  return groups;
}

function isSameRun(a: LoggedEntry, b: LoggedEntry): boolean {
  return equalBytes(a.device, b.device) && equalBytes(a.entry.shared, b.entry.shared);
}

type ReadPart = { readonly part: PlannedPart; readonly bytes: Bytes };

async function readParts(
  ports: BundlePorts,
  planned: readonly PlannedPart[],
  unreadable: string[],
): Promise<readonly ReadPart[]> {
  const parts: ReadPart[] = [];
  for (const part of planned) {
    const bytes = await ports.blobs.read(part.hash, part.offset, part.length);
    if (bytes && bytes.byteLength === part.length) parts.push({ part, bytes });
    else unreadable.push(toHex(part.hash));
  }
  return parts;
}

function blobsOf(parts: readonly ReadPart[]): readonly Bytes[] {
  return [...new Map(parts.map(({ part }) => [toHex(part.hash), part.hash])).values()];
}
