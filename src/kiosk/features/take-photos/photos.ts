/** The photos of one requirement: kept by the worker, named by the draft, or said to follow later. */
import { useSignal } from "@preact/signals";
import type { Attachment } from "../../../domain/application/content.ts";
import { isNeeded, pagesOf } from "../../../domain/catalogue/requirements.ts";
import type { Requirement } from "../../../domain/catalogue/service.ts";
import { screenSentences } from "../../../domain/speech/screen-sentences.ts";
import { worker } from "../../platform/worker-bridge.ts";
import { finishBeforeLeaving } from "../../session/before-leaving.ts";
import { isPhotoFault, problemSentence } from "../../session/problem-sentences.ts";
import type { OpenVisit } from "../../session/visit.ts";
import { saveProblem, updateDraft } from "../../session/visit.ts";

export type Photos = {
  readonly kept: readonly Attachment[];
  readonly isMissing: boolean;
  readonly mayFollow: boolean;
  readonly isKeeping: boolean;
  readonly error: string | undefined;
  /** Keeps one picture; false when it could not, with what to do in `error`. */
  readonly keep: (picture: Blob) => Promise<boolean>;
  /** What the photo gate refused last of the page under way, and how often it did. */
  readonly refused: Refused | undefined;
  /** Keeps what was refused, with a reason that staff read beside it. */
  readonly keepRefused: (reason: string) => Promise<boolean>;
  /** The photos of this paper that the family's application before has: which it was; undefined where there are none. */
  readonly offeredFrom: string | undefined;
  /** Takes those: the same file, taken and sent once. */
  readonly reuse: () => Promise<boolean>;
  readonly drop: (page: number) => Promise<boolean>;
  /** Files this requirement as "berkas kurang". */
  readonly follow: () => Promise<boolean>;
  /** Whether the person may go on; says what is lacking when not. */
  readonly isEnough: () => boolean;
};

export type Refused = { readonly picture: Blob; readonly times: number };

export function usePhotos({ draft, config }: OpenVisit, requirement: Requirement): Photos {
  const problem = useSignal<string | undefined>(undefined);
  const isKeeping = useSignal(false);
  const refused = useSignal<Refused | undefined>(undefined);
  const kept = draft.attachments.filter((attachment) => attachment.requirementId === requirement.id);
  const isMissing = draft.missing.includes(requirement.id);
  const mayFollow = requirement.mayFollow === true && config.switches.allowMissingDocuments;
  const take = async (picture: Blob, reason?: string): Promise<boolean> => {
    isKeeping.value = true;
    problem.value = undefined;
    const page = kept.reduce((highest, attachment) => Math.max(highest, attachment.page), 0) + 1;
    const photo = await worker().keepPhoto(picture, requirement.id, page, reason);
    isKeeping.value = false;
    if (!photo.ok) {
      problem.value = problemSentence(photo.code);
      if (isPhotoFault(photo.code)) refused.value = { picture, times: (refused.value?.times ?? 0) + 1 };
      return false;
    }
    refused.value = undefined;
    const missing = draft.missing.filter((id) => id !== requirement.id);
    return updateDraft({ attachments: [...draft.attachments, photo.value], missing });
  };
  const offered = draft.carried?.photos.filter((photo) => photo.requirementId === requirement.id) ?? [];
  const isEnough = (): boolean => {
    const enough = kept.length >= pagesOf(requirement) || isMissing || !isNeeded(requirement);
    if (!enough) {
      problem.value = mayFollow ? screenSentences.photoOrFollow : screenSentences.photoFirst;
    }
    return enough;
  };
  return {
    kept,
    isMissing,
    mayFollow,
    isKeeping: isKeeping.value,
    keep: (picture) => finishBeforeLeaving(take(picture)),
    refused: refused.value,
    keepRefused: async (reason) =>
      refused.value !== undefined && finishBeforeLeaving(take(refused.value.picture, reason)),
    offeredFrom: kept.length === 0 && offered.length > 0 ? draft.carried?.from : undefined,
    reuse: () =>
      updateDraft({
        attachments: [...draft.attachments, ...offered],
        missing: draft.missing.filter((id) => id !== requirement.id),
      }),
    error: problem.value ?? (saveProblem.value === undefined ? undefined : problemSentence(saveProblem.value)),
    drop: (page) =>
      updateDraft({
        attachments: draft.attachments.filter((each) => each.requirementId !== requirement.id || each.page !== page),
      }),
    follow: () => updateDraft({ missing: [...draft.missing, requirement.id] }),
    isEnough,
  };
}
