/**
 * What DESIGN §2 and §6 promise of keys and devices: a place of a log that is taken twice shows and nothing else does,
 * what comes under a revoked key has no effect, a tablet shows as set aside what the district has set aside.
 */
import { equalBytes, toHex } from "../../../src/base/bytes.ts";
import { look } from "../databases.ts";
import { bytesOfHex } from "../../../src/store/log/rows.ts";
import type { Checked } from "./holdings.ts";
import { heldEntries } from "./holdings.ts";

/** At the end, after the calm. */
export function checkTrust(checked: Checked): void {
  checkForks(checked);
  checkFalseHeads(checked);
  checkForged(checked);
  checkRevoked(checked);
  checkSetAsideIsShown(checked);
}

function checkForks({ auditor, office }: Checked): void {
  const forked = new Set(
    look(office.storage.database, "SELECT lower(hex(device)) AS device FROM devices WHERE forked_at > 0")
      .all()
      .map((row) => String(row["device"])),
  );
  const twice = look(
    office.storage.database,
    "SELECT DISTINCT lower(hex(device)) AS device FROM entries GROUP BY device, log_id, seq HAVING count(*) > 1",
  ).all();
  for (const { device } of twice)
    if (!forked.has(String(device))) auditor.fail("2 no double", `${String(device).slice(0, 8)} is forked, unseen`);
  const isSuspect = auditor.forged.size + auditor.falseHeads.length > 0;
  for (const device of forked)
    if (!isSuspect) auditor.fail("2 no double", `${device.slice(0, 8)} has used a place of its log twice`);
}

/** A place that was told with another hash than it has shows, once everything up to it is here (§2: running hashes). */
function checkFalseHeads({ auditor, office }: Checked): void {
  // What the database alone knew of a fork goes with a restore.
  if (office.rolledBackAtMs > 0) return;
  const { database } = office.storage;
  for (const { device, head } of auditor.falseHeads) {
    const { logId, seq, runningHash } = head;
    const isTold = office.district?.ledger.state
      .announcedPlaces(device, logId)
      .some((place) => place.seq === seq && equalBytes(place.runningHash, runningHash));
    const held = look(
      database,
      "SELECT count(*) AS entries, count(DISTINCT seq) AS seqs FROM entries WHERE device = ? AND log_id = ? AND seq <= ?",
    ).get(device, logId, seq);
    if (isTold !== true || held?.["seqs"] !== seq || held["entries"] !== seq) continue;
    const row = look(database, "SELECT forked_at FROM devices WHERE device = ?").get(device);
    if (!row || Number(row["forked_at"]) === 0)
      auditor.fail("2 no double", `a false hash of ${toHex(device).slice(0, 8)} has not been seen`);
  }
}

/** What is held was sealed by somebody; what was forged, squatted or meddled with is held and has no effect. */
function checkForged({ auditor, office }: Checked): void {
  for (const { digest, standing } of heldEntries(office)) {
    if (auditor.forged.has(digest) && standing === "opened")
      auditor.fail("2 no double", `${digest.slice(0, 8)} is a forgery and has had its effect`);
    if (!auditor.forged.has(digest) && !auditor.sealed.has(digest))
      auditor.fail("2 no double", `${digest.slice(0, 8)} is held and nobody has filed it`);
  }
  const stray = look(
    office.storage.database,
    "SELECT lower(hex(hash)) AS hash FROM blobs WHERE hash NOT IN (SELECT hash FROM entry_blobs)",
  ).all();
  for (const { hash } of stray)
    auditor.fail("6 bounded", `the blob ${String(hash).slice(0, 8)} is kept and no entry names it`);
}

/** Received after the certificate was taken back: held, never in effect. */
function checkRevoked({ auditor, office }: Checked): void {
  for (const id of auditor.revokedKeys) {
    const revokedAt = office.district?.ledger.state.findBySigningKey(bytesOfHex(id))?.revokedAt;
    if (revokedAt === undefined) {
      auditor.fail("5 nothing blocks", `nobody knows any more that ${id} was revoked`);
      continue;
    }
    const opened = look(
      office.storage.database,
      "SELECT lower(hex(digest)) AS digest FROM entries WHERE signing_key_id = ? AND received_at > ? AND standing = 'opened'",
    ).all(bytesOfHex(id), revokedAt);
    for (const { digest } of opened)
      auditor.fail("5 nothing blocks", `${String(digest).slice(0, 8)} came under a revoked key and had its effect`);
  }
}

function checkSetAsideIsShown(checked: Checked): void {
  for (const what of findUntold(checked)) checked.auditor.fail("3 true green", what);
}

/**
 * What the district has set aside and a tablet still shows as received ("quarantined is a state of its own"); the news
 * comes with the next exchange, to each copy of a device and to a database that fell back.
 */
export function findUntold({ office, tablets }: Checked): readonly string[] {
  const states = new Map(heldEntries(office).map(({ digest, state }) => [digest, state]));
  const untold: string[] = [];
  for (const tablet of tablets) {
    const device = toHex(tablet.enrolled.scope.device);
    if (tablet.isGone) continue;
    for (const { key, device: filedAs, custody, purged } of tablet.rows.entries.values()) {
      const isSaid = custody.delivery === "received" && purged === 0 && toHex(filedAs) === device;
      if (isSaid && states.get(key) === "quarantined" && custody.receipt?.state === "complete")
        untold.push(`${tablet.name} shows ${key.slice(0, 8)} as received; it was set aside`);
    }
  }
  return untold;
}
