/**
 * The ledger over its file: every record carries the hash of the one before it and the district's signature, so that
 * nothing can be taken out, changed or put in between. The last signature proves the whole chain.
 */
import { assert } from "../../base/assert.ts";
import type { Bytes } from "../../base/bytes.ts";
import { concatBytes, equalBytes } from "../../base/bytes.ts";
import { sha256 } from "../../crypto/hash.ts";
import { keyId } from "../../crypto/hash.ts";
import { verifyWith } from "../../crypto/signing.ts";
import { frameHead, frameItem, ItemReader } from "../../protocol/framing.ts";
import type { SignedBytes } from "../../protocol/signed.ts";
import { encodeSigned, parseSigned, signedInput } from "../../protocol/signed.ts";
import { NO_DEVICE, tags } from "../../protocol/tags.ts";
import type { DistrictKeys } from "../keys/keys.ts";
import { signAsDistrict } from "../keys/keys.ts";
import { makeTurns } from "../turns.ts";
import type { LedgerFile } from "./ledger-file.ts";
import { LedgerIndex } from "./ledger-index.ts";
import type { Ledger, LedgerRecord } from "./ledger.ts";
import { encodeRecord, ledgerRecordBytesMax, parseRecord } from "./records.ts";

type Trust = { readonly regency: string; readonly keys: DistrictKeys };

/** Where the chain ends. */
type End = { readonly offset: number; readonly number: number; readonly hash: Bytes };

const chainStart: End = { offset: 0, number: 0, hash: new Uint8Array(32) };
/** One name for {@link makeTurns}: the file has one end. */
const oneAtATime = "ledger";

/**
 * Opens the ledger of a regency, proves it and gives it its first epoch. Throws when the chain is broken or somebody
 * else signed it: a district must not serve on a ledger it cannot believe.
 */
export async function openLedger(trust: Trust, file: LedgerFile, now: number): Promise<Ledger> {
  const index = new LedgerIndex();
  const turns = makeTurns();
  let end = chainStart;

  /** Reads what is new in the file. A last record that a crash cut short is left out and overwritten later. */
  const catchUp = async (): Promise<void> => {
    const read = await readChain(trust, end, await file.readFrom(end.offset));
    for (const record of read.records) await index.apply(record);
    end = read.end;
  };

  const write = async (records: readonly LedgerRecord[]): Promise<void> => {
    if (records.length === 0) return;
    const chained = await chain(trust, end, records);
    await file.writeAt(end.offset, chained.bytes);
    end = chained.end;
    for (const record of records) await index.apply(record);
  };

  const ledger: Ledger = {
    state: index,
    refresh: () => turns.take(oneAtATime, catchUp),
    append: (...records) => ledger.appendOnce(async () => ({ records, value: undefined })),
    appendOnce: (decide) =>
      turns.take(oneAtATime, () =>
        file.alone(async () => {
          await catchUp();
          const { records, value } = await decide(index);
          await write(records);
          return value;
        }),
      ),
    close: () => turns.take(oneAtATime, () => file.close()),
  };

  await ledger.appendOnce(async (state) => ({
    records: state.epoch === 0 ? [{ kind: "epoch", epoch: 1, why: "first", at: now }] : [],
    value: undefined,
  }));
  return ledger;
}

async function chain(
  trust: Trust,
  from: End,
  records: readonly LedgerRecord[],
): Promise<{ readonly bytes: Bytes; readonly end: End }> {
  const items: Bytes[] = [];
  let end = from;
  for (const record of records) {
    const body = encodeRecord({ number: end.number + 1, previous: end.hash, record });
    const item = frameItem(encodeSigned(await signAsDistrict(trust, tags.ledger, body)));
    items.push(item);
    end = { offset: end.offset + item.byteLength, number: end.number + 1, hash: await sha256(body) };
  }
  return { bytes: concatBytes(...items), end };
}

async function readChain(
  trust: Trust,
  from: End,
  bytes: Bytes,
): Promise<{ readonly records: readonly LedgerRecord[]; readonly end: End }> {
  const reader = new ItemReader(ledgerRecordBytesMax);
  const items = reader.push(bytes);
  assert(items.ok && reader.failure === undefined, "the ledger is a sequence of records");
  const records: LedgerRecord[] = [];
  let end = from;
  let last: SignedBytes | undefined;
  for (const item of items.value) {
    const signed = parseSigned(item, ledgerRecordBytesMax);
    const parsed = signed.ok ? parseRecord(signed.value.body) : signed;
    assert(signed.ok && parsed.ok, "a record of the ledger can be read");
    assert(parsed.value.number === end.number + 1, "the ledger's records follow each other");
    assert(equalBytes(parsed.value.previous, end.hash), "the ledger's chain is whole");
    if (parsed.value.record) records.push(parsed.value.record);
    const length = frameHead(item.byteLength).byteLength + item.byteLength;
    end = { offset: end.offset + length, number: end.number + 1, hash: await sha256(signed.value.body) };
    last = signed.value;
  }
  if (last) assert(await isOurs(trust, last), "the ledger is signed by this district");
  return { records, end };
}

/** Any key that ever stood in the keyring: a revoked key's old records are held in place by the records after them. */
async function isOurs({ regency, keys }: Trust, signed: SignedBytes): Promise<boolean> {
  const input = signedInput(tags.ledger, { regency, device: NO_DEVICE }, signed);
  for (const { use, key } of keys.keyring.keys) {
    if (use === "sign" && equalBytes(await keyId(key), signed.keyId)) return verifyWith(key, input, signed.signature);
  }
  return false;
}
