/**
 * Strangers, thieves with a signing key and broken machines send bundles to a real inbox over a real store, and after each an
 * honest tablet's next entry must get its receipt. The hostile half is drawn from a seed; the honest half is made beforehand.
 */
import { definite } from "../../src/base/assert.ts";
import type { Bytes } from "../../src/base/bytes.ts";
import { concatBytes } from "../../src/base/bytes.ts";
import { dailyEntriesMax } from "../../src/base/limits.ts";
import { entryDigest } from "../../src/crypto/hash.ts";
import { signWith } from "../../src/crypto/signing.ts";
import { encodeBlobPartItem, encodeHeaderItem, encodeOffersItem, encodeRunItem } from "../../src/protocol/bundle.ts";
import type { SealedEntry } from "../../src/protocol/entry.ts";
import { frameItem } from "../../src/protocol/framing.ts";
import { bundleSignatureInput, runSignatureInput } from "../../src/protocol/signing-inputs.ts";
import { openPending } from "../../src/server/inbox/open.ts";
import { receiveBundle } from "../../src/server/inbox/receive.ts";
import { makeMemoryLedgerFile } from "../../src/server/ledger/ledger-file.ts";
import type { Prng } from "../simulation/prng.ts";
import type { MemoryDistrict } from "../support/memory-district.ts";
import { makeMemoryDistrict, testVillage } from "../support/memory-district.ts";
import type { FileOptions, FiledEntry, TestTablet } from "../support/test-tablet.ts";
import { enrolTablet, makeTablet, makeTabletKeys, makeFiling, readReply, receiptOf } from "../support/test-tablet.ts";
import { readFixture } from "../contract/wire/fixtures.ts";
import { mutateBytes, mutateCbor } from "./mutate.ts";

/** Under the honest tablet's budget of a day, so that no entry of it is put off. */
const honestEntries = dailyEntriesMax - 20;
const thiefEntries = 24;
const itemsMax = 3;
const offersAtOnce = 12;
/** Entries opened between two bundles, now and then. */
const openAtOnce = 20;
const openEvery = 40;

export type Tally = {
  bundles: number;
  accepted: number;
  refused: number;
  opened: number;
  /** Work of the longest one, in milliseconds of this thread. */
  slowestMs: number;
};

export const noTally = (): Tally => ({ bundles: 0, accepted: 0, refused: 0, opened: 0, slowestMs: 0 });

type Honest = { readonly entry: FiledEntry; readonly bundle: Bytes };
/** Made once, with real keys; every new store knows these tablets from the ledger. */
type Cast = {
  readonly first: MemoryDistrict;
  readonly senders: readonly { readonly tablet: TestTablet; readonly header: Bytes }[];
  readonly loot: readonly FiledEntry[];
  /** Runs of it as the thief would send them. */
  readonly runs: readonly Bytes[];
  readonly honest: readonly Honest[];
  readonly ledger: Bytes;
};

export class HostileInbox {
  readonly #chance: Prng;
  readonly #cast: Cast;
  #district: MemoryDistrict;
  #next = 0;

  private constructor(chance: Prng, cast: Cast) {
    this.#chance = chance;
    this.#cast = cast;
    this.#district = cast.first;
  }

  static async open(chance: Prng): Promise<HostileInbox> {
    return new HostileInbox(chance, await castOf(chance.fork("cast")));
  }

