/**
 * The slip's QR: https://HOST/t/CODE#… What stands behind the # never reaches a server by itself; a tablet of the
 * village or the district reads it, checks the device's signature, and learns a head the tablet may have died with.
 */
import type { Bytes } from "../base/bytes.ts";
import { fromBase64Url, toBase64Url } from "../base/bytes.ts";
import type { Result } from "../base/result.ts";
import { err } from "../base/result.ts";
import { asBytes, asBytesUpTo, asList, asUint, encodeCbor, parseCbor } from "./cbor.ts";
import { applicationIdBytes, logIdBytes, runningHashBytes } from "./entry.ts";
import { deviceIdBytes, keyIdBytes, signatureBytes } from "./keys.ts";

const slipVersion = 1;
export const slipBytesMax = 256;

export type SlipClaim = {
  readonly device: Bytes;
  readonly signingKeyId: Bytes;
  readonly logId: Bytes;
  readonly seq: number;
  readonly applicationId: Bytes;
  readonly runningHash: Bytes;
};

export type Slip = {
  /** The bytes that `signature` covers under `tags.slip`, scope device = the claim's. */
  readonly body: Bytes;
  readonly signature: Bytes;
};

export function encodeSlipClaim(claim: SlipClaim): Bytes {
  return encodeCbor([
    slipVersion,
    claim.device,
    claim.signingKeyId,
    claim.logId,
    claim.seq,
    claim.applicationId,
    claim.runningHash,
  ]);
}

/** Failure: `malformed`. */
export function parseSlipClaim(body: Uint8Array): Result<SlipClaim, "malformed"> {
  return parseCbor(body, (value) => {
    const [, device, signingKeyId, logId, seq, applicationId, runningHash] = asList(value, 7, "slip");
    return {
      device: asBytes(device, deviceIdBytes, "device"),
      signingKeyId: asBytes(signingKeyId, keyIdBytes, "signing key id"),
      logId: asBytes(logId, logIdBytes, "log id"),
      seq: asUint(seq, 0xffffffff, "seq"),
      applicationId: asBytes(applicationId, applicationIdBytes, "application id"),
      runningHash: asBytes(runningHash, runningHashBytes, "running hash"),
    };
  });
}

export function encodeSlip(slip: Slip): Bytes {
  return encodeCbor([slip.body, slip.signature]);
}

/** Failure: `malformed`. */
export function parseSlip(bytes: Uint8Array): Result<Slip, "malformed"> {
  return parseCbor(bytes, (value) => {
    const [body, signature] = asList(value, 2, "slip");
    return {
      body: asBytesUpTo(body, slipBytesMax, "body"),
      signature: asBytes(signature, signatureBytes, "signature"),
    };
  });
}

/** The address that stands in the QR. `origin` without a slash at its end, `code` as printed. */
export function slipUrl(origin: string, code: string, slip: Slip): string {
  return `${origin}/t/${code}#${toBase64Url(encodeSlip(slip))}`;
}

/** Finds the slip in a scanned text. Failure: `malformed` for any other QR. */
export function parseSlipUrl(text: string): Result<{ readonly code: string; readonly slip: Slip }, "malformed"> {
  const match = /\/t\/([0-9A-Z*~$=-]+)#([A-Za-z0-9_-]+)$/.exec(text);
  const bytes = match?.[2] === undefined ? undefined : fromBase64Url(match[2]);
  if (!bytes || match?.[1] === undefined) return err("malformed", "slip address");
  const slip = parseSlip(bytes);
  return slip.ok ? { ok: true, value: { code: match[1], slip: slip.value } } : slip;
}
