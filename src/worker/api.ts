/** The worker's door, put together from its parts. Everything waits for the tablet to be opened and merged first. */
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import { prepareSealing } from "../crypto/sealing.ts";
import { prepareVault } from "../crypto/vault.ts";
import type { Attachment } from "../domain/application/content.ts";
import { findVillage, villageCode, villageText } from "../domain/areas/areas.ts";
import { putDraft, removeDraft } from "../store/drafts.ts";
import type { LetterStore } from "../store/letters.ts";
import type { EntryRow } from "../store/tables.ts";
import { admitForm, checkTablet } from "./check-tablet.ts";
import { citizenCalls } from "./citizen-status.ts";
import { configurationText, fetchConfiguration, restoreConfiguration } from "./configuration.ts";
import { courierCalls, savedInFiles } from "./courier.ts";
import { replaceLostKeys } from "./device-keys.ts";
import { listDrafts, listLostDrafts } from "./drafts.ts";
import { enrolTablet } from "./enrol.ts";
import type { LetterApi } from "./letter-api.ts";
import { letterCalls } from "./letters.ts";
import type { MendDeps } from "./mend.ts";
import { listMendable, startCorrection, withdrawApplication } from "./mend.ts";
import { LabelReader, chainOf, listOutbox, showItem } from "./outbox.ts";
import { countFiled, monthCalls } from "./month-sheet.ts";
import { PhotoKeeper } from "./photo.ts";
import { readConfiguration } from "./read-configuration.ts";
import { Sending } from "./sending.ts";
import { listSentBack } from "./sent-back.ts";
import { findSlip, makeSlip, readSlip } from "./slip.ts";
import { submitVisit } from "./submit.ts";
import { readSyncStatus } from "./sync-status.ts";
import type { Tablet } from "./tablet.ts";
import { loadSyncState, openTablet } from "./tablet.ts";
import { tidyUp } from "./tidy-up.ts";
import { markTold } from "./told.ts";
import { draftPlace } from "./vault-items.ts";
import { VaultSession } from "./vault-session.ts";
import type { OfficerName, Slip, TabletState, Topic, VillageName, WorkerApi } from "./worker-api.ts";
import type { World } from "./world.ts";

/** The parts of an opened tablet that calls share. */
type Parts = MendDeps & { readonly photos: PhotoKeeper; readonly sending: Sending };

/** What the worker's entry needs beside the door itself. */
export type WorkerParts = {
  readonly api: WorkerApi;
  /** The network came back. */
  wake(reason: "online"): void;
};

/** Builds the door over the browser. Opening begins at once; every call waits for it. */
export function makeWorkerApi(world: World, letters: LetterStore): WorkerParts {
  const listeners: ((topic: Topic) => void)[] = [];
  const tell = (topic: Topic): void => listeners.forEach((listener) => listener(topic));
  const vault = new VaultSession(world);
  const opened = openParts(world, vault, tell);
  world.onOthersChange(() => {
    for (const topic of ["outbox", "sync", "notices"] as const) tell(topic);
    void opened.then(({ sending }) => sending.othersChanged());
  });
  return {
    api: {
      ...makeApi(world, vault, opened, { tell, listen: (listener) => listeners.push(listener) }),
      ...letterCalls(opened, letters, tell),
    },
    wake: (reason) => {
      void prepareForOffline();
      void opened.then(({ sending }) => sending.wake(reason));
    },
  };
}

async function openParts(world: World, vault: VaultSession, tell: (topic: Topic) => void): Promise<Parts> {
  const tablet = await openTablet(world, await replaceLostKeys(world));
  if (tablet.merge.incident) await goOnWithout(tablet);
  const sending = new Sending(tablet, tell);
  sending.start();
  void prepareForOffline();
  return { tablet, vault, sending, photos: new PhotoKeeper(tablet), labels: new LabelReader(tablet.database, vault) };
}