  /** `hostile` bundles, then an honest one. Rejects with what went wrong. */
  async step(tally: Tally, hostile = 1): Promise<void> {
    if (this.#next === this.#cast.honest.length) await this.#beginAnew();
    for (let sent = 0; sent < hostile; sent += 1) await this.#attack(tally);
    await this.#honestBundle();
  }

  async #attack(tally: Tally): Promise<void> {
    const bundle = await this.#hostileBundle();
    const before = process.threadCpuUsage();
    const { status } = await receiveBundle(this.#district, this.#pieces(bundle));
    const { user, system } = process.threadCpuUsage(before);
    tally.slowestMs = Math.max(tally.slowestMs, (user + system) / 1000);
    tally.bundles += 1;
    if (status === 200) tally.accepted += 1;
    else tally.refused += 1;
    if (tally.bundles % openEvery === 0) tally.opened += await openPending(this.#district, openAtOnce);
  }

  /** An empty store, so that the honest entries are new again. */
  async #beginAnew(): Promise<void> {
    const { first, ledger } = this.#cast;
    await this.#district.storage.close();
    const ledgerFile = makeMemoryLedgerFile();
    await ledgerFile.writeAt(0, ledger);
    this.#district = await makeMemoryDistrict({ keys: first.keys, ledgerFile, random: this.#chance.fork("district") });
    this.#next = 0;
  }

  async #honestBundle(): Promise<void> {
    const { entry, bundle } = definite(this.#cast.honest[this.#next], "an honest entry is left");
    this.#next += 1;
    const answer = await receiveBundle(this.#district, whole(bundle));
    if (answer.status !== 200) throw new Error(`the honest tablet was answered ${answer.status}`);
    const state = receiptOf(readReply(concatBytes(...answer.body)), entry);
    if (state !== "complete") throw new Error(`the honest entry is ${state}`);
  }

  /** The bytes as a connection brings them; now and then it breaks. */
  async *#pieces(bytes: Bytes): AsyncIterable<Uint8Array> {
    const chance = this.#chance;
    const size = chance.pick([64, 1000, 16_384, 1_000_000]);
    const end = chance.chance(0.15) ? chance.int(bytes.byteLength + 1) : bytes.byteLength;
    for (let at = 0; at < end; at += size) yield bytes.subarray(at, Math.min(end, at + size));
    if (end < bytes.byteLength) throw new Error("connection reset");
  }

  async #hostileBundle(): Promise<Bytes> {
    const chance = this.#chance;
    const sender = chance.pick(this.#cast.senders);
    const items = [chance.chance(0.15) ? await this.#strangeHeader(sender.tablet) : sender.header];
    for (let left = 1 + chance.int(itemsMax); left > 0; left -= 1) items.push(await this.#item(sender.tablet));
    const bundle = concatBytes(...items.map(frameItem));
    return chance.chance(0.35) ? mutateBytes(bundle, chance, borrowed) : bundle;
  }

  /** Signed by a key that may, saying what nobody says. */
  async #strangeHeader(sender: TestTablet): Promise<Bytes> {
    const chance = this.#chance;
    const body = mutateCbor(definite(readFixture("bundle-body"), "bundle body"), chance);
    const scope = { regency: this.#district.regency, device: sender.device };
    const header = encodeHeaderItem({
      certificate: sender.certificate,
      device: sender.device,
      signingKey: sender.signing.publicKey,
      body,
      signature: await signWith(sender.signing, bundleSignatureInput(scope, body)),
    });
    return chance.chance(0.3) ? mutateCbor(header, chance, borrowed) : header;
  }

  async #item(sender: TestTablet): Promise<Bytes> {
    const chance = this.#chance;
    switch (chance.int(8)) {
      case 0:
        return mutateCbor(chance.pick(borrowed), chance, borrowed);
      case 1:
        return chance.bytes(chance.int(600));
      case 2:
        return encodeOffersItem(Array.from({ length: 1 + chance.int(offersAtOnce) }, () => chance.bytes(32)));
      case 3:
        return this.#blobPart();
      case 4:
        return mutateCbor(chance.pick(this.#cast.runs), chance, borrowed);
      default:
        return this.#strangeRun(sender);
    }
  }

  #blobPart(): Bytes {
    const chance = this.#chance;
    const part = encodeBlobPartItem({
      hash: chance.bytes(32),
      offset: chance.int(400_000),
      size: chance.int(400_000),
      namedBy: Array.from({ length: chance.int(5) }, () => chance.pick(this.#cast.loot).prefix),
      bytes: chance.bytes(chance.int(4096)),
    });
    return chance.chance(0.3) ? mutateCbor(part, chance) : part;
  }

  /** Entries whose headers and envelopes were changed, signed as they are now by a key that may. */
  async #strangeRun(sender: TestTablet): Promise<Bytes> {
    const chance = this.#chance;
    const { entry: first } = chance.pick(this.#cast.loot);
    const shared = chance.chance(0.2) ? mutateCbor(first.shared, chance) : first.shared;
    const entries = Array.from({ length: 1 + chance.int(3) }, (): SealedEntry => {
      const { own, envelope } = chance.pick(this.#cast.loot).entry;
      return {
        shared,
        own: chance.chance(0.5) ? mutateCbor(own, chance) : own,
        envelope: chance.chance(0.5) ? mutateBytes(envelope, chance, borrowed) : envelope,
      };
    });
    const device = chance.chance(0.1) ? chance.bytes(16) : sender.device;
    const scope = { regency: this.#district.regency, device };
    const digests = await Promise.all(entries.map((entry) => entryDigest(scope, entry)));
    const signature = await signWith(sender.signing, runSignatureInput(scope, digests));
    return encodeRunItem({ device, shared, entries, proof: { kind: "run", signature } });
  }
}

const borrowed = ["bundle", "bundle-run", "bundle-blob-part", "bundle-notice", "bundle-slip", "reply"].map((name) =>
  definite(readFixture(name), name),
);

async function castOf(chance: Prng): Promise<Cast> {
  const first = await makeMemoryDistrict({ random: chance.fork("district") });
  const honestTablet = await enrolTablet(first);
  const thief = await enrolTablet(first);
  const keys = await makeTabletKeys();
  const stranger = makeTablet({ district: first, ...keys, device: chance.bytes(16), certificate: undefined });
  const tablets = [thief, thief, stranger];
  const senders = await Promise.all(tablets.map(async (tablet) => ({ tablet, header: await tablet.header() })));
  const loot: FiledEntry[] = [];
  for (let at = 0; at < thiefEntries; at += 1) loot.push(await thief.file(strangeFiling(chance, at)));
  const runs = await Promise.all(loot.map((entry) => thief.run([entry])));
  const header = frameItem(await honestTablet.header());
  const honest: Honest[] = [];
  for (let at = 0; at < honestEntries; at += 1) {
    const entry = await honestTablet.file();
    honest.push({ entry, bundle: concatBytes(header, frameItem(await honestTablet.run([entry]))) });
  }
  return { first, senders, loot, runs, honest, ledger: await first.ledgerFile.readFrom(0) };
}

async function* whole(bytes: Bytes): AsyncIterable<Uint8Array> {
  yield bytes;
}

/** Contents that open and say too much, too little, or something else. */
function strangeFiling(chance: Prng, number: number): FileOptions {
  const secret = chance.bytes(16);
  const base = number % 3 === 0 ? { base: chance.bytes(32), kind: "correction" as const } : {};
  const deep: { [key: string]: string | null } = Object.fromEntries(
    Array.from({ length: 40 }, (_, at) => [`k${at}`, chance.chance(0.1) ? null : "x".repeat(chance.int(300))]),
  );
  const content = makeFiling(
    secret,
    chance.chance(0.5) ? { answers: deep } : { serviceId: chance.pick(["", "x", "ktp-el-lost"]) },
  );
  const blobs = number % 4 === 1 ? [{ hash: chance.bytes(32), size: 1 + chance.int(400_000) }] : [];
  return { ...base, content, blobs, seq: 1 + chance.int(5), village: testVillage.number, priority: chance.int(3) };
}
