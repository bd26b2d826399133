/**
 * A run as the district believes it: signature checked, digests counted, headers read. What cannot be proven is left
 * out and says why; everything else of the bundle stays untouched by it.
 */
import type { Bytes } from "../../base/bytes.ts";
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";
import { verifyWith } from "../../crypto/signing.ts";
import type { Run } from "../../protocol/bundle.ts";
import type { OwnHeader, SealedEntry, SharedHeader } from "../../protocol/entry.ts";
import { parseOwnHeader, parseSharedHeader } from "../../protocol/entry.ts";
import type { PublicKeyBytes } from "../../protocol/keys.ts";
import { entrySignatureInput, runSignatureInput } from "../../protocol/signing-inputs.ts";
import { entryDigestNow } from "../digests.ts";

export type ProvenEntry = { readonly digest: Bytes; readonly own: OwnHeader; readonly entry: SealedEntry };

export type ProvenRun = {
  readonly device: Bytes;
  readonly shared: SharedHeader;
  readonly entries: readonly ProvenEntry[];
  /** Why some entries of the run were left out, if some were. */
  readonly problem: "malformed" | "signature-invalid" | undefined;
};

/** Finds the public key of an id; undefined when nobody here knows it. */
export type KeyFinder = (signingKeyId: Bytes) => PublicKeyBytes | undefined;

export type RunFailure = "malformed" | "signature-invalid" | "key-unknown";

/**
 * Failures: `malformed` header, `signature-invalid` (the whole run falls), `key-unknown` (nobody can say whether it is
 * authentic: the shelf's case).
 */
export async function verifyRun(regency: string, run: Run, findKey: KeyFinder): Promise<Result<ProvenRun, RunFailure>> {
  const shared = parseSharedHeader(run.shared);
  if (!shared.ok) return shared;
  const key = findKey(shared.value.signingKeyId);
  if (!key) return err("key-unknown");
  const scope = { regency, device: run.device };
  const digests = run.entries.map((entry) => entryDigestNow(scope, entry));
  const { proof } = run;
  if (proof.kind === "run" && !(await verifyWith(key, runSignatureInput(scope, digests), proof.signature)))
    return err("signature-invalid");

  const entries: ProvenEntry[] = [];
  let problem: ProvenRun["problem"];
  for (const [at, entry] of run.entries.entries()) {
    const digest = digests[at];
    const own = parseOwnHeader(entry.own);
    const signature = proof.kind === "each" ? proof.signatures[at] : undefined;
    const isProven =
      proof.kind === "run" ||
      (digest && signature && (await verifyWith(key, entrySignatureInput(scope, digest), signature)));
    if (digest && own.ok && isProven) entries.push({ digest, own: own.value, entry });
    else problem = own.ok ? "signature-invalid" : "malformed";
  }
  return ok({ device: run.device, shared: shared.value, entries, problem });
}
