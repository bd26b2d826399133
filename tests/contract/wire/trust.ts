/** Frozen: how a tablet comes to trust a district, and the district a tablet. */
import type { Bytes } from "../../../src/base/bytes.ts";
import { fromUtf8, utf8 } from "../../../src/base/bytes.ts";
import { ok } from "../../../src/base/result.ts";
import { openCertificate, openKeyring, signWord } from "../../../src/crypto/district-words.ts";
import { signWith, verifyWith } from "../../../src/crypto/signing.ts";
import * as enrolment from "../../../src/protocol/enrolment.ts";
import { encodeSigned } from "../../../src/protocol/signed.ts";
import { enrolSignatureInput } from "../../../src/protocol/signing-inputs.ts";
import { tags } from "../../../src/protocol/tags.ts";
import * as fixed from "./fixed-values.ts";
import type { Message, World } from "./world.ts";
import { everybody, readWord, valueOf } from "./world.ts";

export async function trust(world: World): Promise<readonly Message[]> {
  const { keys, signedRing, signedCertificate } = world;
  const configuration = `{"version":3,"regency":"33.29"}`;
  const answer = {
    regency: fixed.regency,
    rootKey: keys.root.publicKey,
    keyring: signedRing,
    certificate: signedCertificate,
    stand: world.signedStand,
    configVersion: 3,
  };
  const sign = async (tag: typeof tags.enrolled | typeof tags.configuration, body: Bytes): Promise<Bytes> =>
    encodeSigned(await signWord(keys.district, tag, everybody, body));
  return [
    {
      name: "keyring",
      bytes: signedRing,
      read: async (b) => valueOf(await openKeyring(b, keys.root.publicKey, fixed.regency)),
      value: world.ring,
    },
    {
      name: "certificate",
      bytes: signedCertificate,
      read: async (b) => valueOf(await openCertificate(b, world.ring, fixed.regency)),
      value: world.certificate,
    },
    await enrolmentRequest(world),
    {
      name: "enrolment-answer",
      bytes: await sign(tags.enrolled, enrolment.encodeEnrolmentAnswer(answer)),
      read: readWord(world, tags.enrolled, everybody, enrolment.parseEnrolmentAnswer),
      value: answer,
    },
    {
      name: "configuration",
      bytes: await sign(tags.configuration, utf8(configuration)),
      read: readWord(world, tags.configuration, everybody, (body) => ok(fromUtf8(body))),
      value: configuration,
    },
  ];
}

async function enrolmentRequest(world: World): Promise<Message> {
  const { device, deviceP256, vault } = world.keys;
  const request = {
    code: "7K2M9PQ4X",
    signingKey: device.publicKey,
    vaultKey: vault.publicKey,
    report: { appVersion: "0.1.0", opfs: true },
    olderKeys: [deviceP256.publicKey],
  };
  const body = enrolment.encodeEnrolmentRequest(request);
  const signature = await signWith(device, enrolSignatureInput(body));
  const read = async (bytes: Bytes): Promise<unknown> => {
    const signed = enrolment.parseSignedEnrolmentRequest(bytes);
    if (!signed.ok) return signed.code;
    const parsed = enrolment.parseEnrolmentRequest(signed.value.body);
    if (!parsed.ok) return parsed.code;
    const input = enrolSignatureInput(signed.value.body);
    const genuine = await verifyWith(parsed.value.signingKey, input, signed.value.signature);
    return genuine ? parsed.value : "signature-invalid";
  };
  return {
    name: "enrolment-request",
    bytes: enrolment.encodeSignedEnrolmentRequest({ body, signature }),
    read,
    value: request,
  };
}