/** What a damaged browser took along and the tablet still knows: forms, and the village's name for the lock. */
async function goOnWithout(tablet: Tablet): Promise<void> {
  await restoreConfiguration(tablet);
  if (tablet.enrolled() && !(await tablet.world.settings.read("tablet"))) await nameVillage(tablet);
}

/**
 * What a PIN and a submit need is no part of what the first screen waits for, but comes right after it: later the network
 * may be gone. Where it cannot be had now, the next network and the call that needs it ask again.
 */
async function prepareForOffline(): Promise<void> {
  await Promise.allSettled([prepareVault(), prepareSealing()]);
}

type Audience = { tell(topic: Topic): void; listen(listener: (topic: Topic) => void): void };

function makeApi(
  world: World,
  vault: VaultSession,
  opened: Promise<Parts>,
  audience: Audience,
): Omit<WorkerApi, keyof LetterApi> {
  const { tell } = audience;
  const opening = async (officer: Promise<Result<OfficerName, string>>): Promise<Result<OfficerName, string>> => {
    const result = await officer;
    if (result.ok) void opened.then(tidyUp);
    tell("state");
    return result;
  };
  return {
    state: async () => readState(await opened),
    enrol: async (code) => enrolAndFollow(await opened, code, tell),
    async checkTablet(camera) {
      const { tablet, sending } = await opened;
      const checks = await checkTablet(tablet, camera);
      sending.wake("tap");
      return checks;
    },

    createOfficer: (name, pin) => opening(vault.createOfficer(name, pin)),
    unlock: (officerId, pin) => opening(vault.unlock(officerId, pin)),
    checkPin: (pin) => vault.checkPin(pin),
    async lock() {
      const { labels, photos } = await opened;
      vault.lock();
      labels.forget();
      photos.forget();
      tell("state");
    },

    configuration: async (version) => configurationText((await opened).tablet.database, version),

    admitForm: async () => admitForm((await opened).tablet),
    listDrafts: async () => listDrafts((await opened).tablet, vault),
    countLostDrafts: async () => (await listLostDrafts((await opened).tablet, vault)).length,
    async dropLostDrafts() {
      const { tablet } = await opened;
      if (!vault.officer) return err("locked");
      for (const id of await listLostDrafts(tablet, vault)) await removeDraft(tablet.database, id);
      tell("drafts");
      return ok(true);
    },
    async saveDraft(draft) {
      const { tablet } = await opened;
      const sealed = await vault.seal(draftPlace(draft.id), draft);
      if (!sealed.ok) return sealed;
      const saved = await putDraft(tablet.database, draft.id, sealed.value, world.clock.now());
      if (saved.ok) tell("drafts");
      return saved;
    },
    async dropDraft(id) {
      const { tablet } = await opened;
      if (!vault.officer) return err("locked");
      await removeDraft(tablet.database, id);
      tell("drafts");
      return ok(true);
    },

    keepPhoto: async (input, requirementId, page, reason) =>
      vault.officer ? (await opened).photos.keep(input, requirementId, page, reason) : err("locked"),
    previewPhoto: async (attachment: Attachment) =>
      vault.officer ? (await opened).photos.preview(attachment) : err("locked"),

    async submit(draftId, statement) {
      const parts = await opened;
      return afterAppend(parts, await submitVisit(parts, draftId, statement), tell);
    },
    async slip(applicationId) {
      const { tablet, labels } = await opened;
      return findSlip(tablet, labels, applicationId);
    },
    async checkSlip(text) {
      const { tablet, labels } = await opened;
      const read = await readSlip(tablet, text);
      if (!read.ok) return read;
      const { code, applicationId, isGenuine } = read.value;
      const [row] = await chainOf(tablet, applicationId);
      const stage = (await tablet.database.get("cases", applicationId))?.stage;
      return ok({
        code,
        isGenuine: isGenuine === true,
        here: row && showItem(row, await labels.read(row.key), undefined, stage),
      });
    },

    ...citizenCalls(opened),
    ...monthCalls(opened),
    async outbox() {
      const { tablet, labels, sending } = await opened;
      const enrolment = tablet.enrolled()?.enrolment;
      const state = enrolment && (await loadSyncState(tablet, enrolment));
      return listOutbox(tablet, labels, state, await savedInFiles(sending.book));
    },
    ...courierCalls(opened, tell),
    async looked() {
      (await opened).sending.wake("visible");
    },
    syncStatus: async () => readSyncStatus(await opened),
    async syncNow() {
      const parts = await opened;
      await parts.sending.now();
      return readSyncStatus(parts);
    },
    async sentBack() {
      const { tablet } = await opened;
      return (await listSentBack(tablet, vault)).map(({ shown }) => shown);
    },
    startCorrection: async (applicationId) => startCorrection(await opened, applicationId),
    async withdraw(applicationId, reason) {
      const parts = await opened;
      return afterAppend(parts, await withdrawApplication(parts, applicationId, reason), tell);
    },
    markTold: async (applicationId) => markTold(await opened, applicationId, tell),
    async printForms(of, watermark) {
      const parts = await opened;
      // The writer of PDF weighs three times the worker: only who prints loads it.
      const { printForms } = await import("./print-forms.ts");
      return printForms(parts, of, watermark);
    },
    mendable: async () => listMendable(await opened),

    subscribe(onChange) {
      audience.listen(onChange);
      return Promise.resolve();
    },
  };
}

