/**
 * The application being filled in. The draft is saved under the vault after every answer: the page may die at any
 * moment. While it is handed to the citizen, only this application is reachable.
 */
import { computed, signal } from "@preact/signals";
import type { Configuration } from "../../domain/configuration/configuration.ts";
import { findLetter, findService } from "../../domain/configuration/configuration.ts";
import type { Letter } from "../../domain/catalogue/letter.ts";
import { askedLike } from "../../domain/catalogue/letter.ts";
import type { Service } from "../../domain/catalogue/service.ts";
import type { Draft } from "../../domain/draft/draft.ts";
import type { Carried } from "../../domain/form/carry-over.ts";
import { toHex } from "../../base/bytes.ts";
import type { CivilDate } from "../../domain/date/civil-date.ts";
import { loadConfiguration } from "../platform/configuration.ts";
import { now, randomBytes, todayInWib } from "../platform/ambient.ts";
import { worker } from "../platform/worker-bridge.ts";
import { finishBeforeLeaving } from "./before-leaving.ts";

export type OpenVisit = {
  readonly draft: Draft;
  readonly service: Service;
  readonly config: Configuration;
  /** What is asked for is a letter of the village: `service` lends it the questions, nothing is filed. */
  readonly letter?: Letter;
};

/** A service that is filed, or a letter that the village writes. */
export type Wanted = Service | Letter;

const current = signal<OpenVisit | undefined>(undefined);
/** A code when the last save failed; the screen says that the answer is not kept yet. */
export const saveProblem = signal<string | undefined>(undefined);

/** The visit under way, or undefined. */
export const visit = computed(() => current.value);

/** Today in Indonesia's western time, as this tablet believes it. */
export const today = (): CivilDate => todayInWib();

/** Begins an application or a letter and saves it as a draft; `carried`: what the same family has just said. */
export async function beginVisit(
  wanted: Wanted,
  config: Configuration,
  officer: { readonly id: string; readonly name: string },
  carried?: Carried,
): Promise<void> {
  const at = now();
  const draft: Draft = {
    id: toHex(randomBytes(16)),
    serviceId: wanted.id,
    configVersion: config.version,
    answers: {},
    attachments: [],
    missing: [],
    position: { step: "bring" },
    createdAt: at,
    updatedAt: at,
    startedBy: officer,
    ...(carried === undefined ? {} : { carried }),
  };
  current.value = visitOf(draft, wanted, config);
  await save(draft);
}

/** Opens a draft under the configuration it was begun with. False when that configuration is no longer kept. */
export async function resumeVisit(draft: Draft): Promise<boolean> {
  const config = await loadConfiguration(draft.configVersion);
  const wanted = config && findWanted(config, draft.serviceId);
  if (!config || !wanted) return false;
  current.value = visitOf(draft, wanted, config);
  return true;
}

/** What a draft is about, or undefined. */
export function findWanted(config: Configuration, id: string): Wanted | undefined {
  return findService(config, id) ?? findLetter(config, id);
}

function visitOf(draft: Draft, wanted: Wanted, config: Configuration): OpenVisit {
  return "body" in wanted
    ? { draft, service: askedLike(wanted), config, letter: wanted }
    : { draft, service: wanted, config };
}

/** Changes the draft on screen at once and saves it; resolves to false when it could not be kept. */
export async function updateDraft(patch: Partial<Omit<Draft, "id" | "createdAt">>): Promise<boolean> {
  const open = current.value;
  if (!open) return false;
  const draft: Draft = { ...open.draft, ...patch, updatedAt: now() };
  current.value = { ...open, draft };
  return save(draft);
}

/** Leaves the visit. The draft stays saved unless it was submitted. */
export function leaveVisit(): void {
  current.value = undefined;
  saveProblem.value = undefined;
}

async function save(draft: Draft): Promise<boolean> {
  return finishBeforeLeaving(saveNow(draft));
}

async function saveNow(draft: Draft): Promise<boolean> {
  const saved = await worker().saveDraft(draft);
  saveProblem.value = saved.ok ? undefined : saved.code;
  return saved.ok;
}
