/**
 * The people of the simulated villages: each has one application to file and comes back until the tablet says
 * "tersimpan"; some correct or withdraw it later. They know drafts and screens, neither network nor district.
 */
import { definite } from "../../src/base/assert.ts";
import { toHex } from "../../src/base/bytes.ts";
import type { Bytes } from "../../src/base/bytes.ts";
import { ok } from "../../src/base/result.ts";
import { applicationIdOf, sha256 } from "../../src/crypto/hash.ts";
import { activeKey, openKeyring } from "../../src/crypto/district-words.ts";
import type { Attachment, Correction, UnsealedFiling, Withdrawal } from "../../src/domain/application/content.ts";
import type { Configuration } from "../../src/domain/configuration/configuration.ts";
import { sampleFiling } from "../../src/domain/sample/sample-filing.ts";
import type { Keyring } from "../../src/protocol/keyring.ts";
import type { PublicKeyBytes } from "../../src/protocol/keys.ts";
import type { AppendPorts } from "../../src/store/log/append.ts";
import { append } from "../../src/store/log/append.ts";
import { bytesOfHex } from "../../src/store/log/rows.ts";
import { StoreFailure } from "../../src/store/ports.ts";
import type { Unsealed } from "../../src/worker/build-entry.ts";
import { blobsOf, freezeEntry } from "../../src/worker/build-entry.ts";
import { freezeTelling } from "./first-release.ts";
import type { Auditor, Confirmed } from "./auditor.ts";
import type { Prng } from "./prng.ts";
import type { Life, Scheduler } from "./scheduler.ts";
import type { SimTablet } from "./sim-tablet.ts";

/** One visit: everything that is decided before KIRIM is tapped, so that a second tap means the same. */
export type Visit = {
  readonly draftId: Bytes;
  readonly tablet: SimTablet;
  readonly content: UnsealedFiling | Correction | Withdrawal;
  /** Of what is mended; a new application is named when it is sealed. */
  readonly applicationId: Bytes | undefined;
  /** A tablet of the first release makes it with the draft, and tells it: every try and every copy has the same id. */
  readonly secret: Bytes | undefined;
  /** Encrypted photos, by the hex of their hash. */
  readonly photos: ReadonlyMap<string, Bytes>;
  readonly base: Confirmed | undefined;
  readonly poison: Confirmed["poison"];
  /** The page that is trying now. */
  trying: Life | undefined;
  isDone: boolean;
  /** A photo was not whole on the disk: all are taken once more. */
  mustRetake: boolean;
  /** The tablet is gone, and so is the citizen. */
  isGivenUp: boolean;
};

type Desk = {
  /** A sealing key at whose sight the district's opener dies. */
  readonly deadlyKey: PublicKeyBytes;
  readonly random: Prng;
  readonly configuration: Configuration;
  readonly auditor: Auditor;
  readonly scheduler: Scheduler;
};

/** How many applications come from tablets that were never updated. */
const FIRST_RELEASE = 0.3;
const VILLAGE_OFFICER = { id: "p1", name: "Bu Carik" };

/** Somebody comes to file one of the services. */
export async function newFiling(
  desk: Desk,
  tablet: SimTablet,
  now: number,
  poison: Confirmed["poison"],
): Promise<Visit> {
  const { random, configuration } = desk;
  const photos = new Map<string, Bytes>();
  const service = random.pick(configuration.services);
  const planned: { requirementId: string; page: number; bytes: Bytes }[] = [];
  const placeholder = (requirementId: string, page: number): Attachment => {
    planned.push({ requirementId, page, bytes: random.bytes(photoBytes(random)) });
    return { requirementId, page, blob: new Uint8Array(32), key: random.bytes(32), size: 0, mime: "image/webp" };
  };
  const { secret, ...filing } = sampleFiling(service, configuration, random.fraction, {
    filedAt: now,
    attach: placeholder,
  });
  const attachments: Attachment[] = [];
  const kept = async (attachment: Attachment): Promise<Attachment> => {
    const bytes = planned.find(
      (plan) => plan.requirementId === attachment.requirementId && plan.page === attachment.page,
    )?.bytes;
    const photo = bytes ?? random.bytes(100);
    const blob = await sha256(photo);
    photos.set(toHex(blob), photo);
    return { ...attachment, blob, size: photo.byteLength };
  };
  for (const attachment of filing.attachments) attachments.push(await kept(attachment));
  const { signature, ...statement } = filing.statement;
  const signed = signature ? { ...statement, signature: await kept(signature) } : statement;
  const content: UnsealedFiling = { ...filing, attachments, statement: signed };
  return makeVisit(desk, tablet, {
    content: poison === "envelope" ? { ...content, serviceId: "" } : content,
    applicationId: undefined,
    secret: random.chance(FIRST_RELEASE) ? secret : undefined,
    photos,
    base: undefined,
    poison,
  });
}

/** Somebody comes back to mend or to withdraw what was filed. */
export function newMend(desk: Desk, tablet: SimTablet, now: number, base: Confirmed): Visit {
  const person = { officer: VILLAGE_OFFICER, filedAt: now };
  const content: Correction | Withdrawal = desk.random.chance(0.8)
    ? { kind: "correction", answers: {}, attachments: [], reason: `salah ketik ${desk.random.int(1e6)}`, ...person }
    : { kind: "withdrawal", reason: "tidak jadi", ...person };
  const applicationId = bytesOfHex(base.applicationId);
  return makeVisit(desk, tablet, {
    content,
    applicationId,
    secret: undefined,
    photos: new Map(),
    base,
    poison: "none",
  });
}

