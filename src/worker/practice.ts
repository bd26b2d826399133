/**
 * The world of practice: the same worker over memory, with a district of its own that has no address. Of the real tablet it
 * reads village and configuration, which are public, and can write nothing; it goes with its page.
 */
import type { Bytes } from "../base/bytes.ts";
import { fromUtf8, utf8 } from "../base/bytes.ts";
import { err } from "../base/result.ts";
import { signWord } from "../crypto/district-words.ts";
import { sha256 } from "../crypto/hash.ts";
import { bestSealingAlgorithm, makeSealingKey } from "../crypto/sealing.ts";
import { bestSigningAlgorithm, makeSigningKey } from "../crypto/signing.ts";
import type { SigningKey } from "../crypto/signing.ts";
import { findVillage, villageCode, villageText } from "../domain/areas/areas.ts";
import { parseConfiguration } from "../domain/configuration/parse-configuration.ts";
import { encodeCertificate } from "../protocol/certificate.ts";
import { configurationBytesMax } from "../protocol/endpoints.ts";
import type { Keyring } from "../protocol/keyring.ts";
import { encodeKeyring } from "../protocol/keyring.ts";
import { deviceIdBytes } from "../protocol/keys.ts";
import { encodeSigned, parseSigned } from "../protocol/signed.ts";
import { encodeStand, intakeHashBytes } from "../protocol/stand.ts";
import { NO_DEVICE, tags } from "../protocol/tags.ts";
import type { Tag } from "../protocol/tags.ts";
import type { Enrolment, Identity } from "../store/identity.ts";
import { readIdentity, writeIdentity } from "../store/identity.ts";
import {
  MemoryBallast,
  MemoryBlobDisk,
  MemoryDatabase,
  MemoryIdentityFile,
  MemoryJournalDisk,
  makeMemoryMedium,
} from "../store/memory/memory-disks.ts";
import type { MemoryMedium } from "../store/memory/memory-disks.ts";
import type { IdentityFile } from "../store/ports.ts";
import { memorySettings } from "../store/settings.ts";
import { keepDeviceKeys } from "./device-keys.ts";
import { nobodyElse } from "./locks.ts";
import { memoryTallies } from "./tallies.ts";
import type { VillageName, WorkerApi } from "./worker-api.ts";
import type { World } from "./world.ts";

/** Clock and what else of the browser holds no data. */
export type PracticeTools = Pick<World, "clock" | "timer" | "random" | "origin" | "facts">;

/** A world that ends with its page; `real` is the tablet's identity file, opened so that it cannot be written. Where the tablet is not enrolled, or has no forms yet, it is that of a new tablet. */
export function makePracticeWorld(tools: PracticeTools, real: IdentityFile): World {
  const medium = makeMemoryMedium();
  const settings = memorySettings();
  const made = furnish({ ...tools, settings }, medium, real);
  return {
    ...tools,
    settings,
    database: new MemoryDatabase(medium),
    openDatabase: () => made,
    journalDisk: new MemoryJournalDisk(medium),
    noticeDisk: new MemoryJournalDisk(makeMemoryMedium()),
    blobs: new MemoryBlobDisk(medium),
    identityFile: waitingFor(made, new MemoryIdentityFile(medium)),
    ballast: new MemoryBallast(),
    canAppend: true,
    tallies: memoryTallies(),
    http: { get: () => nowhere, post: () => nowhere },
    transport: { exchange: () => Promise.resolve({ ok: false, kind: "transport", begun: false }) },
    ...nobodyElse,
  };
}

/** The door of practice: what would leave the tablet on a stick stays. */
export function practiceDoor(api: WorkerApi): WorkerApi {
  return {
    ...api,
    saveToFile: () => Promise.resolve(err("practice")),
    relayFile: () => Promise.resolve(err("offline")),
    saveLetterBook: () => Promise.resolve(err("practice")),
    takeReplyFile: () => Promise.resolve(err("practice")),
    takeReplyFrame: () => Promise.resolve(err("practice")),
  };
}

const nowhere = Promise.resolve({ kind: "offline" } as const);

/** The identity is read before everything else: it is given out when practice is furnished. */
function waitingFor(made: Promise<void>, file: IdentityFile): IdentityFile {
  return {
    readSlots: () => made.then(() => file.readSlots()),
    writeSlot: (slot, bytes) => file.writeSlot(slot, bytes),
    readConfiguration: () => file.readConfiguration(),
    writeConfiguration: (bytes) => file.writeConfiguration(bytes),
  };
}

