/**
 * What runs inside the kiosk's own page beside the kiosk: an officer who is quicker than fingers, speaking to the page's own
 * worker, and an eye that reports every row of the outbox the screen has shown. Knows no storage and no network.
 */
import type { Attachment } from "../../src/domain/application/content.ts";
import type { Draft } from "../../src/domain/draft/draft.ts";
import type { Answers } from "../../src/domain/form/answer.ts";
import type { OutboxItem, Slip, SyncStatus, TabletState } from "../../src/worker/worker-api.ts";
import type { Result } from "../../src/base/result.ts";

/** What one citizen came for. */
export type Errand = {
  /** Hex. */
  readonly draftId: string;
  readonly serviceId: string;
  readonly answers: Answers;
  readonly missing: readonly string[];
  readonly photos: readonly { readonly requirementId: string; readonly page: number }[];
  readonly statementVersion: string;
  /** KIRIM is touched by a trembling hand. */
  readonly isPressedTwice: boolean;
};

/** One row as it stands on the screen. */
export type ShownRow = {
  readonly code: string;
  readonly kind: "application" | "correction" | "withdrawal";
  readonly state: string;
};

/** What is about to be saved: told before, so that nothing can be saved that nobody knows of. */
export type Told = { readonly draftId: string; readonly answers: Answers; readonly photos: number };

export type FiledAs = Result<string, string>;
export type Resumed = { readonly draftId: string; readonly filed: FiledAs };

/** What the page offers to the harness. */
export type OfficerPage = {
  ask(name: string, ...values: readonly unknown[]): Promise<unknown>;
  file(errand: Errand): Promise<FiledAs>;
  /** "Ada yang salah": changes one answer of something filed. */
  correct(applicationId: string, question: string, answer: string): Promise<FiledAs>;
  /** Files every draft that lies on the tablet, as an officer does in the morning. */
  resume(): Promise<readonly Resumed[]>;
  standing(): Promise<{ readonly outbox: readonly OutboxItem[]; readonly status: SyncStatus }>;
  /** The worker dies as a browser short of memory lets it die. */
  endWorker(): void;
};

export type WithOfficer = { readonly officerPage: OfficerPage };

