/** How a simulated tablet gets its certificate, the first time and again, through the district's own door. */
import { unwrap } from "../../src/base/result.ts";
import { parseCertificate } from "../../src/protocol/certificate.ts";
import { certificateBytesMax } from "../../src/protocol/certificate.ts";
import { makeSealingKey } from "../../src/crypto/sealing.ts";
import type { SigningKey } from "../../src/crypto/signing.ts";
import { makeSigningKey, signWith } from "../../src/crypto/signing.ts";
import { villageCode } from "../../src/domain/areas/areas.ts";
import {
  encodeEnrolmentRequest,
  encodeSignedEnrolmentRequest,
  parseEnrolmentAnswer,
} from "../../src/protocol/enrolment.ts";
import type { PublicKeyBytes } from "../../src/protocol/keys.ts";
import { keyAlgorithms } from "../../src/protocol/keys.ts";
import { parseSigned } from "../../src/protocol/signed.ts";
import { enrolSignatureInput } from "../../src/protocol/signing-inputs.ts";
import type { District } from "../../src/server/district.ts";
import { enrol, issueCode } from "../../src/server/enrolment/enrol.ts";
import type { Enrolment } from "../../src/store/identity.ts";
import type { Enrolled } from "../../src/worker/tablet.ts";
import type { SimTablet } from "./sim-tablet.ts";
import { enrolledAs } from "./sim-tablet.ts";
import type { World } from "./world.ts";

/** A new tablet of the seed. */
export async function firstEnrolment(world: World, index: number): Promise<Enrolled> {
  const { district } = world.office;
  if (!district) throw new Error("the office is open");
  const villages = world.configuration.areas.subdistricts.flatMap((subdistrict) => subdistrict.villages);
  // Half of the worlds have all tablets in one village.
  const village = villages[world.seed % 2 === 0 ? 0 : index]?.code ?? "";
  const signingKey = await makeSigningKey(keyAlgorithms.ed25519, { extractable: false });
  return enrolledAs(await askFor(district, village, signingKey, []), signingKey);
}

/** The officer types a code again: the living key and every older one are certified. False: the office is closed. */
export async function enrolAgain(world: World, tablet: SimTablet): Promise<boolean> {
  const { district } = world.office;
  if (!district || tablet.isGone) return false;
  const { signingKey, enrolment } = tablet.enrolled;
  const older = tablet.keysMade.filter((key) => key !== signingKey.publicKey);
  const village = villageCode(enrolment.village) ?? "";
  await tablet.keepEnrolment(await askFor(district, village, signingKey, older));
  return true;
}

async function askFor(
  district: District,
  village: string,
  signingKey: SigningKey,
  olderKeys: readonly PublicKeyBytes[],
): Promise<Enrolment> {
  const vault = await makeSealingKey(keyAlgorithms.hpkeX25519, { extractable: false });
  const { code } = await issueCode(district, village);
  const body = encodeEnrolmentRequest({
    code,
    signingKey: signingKey.publicKey,
    vaultKey: vault.publicKey,
    report: {},
    olderKeys,
  });
  const signature = await signWith(signingKey, enrolSignatureInput(body));
  const answer = unwrap(await enrol(district, encodeSignedEnrolmentRequest({ body, signature })));
  const parsed = unwrap(parseEnrolmentAnswer(unwrap(parseSigned(answer, 64 * 1024)).body));
  const certificate = unwrap(parseCertificate(unwrap(parseSigned(parsed.certificate, certificateBytesMax)).body));
  return { ...parsed, device: certificate.device, village: certificate.village };
}
