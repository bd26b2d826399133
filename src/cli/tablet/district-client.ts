/** The headless tablet's side of the link: enrolment, configuration, exchange. Whoever asks verifies. */
import * as v from "valibot";
import type { Bytes } from "../../base/bytes.ts";
import { concatBytes, fromUtf8, toHex } from "../../base/bytes.ts";
import { exchangeMsMax } from "../../base/limits.ts";
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";
import { openCertificate, openKeyring, verifyWord } from "../../crypto/district-words.ts";
import { signWith } from "../../crypto/signing.ts";
import { contentTypes, endpoints } from "../../protocol/endpoints.ts";
import type { EnrolmentAnswer } from "../../protocol/enrolment.ts";
import {
  encodeEnrolmentRequest,
  encodeSignedEnrolmentRequest,
  parseEnrolmentAnswer,
} from "../../protocol/enrolment.ts";
import { parseSigned } from "../../protocol/signed.ts";
import { enrolSignatureInput } from "../../protocol/signing-inputs.ts";
import { NO_DEVICE, tags } from "../../protocol/tags.ts";
import type { Transport } from "../../sync/ports.ts";
import type { Enrolled, TabletKeys } from "./identity.ts";

const answerBytesMax = 64 * 1024;
const errorSchema = v.object({ code: v.string(), sentence: v.string() });

/**
 * Spends an enrolment code. Failures: `offline`; a code of the error table with its sentence as detail; `malformed` or
 * `signature-invalid` when the answer does not prove itself.
 */
export async function enrolAt(
  server: string,
  code: string,
  keys: TabletKeys,
): Promise<Result<{ readonly enrolled: Enrolled; readonly keyring: Bytes }>> {
  const request = {
    code,
    signingKey: keys.signing.publicKey,
    vaultKey: keys.vault.publicKey,
    report: { appVersion: "headless" },
    olderKeys: [],
  };
  const body = encodeEnrolmentRequest(request);
  const signature = await signWith(keys.signing, enrolSignatureInput(body));
  const sent = await ask(`${server}${endpoints.enrol}`, {
    method: "POST",
    headers: { "Content-Type": contentTypes.cbor },
    body: encodeSignedEnrolmentRequest({ body, signature }),
  });
  return sent.ok ? readAnswer(sent.value) : sent;
}

async function readAnswer(bytes: Bytes): Promise<Result<{ readonly enrolled: Enrolled; readonly keyring: Bytes }>> {
  const signed = parseSigned(bytes, answerBytesMax);
  if (!signed.ok) return signed;
  const answer = parseEnrolmentAnswer(signed.value.body);
  if (!answer.ok) return answer;
  const { regency, rootKey, certificate, keyring } = answer.value satisfies EnrolmentAnswer;
  const ring = await openKeyring(keyring, rootKey, regency);
  if (!ring.ok) return ring;
  const scope = { regency, device: NO_DEVICE };
  if (!(await verifyWord(ring.value, tags.enrolled, scope, signed.value, { allowSuperseded: false }))) {
    return err("signature-invalid", "enrolment answer");
  }
  const opened = await openCertificate(certificate, ring.value, regency);
  if (!opened.ok) return opened;
  const { device, village } = opened.value;
  return ok({ enrolled: { regency, rootKey, certificate, device, village, keyring }, keyring });
}

/** The newest signed configuration, not verified yet. Failures: `offline`, a code of the error table. */
export function fetchConfiguration(server: string): Promise<Result<Bytes>> {
  return ask(`${server}${endpoints.configuration}`, {});
}

/** Exchanges over HTTP. A refused connection is one that had not begun. */
export function httpTransport(server: string): Transport {
  return {
    exchange: async (bundle, signal, onAnswer) => {
      try {
        const response = await fetch(`${server}${endpoints.exchange}`, {
          method: "POST",
          headers: { "Content-Type": contentTypes.bundle },
          body: concatBytes(...bundle),
          signal: AbortSignal.any([signal, AbortSignal.timeout(exchangeMsMax)]),
        });
        onAnswer();
        const body = new Uint8Array(await response.arrayBuffer());
        return response.ok ? { ok: true, body } : { ok: false, kind: "http", status: response.status };
      } catch (error) {
        return { ok: false, kind: "transport", begun: !isRefused(error) };
      }
    },
  };
}

async function ask(url: string, init: RequestInit): Promise<Result<Bytes>> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(exchangeMsMax) });
    const bytes = new Uint8Array(await response.arrayBuffer());
    return response.ok ? ok(bytes) : readError(response.status, bytes);
  } catch {
    return err("offline", "the server cannot be reached");
  }
}

/** A server of ours says why; anything else (a portal, a proxy) is only a status. */
function readError(status: number, bytes: Bytes): Result<never> {
  try {
    const { code, sentence } = v.parse(errorSchema, JSON.parse(fromUtf8(bytes) ?? ""));
    return err(code, sentence);
  } catch {
    return err(
      "offline",
      `HTTP ${status}, ${bytes.byteLength} bytes that are no answer of ours, ${toHex(bytes.subarray(0, 4))}…`,
    );
  }
}

function isRefused(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "code" in cause && (cause.code === "ECONNREFUSED" || cause.code === "ENOTFOUND");
}
