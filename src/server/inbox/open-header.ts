/** Who sends: the bundle's header, believed only as far as its certificate and signature carry it. */
import type { Bytes } from "../../base/bytes.ts";
import { equalBytes } from "../../base/bytes.ts";
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";
import { openCertificate } from "../../crypto/district-words.ts";
import { keyId } from "../../crypto/hash.ts";
import { verifyWith } from "../../crypto/signing.ts";
import type { BundleBody, BundleHeader } from "../../protocol/bundle.ts";
import { parseBundleBody, parseBundleItem } from "../../protocol/bundle.ts";
import type { Certificate } from "../../protocol/certificate.ts";
import { certificateBytesMax, parseCertificate } from "../../protocol/certificate.ts";
import { parseSigned } from "../../protocol/signed.ts";
import { bundleSignatureInput } from "../../protocol/signing-inputs.ts";
import type { District } from "../district.ts";

export type Sender = {
  readonly header: BundleHeader;
  readonly body: BundleBody;
  readonly signingKeyId: Bytes;
  /** Undefined: a key nobody has certified; what it brings waits on the shelf. */
  readonly certificate: Certificate | undefined;
  readonly isRevoked: boolean;
};

export type HeaderFailure = "malformed" | "certificate-invalid" | "signature-invalid";

/** Failures are codes of the error table; nothing of such a bundle is read any further. */
export async function openHeader(district: District, item: Bytes): Promise<Result<Sender, HeaderFailure>> {
  const parsed = parseBundleItem(item);
  if (!parsed.ok) return parsed;
  if (parsed.value.type !== "header") return err("malformed", "no header first");
  const { header } = parsed.value;
  const body = parseBundleBody(header.body);
  if (!body.ok) return body;
  const input = bundleSignatureInput({ regency: district.regency, device: header.device }, header.body);
  if (!(await verifyWith(header.signingKey, input, header.signature))) return err("signature-invalid");
  const signingKeyId = await keyId(header.signingKey);
  const certificate = await findCertificate(district, header, signingKeyId);
  if (!certificate.ok) return certificate;
  const { state } = district.ledger;
  const isRevoked =
    state.findBySigningKey(signingKeyId)?.revokedAt !== undefined ||
    (certificate.value !== undefined && state.findBySerial(certificate.value.serial)?.revokedAt !== undefined);
  return ok({ header, body: body.value, signingKeyId, certificate: certificate.value, isRevoked });
}

/**
 * The one in the header, or the one the ledger has by now for a key that was waiting. What the ledger holds word for word
 * this district has issued, whatever became of the key it was signed with: only the ledger takes a certificate back.
 */
async function findCertificate(
  district: District,
  header: BundleHeader,
  signingKeyId: Bytes,
): Promise<Result<Certificate | undefined, "certificate-invalid">> {
  if (!header.certificate) return ok(district.ledger.state.findBySigningKey(signingKeyId)?.certificate);
  const issued = findIssued(district, header.certificate);
  const opened = issued
    ? ok(issued)
    : await openCertificate(header.certificate, district.keys.keyring, district.regency);
  if (!opened.ok || !equalBytes(opened.value.signingKey, header.signingKey)) return err("certificate-invalid");
  return ok(opened.value);
}

function findIssued(district: District, bytes: Bytes): Certificate | undefined {
  const signed = parseSigned(bytes, certificateBytesMax);
  const certificate = signed.ok ? parseCertificate(signed.value.body) : signed;
  const entry = certificate.ok ? district.ledger.state.findBySerial(certificate.value.serial) : undefined;
  return entry && equalBytes(entry.signed, bytes) ? entry.certificate : undefined;
}
