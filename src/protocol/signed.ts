/** What the district signs: [body, key id, signature]. The body stays as the bytes that came. */
import type { Bytes } from "../base/bytes.ts";
import type { Result } from "../base/result.ts";
import { asBytes, asBytesUpTo, asList, encodeCbor, parseCbor } from "./cbor.ts";
import { keyIdBytes, signatureBytes } from "./keys.ts";
import type { Scope, Tag } from "./tags.ts";
import { taggedBytes } from "./tags.ts";

export type SignedBytes = {
  readonly body: Bytes;
  readonly keyId: Bytes;
  readonly signature: Bytes;
};

export function encodeSigned(signed: SignedBytes): Bytes {
  return encodeCbor([signed.body, signed.keyId, signed.signature]);
}

/** Failure: `malformed`. The signature is not looked at here: that is crypto's work. */
export function parseSigned(bytes: Uint8Array, bodyBytesMax: number): Result<SignedBytes, "malformed"> {
  return parseCbor(bytes, (value) => {
    const [body, keyId, signature] = asList(value, 3, "signed");
    return {
      body: asBytesUpTo(body, bodyBytesMax, "body"),
      keyId: asBytes(keyId, keyIdBytes, "key id"),
      signature: asBytes(signature, signatureBytes, "signature"),
    };
  });
}

/** What a signature of the district covers. */
export function signedInput(tag: Tag, scope: Scope, signed: Pick<SignedBytes, "body">): Bytes {
  return taggedBytes(tag, scope, signed.body);
}
