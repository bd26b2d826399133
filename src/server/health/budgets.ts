/** A tablet's daily budget as staff see it: how much is used, who ran into it, and letting one send more for a while. */
import type { Bytes } from "../../base/bytes.ts";
import { fromHex, toHex } from "../../base/bytes.ts";
import { budgetRaiseMs, unusualDays } from "../../base/limits.ts";
import { deviceIdBytes } from "../../protocol/keys.ts";
import type { DeviceBudget } from "../../protocol/staff/staff-api.ts";
import type { District } from "../district.ts";
import { budgetDay, findBudget, limitsOf } from "../inbox/budget.ts";
import type { CertificateEntry, LedgerState } from "../ledger/ledger.ts";
import type { StorageTx } from "../storage/ports.ts";

/** Devices, by hex id, that were told to come later for their budget within the last {@link unusualDays}. */
export async function findUnusual(tx: StorageTx, ledger: LedgerState, now: number): Promise<ReadonlySet<string>> {
  const serials = await tx.budgets.listDeferred(budgetDay(now) - unusualDays);
  const devices = serials.map((serial) => ledger.findBySerial(serial)?.certificate.device);
  return new Set(devices.filter((device) => device !== undefined).map(toHex));
}

/** What the newest certificate of a device has used today; of a revoked one, what it has used for good. */
export async function readBudget(tx: StorageTx, newest: CertificateEntry, now: number): Promise<DeviceBudget> {
  const { certificate, revokedAt } = newest;
  const isRevoked = revokedAt !== undefined;
  const used = await findBudget(tx, certificate.serial, isRevoked ? 0 : budgetDay(now));
  const raise = await tx.budgets.findRaise(certificate.device);
  const isRaised = raise !== undefined && raise.until > now;
  const limits = limitsOf(isRevoked, isRaised);
  return {
    entries: used.entries,
    entriesMax: limits.entries,
    bytes: used.bytes,
    bytesMax: limits.bytes,
    deferred: used.deferred,
    raise: isRaised ? { until: raise.until, by: raise.by } : undefined,
  };
}

/** Lets a device send more until {@link budgetRaiseMs} from now. False when no such device was ever enrolled. */
export async function raiseBudget(district: District, id: string, by: string): Promise<boolean> {
  const device = readDeviceId(id);
  if (!device || !newestCertificate(district.ledger.state, device)) return false;
  const until = district.clock.now() + budgetRaiseMs;
  await district.storage.transaction((tx) => tx.budgets.putRaise({ device, until, by }));
  return true;
}

/** The certificate with the highest serial of a device. */
export function newestCertificate(ledger: LedgerState, device: Bytes): CertificateEntry | undefined {
  const id = toHex(device);
  const own = ledger.certificates().filter(({ certificate }) => toHex(certificate.device) === id);
  return own.toSorted((a, b) => a.certificate.serial - b.certificate.serial).at(-1);
}

function readDeviceId(id: string): Bytes | undefined {
  const device = fromHex(id);
  return device?.byteLength === deviceIdBytes ? device : undefined;
}
