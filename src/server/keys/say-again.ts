/** Words of this district that outlive the key they were signed with: once that is revoked, nobody believes them as they are. */
import type { Bytes } from "../../base/bytes.ts";
import { isRevokedKey } from "../../crypto/district-words.ts";
import { encodeSigned, parseSigned } from "../../protocol/signed.ts";
import type { Tag } from "../../protocol/tags.ts";
import { NO_DEVICE } from "../../protocol/tags.ts";
import type { District } from "../district.ts";
import { signAsDistrict } from "./keys.ts";

/** The word as it came, or signed anew where its key was revoked. Only for words the district itself is known to have said. */
export async function sayAgain(
  district: Pick<District, "regency" | "keys">,
  word: { readonly tag: Tag; readonly bytesMax: number; readonly device?: Bytes },
  bytes: Bytes,
): Promise<Bytes> {
  const signed = parseSigned(bytes, word.bytesMax);
  if (!signed.ok || !(await isRevokedKey(district.keys.keyring, signed.value.keyId))) return bytes;
  return encodeSigned(await signAsDistrict(district, word.tag, signed.value.body, word.device ?? NO_DEVICE));
}
