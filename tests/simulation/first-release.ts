/**
 * An application as tablets of the first release seal it: envelope format 1, its secret made beforehand and told. Such
 * tablets file beside newer ones, copies of one under the same id, and a thief under any. Leaves frozen bytes.
 */
import type { Bytes } from "../../src/base/bytes.ts";
import { beginEnvelope } from "../../src/crypto/envelopes.ts";
import { entryDigest, keyId } from "../../src/crypto/hash.ts";
import { signWith } from "../../src/crypto/signing.ts";
import type { Filing } from "../../src/domain/application/content.ts";
import { noDictionary } from "../../src/protocol/compact/compact.ts";
import type { BlobRef } from "../../src/protocol/entry.ts";
import { encodeOwnHeader, encodeSharedHeader, priorities } from "../../src/protocol/entry.ts";
import type { PublicKeyBytes } from "../../src/protocol/keys.ts";
import { entrySignatureInput } from "../../src/protocol/signing-inputs.ts";
import type { Place } from "../../src/store/journal/journal.ts";
import type { Frozen } from "../../src/store/log/append.ts";
import type { Enrolled } from "../../src/worker/tablet.ts";

type Told = {
  readonly applicationId: Bytes;
  readonly content: Filing;
  readonly isUrgent: boolean;
  readonly blobs: readonly BlobRef[];
};

/** Seals for `sealingKey` and signs. */
export async function freezeTelling(
  { scope, signingKey, signingKeyId, enrolment }: Enrolled,
  sealingKey: PublicKeyBytes,
  { applicationId, content, isUrgent, blobs }: Told,
  { logId, seq }: Pick<Place, "logId" | "seq">,
): Promise<Frozen> {
  const { village } = enrolment;
  const sealingKeyId = await keyId(sealingKey);
  const shared = encodeSharedHeader({ village, signingKeyId, logId, sealingKeyId, dictionaryId: 0 });
  const priority = isUrgent ? priorities.urgent : priorities.normal;
  const own = encodeOwnHeader({ kind: "application", applicationId, seq, priority, base: undefined, blobs });
  const begun = await beginEnvelope(sealingKey);
  const entry = {
    shared,
    own,
    envelope: await begun.finish({ scope, shared, own, content, dictionary: noDictionary }),
  };
  const digest = await entryDigest(scope, entry);
  return { digest, entry, signature: await signWith(signingKey, entrySignatureInput(scope, digest)) };
}
