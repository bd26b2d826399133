/** The documents one after the other: photo, look, keep or again; a missing one may follow where the service allows it. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { documentPhotosMax } from "../../../base/limits.ts";
import { isNeeded, pagesOf, requirementsFor } from "../../../domain/catalogue/requirements.ts";
import type { Requirement } from "../../../domain/catalogue/service.ts";
import { Button } from "../../../ui/actions/button.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { Question } from "../../../ui/layout/question.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { worker } from "../../platform/worker-bridge.ts";
import { problemSentence } from "../../session/problem-sentences.ts";
import { go } from "../../session/route.ts";
import type { Route } from "../../session/route.ts";
import { leaveVisit, saveProblem, today, updateDraft, visit } from "../../session/visit.ts";
import { CameraView } from "./camera-view.tsx";
import { KeptPhotos } from "./kept-photos.tsx";
import "./take-photos.css";

export function TakePhotosScreen({ at }: { readonly at: Route }): JSX.Element | null {
  const open = visit.value;
  if (!open || at.name !== "take-photos") return null;
  const photos = requirementsFor(open.service, open.draft.answers, today()).filter((each) => each.capture === "photo");
  const wanted = at.requirementId ?? open.draft.position.at;
  const index = Math.max(
    0,
    photos.findIndex((each) => each.id === wanted),
  );
  const requirement = photos[index];
  if (!requirement) {
    go({ name: "check-answers" });
    return null;
  }
  return (
    <RequirementScreen
      key={requirement.id}
      requirement={requirement}
      place={{ number: index + 1, total: photos.length }}
      before={photos[index - 1]}
      next={photos[index + 1]}
      isReturning={at.requirementId !== undefined}
    />
  );
}

type RequirementScreenProps = {
  readonly requirement: Requirement;
  readonly place: { readonly number: number; readonly total: number };
  readonly before: Requirement | undefined;
  readonly next: Requirement | undefined;
  readonly isReturning: boolean;
};

function RequirementScreen(props: RequirementScreenProps): JSX.Element | null {
  const { requirement, place, before, next, isReturning } = props;
  const problem = useSignal<string | undefined>(undefined);
  const isKeeping = useSignal(false);
  const isOpen = useSignal(false);
  const open = visit.value;
  if (!open) return null;
  const { service, config, draft } = open;
  const kept = draft.attachments.filter((attachment) => attachment.requirementId === requirement.id);
  const isMissing = draft.missing.includes(requirement.id);
  const mayFollow = requirement.mayFollow === true && config.switches.allowMissingDocuments;
  const isEnough = kept.length >= pagesOf(requirement) || isMissing || !isNeeded(requirement);

  const keep = async (picture: Blob): Promise<void> => {
    isKeeping.value = true;
    problem.value = undefined;
    const page = kept.reduce((highest, attachment) => Math.max(highest, attachment.page), 0) + 1;
    const photo = await worker().keepPhoto(picture, requirement.id, page);
    isKeeping.value = false;
    if (!photo.ok) {
      problem.value = problemSentence(photo.code);
      return;
    }
    isOpen.value = false;
    await updateDraft({
      attachments: [...draft.attachments, photo.value],
      missing: draft.missing.filter((id) => id !== requirement.id),
    });
  };
  const drop = (page: number): void => {
    const others = draft.attachments.filter((each) => each.requirementId !== requirement.id || each.page !== page);
    void updateDraft({ attachments: others });
  };
  const goOn = async (): Promise<void> => {
    if (!isEnough) {
      problem.value = mayFollow
        ? "Surat ini belum difoto. Foto dulu, atau pilih “Menyusul”."
        : "Surat ini harus difoto dulu.";
      return;
    }
    if (isReturning || !next) {
      await updateDraft({ position: { step: "check" } });
      return go({ name: "check-answers" });
    }
    await updateDraft({ position: { step: "photos", at: next.id } });
    go({ name: "take-photos" });
  };
  const back = async (): Promise<void> => {
    if (isReturning) return go({ name: "check-answers" });
    if (!before) {
      await updateDraft({ position: { step: "questions" } });
      return go({ name: "fill-form" });
    }
    await updateDraft({ position: { step: "photos", at: before.id } });
    go({ name: "take-photos" });
  };
  const follow = async (): Promise<void> => {
    await updateDraft({ missing: [...draft.missing, requirement.id] });
  };
  const later = async (): Promise<void> => {
    await updateDraft({ position: { step: "photos", at: requirement.id } });
    leaveVisit();
    go({ name: "home" });
  };
  const error = problem.value ?? (saveProblem.value === undefined ? undefined : problemSentence(saveProblem.value));
  const isCameraShown = isOpen.value || (kept.length === 0 && !isMissing);
  return (
    <Screen
      title={service.label}
      eyebrow="Foto surat"
      onBack={() => void back()}
      secondary={{ label: "Lanjutkan nanti", icon: "clock", onPress: () => void later() }}
      primary={{ label: "Lanjut", onPress: () => void goOn(), isBusy: isKeeping.value }}
    >
      <Question
        title={requirement.name}
        hint={requirement.hint ?? "Foto surat yang asli. Taruh di tempat terang, semua tepinya terlihat."}
        progress={place}
        {...(error === undefined ? {} : { error })}
      >
        {isCameraShown ? (
          <CameraView shape={shapeOf(requirement)} isBusy={isKeeping.value} onPicture={(picture) => void keep(picture)} />
        ) : (
          <KeptPhotos attachments={kept} onDrop={drop} />
        )}
        {isMissing && kept.length === 0 && (
          <Message kind="warning" title="Menyusul">
            Surat ini ditulis sebagai berkas kurang. Bawa ke balai desa kalau sudah ada.
          </Message>
        )}
        <div class="photo-extras">
          {!isCameraShown && kept.length < documentPhotosMax && (
            <Button icon="camera" onPress={() => (isOpen.value = true)}>
              {kept.length === 0 ? "Foto sekarang" : "Tambah halaman"}
            </Button>
          )}
          {mayFollow && !isMissing && kept.length === 0 && (
            <Button kind="quiet" icon="clock" onPress={() => void follow()}>
              Belum ada, menyusul
            </Button>
          )}
        </div>
      </Question>
    </Screen>
  );
}

/** Cards have the outline of a card; everything else is a page. */
function shapeOf(requirement: Requirement): "card" | "page" {
  return requirement.id.startsWith("ktp") ? "card" : "page";
}