/** Enrols the practice tablet: same village, same forms, everything else fresh. */
async function furnish(
  world: PracticeTools & Pick<World, "settings">,
  medium: MemoryMedium,
  real: IdentityFile,
): Promise<void> {
  const enrolled = (await readIdentity(real))?.enrolment;
  const forms = enrolled && (await readForms(enrolled, await real.readConfiguration()));
  if (!enrolled || !forms) return;
  const file = new MemoryIdentityFile(medium);
  let identity: Identity = { server: world.origin, signingKeys: [], logIds: [], enrolment: undefined };
  const keys = await keepDeviceKeys(world, identity, async (next) => void (identity = next));
  const district = await openPracticeDistrict(enrolled.regency, forms.dictionaries);
  const device = world.random.bytes(deviceIdBytes);
  const now = world.clock.now();
  const certificate = encodeCertificate({
    device,
    signingKey: keys.signing.publicKey,
    vaultKey: keys.vault.publicKey,
    village: enrolled.village,
    serial: 1,
    issuedAt: now,
  });
  const stand = { epoch: 1, intake: 0, intakeHash: new Uint8Array(intakeHashBytes), safeThrough: 0, time: now };
  const enrolment: Enrolment = {
    device,
    regency: enrolled.regency,
    village: enrolled.village,
    rootKey: district.rootKey,
    keyring: district.keyring,
    certificate: await district.sign(tags.certificate, certificate, device),
    stand: await district.sign(tags.stand, encodeStand(stand), NO_DEVICE),
    configVersion: forms.version,
  };
  await writeIdentity(file, { ...identity, enrolment });
  const signed = await district.sign(tags.configuration, forms.body, NO_DEVICE);
  await new MemoryDatabase(medium).transact([], () => [
    { table: "state", put: { key: "born", at: now } },
    { table: "configurations", put: { key: String(forms.version), version: forms.version, signed } },
  ]);
  await world.settings.write({ tablet: { village: forms.village } });
}

type Forms = {
  /** UTF-8 JSON, as the real district published it. */
  readonly body: Bytes;
  readonly version: number;
  readonly dictionaries: Keyring["dictionaries"];
  readonly village: VillageName;
};

/**
 * The forms this tablet keeps beside its identity. They were verified when they were kept, and practice sends nothing: a
 * keyring that has moved on since enrolment is no reason not to practise.
 */
async function readForms(enrolled: Enrolment, kept: Bytes): Promise<Forms | undefined> {
  const signed = parseSigned(kept, configurationBytesMax);
  const text = signed.ok ? fromUtf8(signed.value.body) : undefined;
  const config = text === undefined ? undefined : parseConfiguration(JSON.parse(text));
  if (!signed.ok || !config?.ok) return undefined;
  const { version, dictionaries, areas } = config.value;
  const code = villageCode(enrolled.village) ?? "";
  const place = findVillage(areas, code);
  return {
    body: signed.value.body,
    version,
    dictionaries: await Promise.all(
      dictionaries.map(async (each) => ({ id: each.id, hash: await sha256(utf8(each.text)) })),
    ),
    village: { code, text: place ? villageText(place) : code },
  };
}

type PracticeDistrict = {
  readonly rootKey: Bytes;
  readonly keyring: Bytes;
  /** Signed as the real district would. */
  sign(tag: Tag, body: Bytes, device: Bytes): Promise<Bytes>;
};

/** Keys nobody keeps: what is sealed to this district can be opened by nobody, ever. */
async function openPracticeDistrict(regency: string, dictionaries: Keyring["dictionaries"]): Promise<PracticeDistrict> {
  const algorithm = await bestSigningAlgorithm();
  const secret = { extractable: false } as const;
  const [root, signing] = [await makeSigningKey(algorithm, secret), await makeSigningKey(algorithm, secret)];
  const sealing = await makeSealingKey(await bestSealingAlgorithm(), secret);
  const keyring: Keyring = {
    number: 1,
    keys: [
      { use: "sign", state: "active", key: signing.publicKey, from: 0 },
      { use: "seal", state: "active", key: sealing.publicKey, from: 0 },
    ],
    dictionaries,
  };
  const signBy = async (key: SigningKey, tag: Tag, body: Bytes, device: Bytes): Promise<Bytes> =>
    encodeSigned(await signWord(key, tag, { regency, device }, body));
  return {
    rootKey: root.publicKey,
    keyring: await signBy(root, tags.keyring, encodeKeyring(keyring), NO_DEVICE),
    sign: (tag, body, device) => signBy(signing, tag, body, device),
  };
}
