/**
 * One piece of a blob, whole or cut: kept per (blob, certificate) and only for a blob that a held entry names. The whole
 * is proven by its hash, then its entries are completed.
 */
import type { BlobPart } from "../../protocol/blob-part.ts";
import type { District } from "../district.ts";
import { StorageFullError } from "../storage/ports.ts";
import { completeEntries } from "./complete.ts";
import { groupCommitOf } from "./group-commit.ts";
import type { Session } from "./session.ts";

/** Resolves when the bytes are kept or were not wanted. Entries it completes are named for the reply. */
export async function takeBlobPart(district: District, session: Session, part: BlobPart): Promise<void> {
  session.name(part.namedBy);
  const { certificate } = session.sender;
  if (!certificate || !(await isWanted(district, part))) return;
  if (session.budget?.reserve(0, part.bytes.byteLength) !== true) {
    session.defer(part.namedBy);
    return;
  }
  try {
    await keep(district, session, part, certificate.serial);
  } catch (error) {
    if (!(error instanceof StorageFullError)) throw error;
    session.tellFull();
  }
}

/** A stranger's bytes are not stored: some held entry names this hash with this size, and it is not complete yet. */
async function isWanted(district: District, part: BlobPart): Promise<boolean> {
  return district.storage.transaction(async (tx) => {
    const named = await tx.blobs.findNamed([part.hash]);
    if (!named.some((blob) => blob.size === part.size)) return false;
    return (await tx.blobs.findComplete([part.hash])).length === 0;
  });
}

async function keep(district: District, session: Session, part: BlobPart, serial: number): Promise<void> {
  const { hash, size } = part;
  const length = await district.blobs.appendPart(hash, serial, part.offset, part.bytes);
  // A gap: the piece before was lost on its way. The reply's `wanted` names the offset.
  if (!length.ok) return;
  if (length.value < size) return;
  const whole = await district.blobs.finish(hash, serial);
  if (!whole.ok) {
    session.report("malformed");
    return;
  }
  const storedAt = district.clock.now();
  const completed = await groupCommitOf(district.storage).run(1, async (tx) => {
    await tx.blobs.insert({ hash, size, storedAt });
    const digests = await tx.blobs.namedBy(hash);
    await completeEntries(tx, digests);
    return digests;
  });
  session.name(completed);
}