/** Runs before the page's own scripts, in the page: uses nothing from outside itself. */
export function bePresent(): void {
  let worker: Worker | undefined;
  const RealWorker = globalThis.Worker;
  globalThis.Worker = class extends RealWorker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      // oxlint-disable-next-line typescript/no-this-alias
      worker = this;
    }
  };

  /** One comlink call beside the page's own. */
  const ask = (name: string, ...values: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (!worker) return reject(new Error("the page has no worker"));
      const speaker = worker;
      const id = `${Math.random()}`;
      speaker.addEventListener("message", function hear({ data }: MessageEvent) {
        if (data?.id !== id) return;
        speaker.removeEventListener("message", hear);
        if (data.type === "RAW") resolve(data.value);
        else reject(new Error(`${name}: ${data.value?.value?.message ?? "thrown"}`));
      });
      speaker.postMessage({
        id,
        type: "APPLY",
        path: [name],
        argumentList: values.map((value) => ({ type: "RAW", value })),
      });
    });

  /** A word to the harness, outside the page. */
  const tell = async (name: "tellShown" | "tellAttempt", word: ShownRow | Told): Promise<void> => {
    const hear: unknown = Reflect.get(globalThis, name);
    if (typeof hear === "function") await hear(word);
  };

  /** Noise does not compress: some tens of kilobytes as a photo of paper has. */
  const paint = async (side: number, type: string): Promise<Blob> => {
    const canvas = new OffscreenCanvas(side, side);
    const context = canvas.getContext("2d");
    if (!context) throw new Error("no canvas");
    for (let x = 0; x < side; x += 8)
      for (let y = 0; y < side; y += 8) {
        context.fillStyle = `hsl(${Math.random() * 360} 60% 70%)`;
        context.fillRect(x, y, 8, 8);
      }
    return canvas.convertToBlob({ type });
  };

  const submit = async (draftId: string, version: string, isTwice: boolean): Promise<FiledAs> => {
    const signaturePng = new Uint8Array(await (await paint(48, "image/png")).arrayBuffer());
    const statement = { version, signedBy: "signature", signaturePng, witness: undefined };
    const again = isTwice ? ask("submit", draftId, statement) : undefined;
    const slip = (await ask("submit", draftId, statement)) as Result<Slip, string>;
    const second = (await again) as Result<Slip, string> | undefined;
    if (slip.ok && second?.ok === true && second.value.code !== slip.value.code)
      return { ok: false, code: "two-slips-for-one-draft" };
    return slip.ok ? { ok: true, value: slip.value.code } : { ok: false, code: slip.code };
  };

  const file = async (errand: Errand): Promise<FiledAs> => {
    const state = (await ask("state")) as TabletState;
    if (state.kind !== "open") return { ok: false, code: "locked" };
    const config = (await ask("configuration")) as Result<string, string>;
    if (!config.ok) return { ok: false, code: config.code };
    const attachments: Attachment[] = [];
    for (const { requirementId, page } of errand.photos) {
      const picture = await paint(500, "image/jpeg");
      const kept = (await ask("keepPhoto", picture, requirementId, page, "Lainnya")) as Result<Attachment, string>;
      if (!kept.ok) return { ok: false, code: kept.code };
      attachments.push(kept.value);
    }
    const draft: Draft = {
      id: errand.draftId,
      serviceId: errand.serviceId,
      configVersion: (JSON.parse(config.value) as { version: number }).version,
      answers: errand.answers,
      attachments,
      missing: errand.missing,
      position: { step: "sign" },
      createdAt: Date.now(),
      updatedAt: Date.now(),
      startedBy: state.officer,
    };
    const saved = (await ask("saveDraft", draft)) as Result<true, string>;
    if (!saved.ok) return { ok: false, code: saved.code };
    return submit(errand.draftId, errand.statementVersion, errand.isPressedTwice);
  };

  const correct: OfficerPage["correct"] = async (applicationId, question, answer) => {
    const started = (await ask("startCorrection", applicationId)) as Result<Draft, string>;
    if (!started.ok) return { ok: false, code: started.code };
    const draft = { ...started.value, answers: { ...started.value.answers, [question]: answer } };
    const filed = draft.correctionOf?.filing.attachments ?? [];
    await tell("tellAttempt", { draftId: draft.id, answers: draft.answers, photos: filed.length });
    const saved = (await ask("saveDraft", draft)) as Result<true, string>;
    return saved.ok ? submit(draft.id, "1", false) : { ok: false, code: saved.code };
  };

  const resume = async (): Promise<readonly Resumed[]> => {
    const drafts = (await ask("listDrafts")) as Result<readonly Draft[], string>;
    if (!drafts.ok) return [];
    const resumed: Resumed[] = [];
    for (const { id } of drafts.value) resumed.push({ draftId: id, filed: await submit(id, "1", false) });
    return resumed;
  };

  const standing: OfficerPage["standing"] = async () => ({
    outbox: (await ask("outbox")) as readonly OutboxItem[],
    status: (await ask("syncStatus")) as SyncStatus,
  });

  const officerPage: OfficerPage = { ask, file, correct, resume, standing, endWorker: () => worker?.terminate() };
  Object.assign(globalThis, { officerPage });

  const reported = new Set<string>();
  const look = (): void => {
    for (const row of document.querySelectorAll<HTMLElement>("li.row[data-code][data-state]")) {
      const { code = "", state = "" } = row.dataset;
      const kind = row.textContent.includes("Pembatalan")
        ? "withdrawal"
        : row.textContent.includes("Perbaikan")
          ? "correction"
          : "application";
      const shown = `${code} ${kind} ${state}`;
      if (reported.has(shown)) continue;
      reported.add(shown);
      void tell("tellShown", { code, kind, state });
    }
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
}
