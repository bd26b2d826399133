/**
 * Loket's side in the browser: the real worker of the real build, asked through its own door to enrol, to keep drafts and
 * photos and to submit them. Nothing here sends: the worker does.
 */
import { wrap } from "comlink";
import type { Result } from "../../../../src/base/result.ts";
import type { Attachment } from "../../../../src/domain/application/content.ts";
import type { WorkerApi } from "../../../../src/worker/worker-api.ts";
import type { BenchPage } from "../contestant.ts";
import { takePicture } from "../pictures.ts";
import type { Application } from "../work.ts";

const officer = { name: "Siti Aminah", pin: "281946" };

type ScriptUrls = { createScriptURL(address: string): string };
type TrustedTypes = { createPolicy(name: string, rules: ScriptUrls): ScriptUrls };

export type LoketPage = BenchPage & {
  /** Makes the tablet the village's, with one officer on duty. */
  enrol(code: string): Promise<void>;
  /** The clear bytes of the photos the tablet would keep, so that everybody sends the same. */
  developPhotos(count: number): Promise<readonly string[]>;
};

declare global {
  var openLoketPage: ((workerUrl: string) => void) | undefined;
}

globalThis.openLoketPage = openLoketPage;

/** Opens the worker at `workerUrl` and puts the bench's door on the page. */
function openLoketPage(workerUrl: string): void {
  const { trustedTypes } = globalThis as typeof globalThis & { trustedTypes: TrustedTypes };
  const urls = trustedTypes.createPolicy("loket", { createScriptURL: (address) => address });
  const api = wrap<WorkerApi>(new Worker(urls.createScriptURL(workerUrl), { type: "module" }));
  const page: LoketPage = {
    async enrol(code) {
      must(await api.enrol(code));
      must(await api.createOfficer(officer.name, officer.pin));
    },
    async fill(applications) {
      const configVersion = readVersion(must(await api.configuration()));
      for (const application of applications) await file(api, application, configVersion);
      return (await api.outbox()).map(({ digest }) => digest);
    },
    start: () => void api.syncNow(),
    kept: async () => (await api.outbox()).filter(({ state }) => state !== "complete").map(({ digest }) => digest),
    async developPhotos(count) {
      const photos: string[] = [];
      for (let number = 0; number < count; number += 1) {
        const attachment = must(await api.keepPhoto(await takePicture(number), "kk", 1, undefined));
        photos.push(await toBase64(must(await api.previewPhoto(attachment))));
      }
      return photos;
    },
  };
  globalThis.bench = page;
}

/** One visit, as the wizard leaves it and KIRIM files it. */
async function file(api: Api, application: Application, configVersion: number): Promise<void> {
  const { id, serviceId, answers, missing, filedAt } = application;
  const attachments: Attachment[] = [];
  for (const { requirementId, page, number } of application.photos) {
    attachments.push(must(await api.keepPhoto(await takePicture(number), requirementId, page, undefined)));
  }
  const draft = { id, serviceId, configVersion, answers, attachments, missing };
  const startedBy = application.officer;
  must(
    await api.saveDraft({ ...draft, position: { step: "sign" }, createdAt: filedAt, updatedAt: filedAt, startedBy }),
  );
  const { version, signedBy, witness } = application.statement;
  must(await api.submit(id, { version, signedBy, signaturePng: undefined, witness }));
}

type Api = ReturnType<typeof wrap<WorkerApi>>;

function must<T>(result: Result<T, string>): T {
  if (!result.ok) throw new Error(`${result.code} ${result.detail ?? ""}`);
  return result.value;
}

function readVersion(text: string): number {
  const config: unknown = JSON.parse(text);
  const version = Reflect.get(Object(config), "version");
  if (typeof version !== "number") throw new Error("a configuration has its number");
  return version;
}

async function toBase64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCodePoint(byte)).join(""));
}
