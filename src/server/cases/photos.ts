/** A photo of a case, decrypted for one answer and kept nowhere. Gives nothing that is not a picture of a known kind. */
import type { Bytes } from "../../base/bytes.ts";
import { equalBytes } from "../../base/bytes.ts";
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";
import { decryptBlob } from "../../crypto/blobs.ts";
import type { District } from "../district.ts";
import { attachmentsOf } from "./cases.ts";
import { cells, openFiling } from "./columns.ts";

export const photoMimes = ["image/jpeg", "image/png", "image/webp"] as const;
export type PhotoMime = (typeof photoMimes)[number];

export type Photo = { readonly mime: PhotoMime; readonly bytes: Bytes };

/**
 * The photo of that hash, if the case names it. Failures: `not-found`: no such case, no such photo in it, or its bytes
 * have not come; `not-a-photo`: what was encrypted is none, whatever the tablet said of it.
 */
export async function readPhoto(
  district: District,
  application: Bytes,
  hash: Bytes,
): Promise<Result<Photo, "not-found" | "not-a-photo">> {
  const row = await district.storage.transaction((tx) => tx.cases.find(application));
  if (!row) return err("not-found");
  const filing = await openFiling(district, cells.content(application), row.content);
  const attachment = attachmentsOf(filing).find(({ blob }) => equalBytes(blob, hash));
  const encrypted = attachment && (await district.blobs.read(hash));
  if (!encrypted) return err("not-found");
  const clear = await decryptBlob(attachment.key, encrypted);
  const mime = clear.ok ? sniffMime(clear.value) : undefined;
  return clear.ok && mime !== undefined ? ok({ mime, bytes: clear.value }) : err("not-a-photo");
}

/** What the first bytes say; a name or a claim is not believed. */
export function sniffMime(bytes: Bytes): PhotoMime | undefined {
  const starts = (at: number, ...wanted: readonly number[]) => wanted.every((byte, i) => bytes[at + i] === byte);
  if (starts(0, 0xff, 0xd8, 0xff)) return "image/jpeg";
  if (starts(0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return "image/png";
  const isRiff = starts(0, 0x52, 0x49, 0x46, 0x46);
  return isRiff && starts(8, 0x57, 0x45, 0x42, 0x50) ? "image/webp" : undefined;
}
