/** One run item of a bundle: proven, then stored by group commit; under an unknown key onto the shelf. */
import { definite } from "../../base/assert.ts";
import type { Bytes } from "../../base/bytes.ts";
import { equalBytes } from "../../base/bytes.ts";
import type { Run } from "../../protocol/bundle.ts";
import { parseSharedHeader } from "../../protocol/entry.ts";
import type { ErrorCode } from "../../protocol/errors.ts";
import type { PublicKeyBytes } from "../../protocol/keys.ts";
import { entryDigestNow } from "../digests.ts";
import type { District } from "../district.ts";
import type { StorageTx } from "../storage/ports.ts";
import { StorageFullError } from "../storage/ports.ts";
import { Budget } from "./budget.ts";
import { groupCommitOf } from "./group-commit.ts";
import type { Session } from "./session.ts";
import { putOnShelf, shelfOrigin } from "./shelf.ts";
import type { StoredRun } from "./store-run.ts";
import { storeRun } from "./store-run.ts";
import type { ProvenRun } from "./verify-run.ts";
import { verifyRun } from "./verify-run.ts";

/** Stores a proven run; resolves when it is durable, deferred, or on the shelf. */
export type StoreRun = () => Promise<void>;

/**
 * Proves a run and gives what stores it, so that the caller can read on while the disk works and runs are still stored
 * in the order they came. A bad run harms only itself: it is reported and nothing is left to store.
 */
export async function proveRun(district: District, session: Session, item: Bytes, run: Run): Promise<StoreRun> {
  const proven = await verifyRun(district.regency, run, (id) => findKey(district, session, id));
  if (proven.ok) {
    if (proven.value.problem) session.report(proven.value.problem);
    const { device, shared, entries } = proven.value;
    session.count(shared.village, "refused", run.entries.length - entries.length);
    const isCertified = district.ledger.state.findBySigningKey(shared.signingKeyId) !== undefined;
    if (isCertified && !district.ledger.state.nameRight(shared.signingKeyId, device)) {
      // A good signature in another device's name: its gaps and forks would be blamed on that device.
      return refuse(session, run, "certificate-invalid");
    }
    const isWhole = entries.length === run.entries.length;
    return () => (isCertified ? store(district, session, proven.value, isWhole) : shelve(district, session, item, run));
  }
  // Carried for a neighbour whose key is not certified yet: nobody can prove it now, its carrier answers for it.
  if (proven.code === "key-unknown" && session.budget) return () => shelve(district, session, item, run);
  return refuse(session, run, proven.code === "key-unknown" ? "certificate-invalid" : proven.code);
}

function refuse(session: Session, run: Run, why: ErrorCode): StoreRun {
  const shared = parseSharedHeader(run.shared);
  session.report(why);
  session.count(shared.ok ? shared.value.village : 0, "refused", run.entries.length);
  return async () => undefined;
}

function findKey(district: District, session: Session, id: Bytes): PublicKeyBytes | undefined {
  const { sender } = session;
  if (equalBytes(id, sender.signingKeyId)) return sender.header.signingKey;
  return district.ledger.state.findBySigningKey(id)?.certificate.signingKey;
}

async function store(district: District, session: Session, run: ProvenRun, isWhole: boolean): Promise<void> {
  const digests = run.entries.map((entry) => entry.digest);
  const { budget } = session;
  let reserved = { entries: 0, bytes: 0 };
  const giveBack = (): void => {
    budget?.release(reserved.entries, reserved.bytes);
    reserved = { entries: 0, bytes: 0 };
  };
  const reserve = (entries: number, bytes: number, isSlipped: boolean): boolean => {
    if (budget?.reserve(entries, bytes, isSlipped) !== true) return false;
    reserved = { entries, bytes };
    return true;
  };
  const outcome = await keepingRoom(session, digests, () =>
    groupCommitOf(district.storage).run(digests.length, async (tx) => {
      // Run a second time when the transaction it shared has failed.
      giveBack();
      if (!budget) return storeByOwnKey(tx, district, run);
      return storeRun(tx, district, run, { bySerial: session.sender.certificate?.serial ?? 0, reserve });
    }),
  );
  const { village } = run.shared;
  if (!outcome) {
    session.count(village, "later", digests.length);
    return giveBack();
  }
  const { stored, deferred } = outcome;
  session.count(village, "taken", stored.length);
  session.count(village, "later", deferred.length);
  session.count(village, "known", digests.length - stored.length - deferred.length);
  session.defer(deferred);
  if (isWhole) session.nameRun(digests);
  else session.name(digests);
}

/**
 * Brought under a key that nobody has certified: a tablet that lost its own, a stick. The journal's signatures prove the
 * entries without any living key (DESIGN §2), so they count within the budget of the certificate they were signed under.
 */
async function storeByOwnKey(tx: StorageTx, district: District, run: ProvenRun): Promise<StoredRun> {
  const known = definite(district.ledger.state.findBySigningKey(run.shared.signingKeyId), "a certified key");
  const { serial, device } = known.certificate;
  const budget = await Budget.open(tx, { serial, device }, district.clock.now(), known.revokedAt !== undefined);
  const outcome = await storeRun(tx, district, run, {
    bySerial: serial,
    reserve: (entries, bytes, isSlipped) => budget.reserve(entries, bytes, isSlipped),
  });
  await budget.save(tx);
  return outcome;
}

async function shelve(district: District, session: Session, item: Bytes, run: Run): Promise<void> {
  const shared = parseSharedHeader(run.shared);
  if (!shared.ok) return session.report("malformed");
  const scope = { regency: district.regency, device: run.device };
  const digests = run.entries.map((entry) => entryDigestNow(scope, entry));
  session.report("certificate-invalid");
  // On the shelf or not, it is not held: no receipt, and the tablet keeps it.
  session.defer(digests);
  session.count(shared.value.village, "later", digests.length);
  const origin = await shelfOrigin(district, session.sender.certificate?.village, session.way.address);
  const { signingKeyId } = shared.value;
  const row = { item, signingKeyId, entries: digests.length, origin, at: district.clock.now() };
  await keepingRoom(session, digests, () =>
    groupCommitOf(district.storage).run(digests.length, (tx) => putOnShelf(tx, row)),
  );
}

/** A full disk loses nothing: the tablet is told, signed, to come later (failures.md F41). */
async function keepingRoom<T>(
  session: Session,
  digests: readonly Bytes[],
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StorageFullError)) throw error;
    session.tellFull();
    session.defer(digests);
    return undefined;
  }
}
