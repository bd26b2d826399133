/** The district's stand, made in the transaction whose state it tells, and what a tablet proves by showing one back. */
import type { Bytes } from "../../base/bytes.ts";
import { equalBytes } from "../../base/bytes.ts";
import { verifyWord } from "../../crypto/district-words.ts";
import { encodeSigned, parseSigned } from "../../protocol/signed.ts";
import type { Stand } from "../../protocol/stand.ts";
import { encodeStand, noticeHashBytes, parseStand, standBytesMax } from "../../protocol/stand.ts";
import { NO_DEVICE, tags } from "../../protocol/tags.ts";
import type { District } from "../district.ts";
import { signAsDistrict } from "../keys/keys.ts";
import { safeThrough } from "../storage/backup-facts.ts";
import type { StorageTx } from "../storage/ports.ts";

/** Epoch, intake and safe as of this transaction; read all, sign nothing. */
export async function readStand(tx: StorageTx, district: District): Promise<Stand> {
  const tip = await tx.intake.last();
  return {
    epoch: district.ledger.state.epoch,
    intake: tip.intake,
    intakeHash: tip.hash,
    // A generation may hold more than a restored store has numbers for.
    safeThrough: Math.min(await safeThrough(tx), tip.intake),
    time: district.clock.now(),
  };
}

/** The signed stand as it travels. */
export async function signStand(district: District, stand: Stand): Promise<Bytes> {
  return encodeSigned(await signAsDistrict(district, tags.stand, encodeStand(stand)));
}

/** The stand a tablet shows back, or undefined when this district did not sign it. */
export async function openStand(district: District, bytes: Bytes | undefined): Promise<Stand | undefined> {
  if (!bytes) return undefined;
  const signed = parseSigned(bytes, standBytesMax);
  if (!signed.ok) return undefined;
  const scope = { regency: district.regency, device: NO_DEVICE };
  const ours = await verifyWord(district.keys.keyring, tags.stand, scope, signed.value, { allowSuperseded: true });
  const stand = ours ? parseStand(signed.value.body) : undefined;
  return stand?.ok === true ? stand.value : undefined;
}

/**
 * Raises the epoch when a tablet shows, signed by this district, a higher epoch or a (number, hash) of the intake or of a
 * village's stream that this store does not have: a rollback nobody announced (DESIGN §2). Nothing else than the
 * district's own signature can do that: with a stolen key nobody unsettles the other villages.
 */
export async function noticeRollback(district: District, shown: Stand): Promise<void> {
  const { epoch } = district.ledger.state;
  if (shown.epoch < epoch) return;
  if (shown.epoch === epoch && (await district.storage.transaction((tx) => holds(tx, shown)))) return;
  await district.ledger.appendOnce(async (now) => {
    // Somebody else may have raised it meanwhile, for the same reason.
    if (now.epoch > epoch) return { records: [], value: undefined };
    const raised = Math.max(now.epoch, shown.epoch) + 1;
    const at = district.clock.now();
    return { records: [{ kind: "epoch", epoch: raised, why: "rollback-noticed", at }], value: undefined };
  });
  district.log.warn("epoch-raised", { epoch: district.ledger.state.epoch, shown: shown.intake });
}

/** Whether what a stand of this epoch says is the past of this store. */
async function holds(tx: StorageTx, { intake, intakeHash, notices }: Stand): Promise<boolean> {
  const hash = await tx.intake.hashAt(intake);
  if (!hash || !equalBytes(hash, intakeHash)) return false;
  if (!notices) return true;
  const stream = await tx.notices.hashAt(notices.village, notices.position);
  return stream !== undefined && equalBytes(stream.slice(0, noticeHashBytes), notices.hash);
}