async function readState({ tablet, vault }: Parts): Promise<TabletState> {
  const enrolled = tablet.enrolled();
  if (!enrolled) return { kind: "new" };
  const code = villageCode(enrolled.enrolment.village) ?? "";
  const village = (await tablet.world.settings.read("tablet"))?.village ?? { code, text: code };
  const officers = await vault.officers();
  if (officers.length === 0) return { kind: "no-vault", village, lost: await whatWasLost(tablet) };
  const { officer } = vault;
  if (officer) return { kind: "open", village, officer, officers };
  return { kind: "locked", village, officers, waitMs: await vault.waitMs() };
}

/** A tablet that has officers no more had an incident; one that never had any had none. */
async function whatWasLost({ database }: Tablet): Promise<{ readonly entries: number } | undefined> {
  const incident = await database.get("state", "incident");
  return incident && { entries: (await database.keys("entries")).length };
}

async function enrolAndFollow(
  { tablet, sending }: Parts,
  code: string,
  tell: (topic: Topic) => void,
): Promise<Result<VillageName, string>> {
  const enrolled = await enrolTablet(tablet, code);
  if (!enrolled.ok) return enrolled;
  await fetchConfiguration(tablet);
  const village = await nameVillage(tablet);
  sending.start();
  tell("configuration");
  tell("state");
  return ok(village);
}

/** The village in people's words, once the configuration knows it; kept for the unlock screen. */
async function nameVillage(tablet: Tablet): Promise<VillageName> {
  const code = villageCode(tablet.enrolled()?.enrolment.village ?? 0) ?? "";
  const config = await readConfiguration(tablet.database, undefined);
  const place = config.ok ? findVillage(config.value.areas, code) : undefined;
  const village = { code, text: place ? villageText(place) : code };
  await tablet.world.settings.write({ tablet: { village } });
  return village;
}

async function afterAppend(
  { tablet, labels, photos, sending }: Parts,
  row: Result<EntryRow, string>,
  tell: (topic: Topic) => void,
): Promise<Result<Slip, string>> {
  if (!row.ok) return row.code === "store-unavailable" ? err("not-saved", row.detail) : row;
  photos.forget();
  void countFiled({ tablet, labels }, [row.value]);
  sending.wake("submit");
  for (const topic of ["outbox", "drafts", "notices"] as const) tell(topic);
  return makeSlip(tablet, labels, row.value);
}