function makeVisit(
  { random }: Desk,
  tablet: SimTablet,
  visit: Pick<Visit, "content" | "applicationId" | "secret" | "photos" | "base" | "poison">,
): Visit {
  return {
    ...visit,
    draftId: random.bytes(16),
    tablet,
    trying: undefined,
    isDone: false,
    mustRetake: false,
    isGivenUp: false,
  };
}

/** Mostly small, so that a seed is quick; now and then one of several parts. */
const photoBytes = (random: Prng): number =>
  random.chance(0.1) ? 30_000 + random.int(60_000) : 200 + random.int(4000);

/** KIRIM: photos, then the store's own way onto the disk. Does nothing while the page is closed or already at it. */
export async function tapSend(desk: Desk, visit: Visit): Promise<void> {
  const { tablet, content } = visit;
  const { page } = tablet;
  if (!page || visit.isDone || visit.isGivenUp || visit.trying?.alive) return;
  visit.trying = page.life;
  try {
    for (const [name, bytes] of visit.photos) await keepPhoto(page.append, visit, name, bytes);
    const saved = await append(page.append, visit.draftId, async () =>
      ok({
        scope: tablet.enrolled.journalScope,
        blobs: [...visit.photos].map(([name, bytes]) => ({ hash: bytesOfHex(name), size: bytes.byteLength })),
        now: 0,
        seal: async (place) => {
          const sealed = await seal(desk, visit, place);
          if (sealed.ok) desk.auditor.sealed.add(toHex(sealed.value.frozen.digest));
          return sealed;
        },
      }),
    );
    visit.mustRetake = !saved.ok && saved.code === "blob-missing";
    if (!saved.ok) return;
    visit.isDone = true;
    const { key, device, logId, seq, applicationId } = saved.value;
    desk.auditor.confirmed.set(key, {
      tablet: tablet.name,
      signingKeyId: toHex(tablet.enrolled.signingKeyId),
      device,
      logId: bytesOfHex(logId),
      seq,
      atMs: desk.scheduler.nowMs,
      draftId: toHex(visit.draftId),
      digest: key,
      applicationId,
      kind: content.kind,
      base: visit.base?.digest,
      blobs: [...visit.photos.keys()],
      poison: visit.poison,
    });
    page.wakes.wake("submit");
  } catch (error) {
    // A photo that could not be kept: the person stands there and tries again.
    if (!(error instanceof StoreFailure)) throw error;
  } finally {
    visit.trying = undefined;
  }
}

/** Taken and kept once; the same file serves every further tap. */
async function keepPhoto({ blobs }: AppendPorts, visit: Visit, name: string, bytes: Bytes): Promise<void> {
  if (visit.mustRetake || (await blobs.size(name)) === undefined) await blobs.write(name, bytes);
}

async function seal(desk: Desk, visit: Visit, place: { readonly logId: Bytes; readonly seq: number }) {
  const { enrolled } = visit.tablet;
  const { enrolment } = enrolled;
  // As the worker does: the newest ring a reply has brought, else that of enrolment.
  const state = visit.tablet.rows.state.get("sync");
  const signed = state?.key === "sync" ? state.sync.keyring : enrolment.keyring;
  const ring = await openKeyring(signed, enrolment.rootKey, enrolment.regency);
  if (!ring.ok) return ring;
  const attachments = visit.content.kind === "withdrawal" ? [] : visit.content.attachments;
  const signature = visit.content.kind === "application" ? visit.content.statement.signature : undefined;
  const blobs = blobsOf(signature ? [...attachments, signature] : attachments);
  if (!blobs.ok) return blobs;
  const common = { isUrgent: desk.random.chance(0.2), blobs: blobs.value };
  const { content, secret } = visit;
  const keyring = visit.poison === "deadly" ? withDeadlyKey(ring.value, desk.deadlyKey) : ring.value;
  const companions = { label: new Uint8Array(8), copy: undefined };
  if (content.kind === "application" && secret) {
    const told = { ...common, content: { ...content, secret }, applicationId: await applicationIdOf(secret) };
    const sealingKey = definite(activeKey(keyring, "seal"), "a sealing key").key;
    return ok({ frozen: await freezeTelling(enrolled, sealingKey, told, place), companions });
  }
  const unsealed: Unsealed =
    content.kind === "application"
      ? { ...common, kind: content.kind, content }
      : {
          ...common,
          kind: content.kind,
          content,
          applicationId: definite(visit.applicationId, "a mend knows its application"),
          base: bytesOfHex(definite(visit.base, "a mend has a base").digest),
        };
  const frozen = await freezeEntry(enrolled, { keyring, config: desk.configuration }, unsealed, place);
  return frozen.ok ? ok({ frozen: frozen.value, companions }) : frozen;
}

const withDeadlyKey = (ring: Keyring, key: PublicKeyBytes): Keyring => ({
  ...ring,
  keys: [...ring.keys.filter(({ use }) => use !== "seal"), { use: "seal", state: "active", key, from: 0 }],
});
