/**
 * What somebody with a stolen key does in the name of others: files for another village, signs for another device, meddles
 * with an application that is not its village's, brings blobs nobody asked for. All of it well made; none of it may count.
 */
import type { Bytes } from "../../src/base/bytes.ts";
import { equalBytes, toHex } from "../../src/base/bytes.ts";
import { unwrap } from "../../src/base/result.ts";
import { openKeyring } from "../../src/crypto/district-words.ts";
import { sha256 } from "../../src/crypto/hash.ts";
import { signWith } from "../../src/crypto/signing.ts";
import { sampleFiling } from "../../src/domain/sample/sample-filing.ts";
import { encodeBlobPartItem, encodeRunItem } from "../../src/protocol/bundle.ts";
import { digestPrefixBytes, logIdBytes } from "../../src/protocol/entry.ts";
import { runSignatureInput } from "../../src/protocol/signing-inputs.ts";
import { bytesOfHex } from "../../src/store/log/rows.ts";
import type { EntryRow } from "../../src/store/tables.ts";
import type { Unsealed } from "../../src/worker/build-entry.ts";
import { freezeEntry } from "../../src/worker/build-entry.ts";
import type { Enrolled } from "../../src/worker/tablet.ts";
import type { Confirmed } from "./auditor.ts";
import type { Prng } from "./prng.ts";
import type { World } from "./world.ts";
import { wallClock } from "./world.ts";

const bare = { isUrgent: true, blobs: [] } as const;
const OFFICER = { id: "p9", name: "Pak Lurah" };

/** Items against a tablet of another village; none where all are of one. */
export async function asSomebodyElse(
  world: World,
  enrolled: Enrolled,
  kind: "stranger" | "blame" | "meddle",
): Promise<readonly Bytes[]> {
  const { random, configuration, tablets } = world;
  const others = tablets.filter((other) => other.enrolled.enrolment.village !== enrolled.enrolment.village);
  if (others.length === 0) return [];
  const { enrolment, scope } = random.pick(others).enrolled;
  const filedAt = wallClock(world);
  if (kind === "meddle") {
    const victim = findVictim(world, scope.device);
    if (!victim) return [];
    const lie = {
      ...bare,
      kind: "withdrawal",
      content: { kind: "withdrawal", reason: "tidak jadi", officer: OFFICER, filedAt },
      applicationId: bytesOfHex(victim.applicationId),
      base: bytesOfHex(victim.digest),
    } as const;
    return [await sealedRun(world, enrolled, lie)];
  }
  const content = sampleFiling(random.pick(configuration.services), configuration, random.fraction, { filedAt });
  const liar =
    kind === "blame"
      ? { ...enrolled, scope }
      : { ...enrolled, enrolment: { ...enrolled.enrolment, village: enrolment.village } };
  return [await sealedRun(world, liar, { ...bare, kind: "application", content })];
}

function findVictim({ auditor, random }: World, device: Bytes): Confirmed | undefined {
  const filed = [...auditor.confirmed.values()].filter(
    (entry) => entry.kind === "application" && equalBytes(entry.device, device),
  );
  return filed[random.int(filed.length)];
}

/** A run of one entry, properly sealed and signed as whoever `liar` says to be. */
async function sealedRun(world: World, liar: Enrolled, lie: Unsealed): Promise<Bytes> {
  const { random, configuration: config, auditor } = world;
  const { keyring: signed, rootKey, regency } = liar.enrolment;
  const keyring = unwrap(await openKeyring(signed, rootKey, regency));
  const place = { logId: random.bytes(logIdBytes), seq: 1 };
  const { entry, digest } = unwrap(await freezeEntry(liar, { keyring, config }, lie, place));
  auditor.forged.add(toHex(digest));
  const signature = await signWith(liar.signingKey, runSignatureInput(liar.scope, [digest]));
  const { device } = liar.scope;
  return encodeRunItem({ device, shared: entry.shared, entries: [entry], proof: { kind: "run", signature } });
}

/** A whole blob of the thief's own, said to belong to an entry that does not name it. */
export async function strayBlob(random: Prng, rows: readonly EntryRow[]): Promise<readonly Bytes[]> {
  const bytes = random.bytes(1 + random.int(4000));
  const row = rows[0];
  const namedBy = [row ? bytesOfHex(row.key).slice(0, digestPrefixBytes) : random.bytes(digestPrefixBytes)];
  return [encodeBlobPartItem({ hash: await sha256(bytes), size: bytes.byteLength, offset: 0, bytes, namedBy })];
}
