/** The documents one after the other: photo, look, keep or again; a missing one may follow where the service allows it. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { documentPhotosMax, photoRefusalsMax } from "../../../base/limits.ts";
import type { Requirement } from "../../../domain/catalogue/service.ts";
import { screenSentences } from "../../../domain/speech/screen-sentences.ts";
import { Button } from "../../../ui/actions/button.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { Question } from "../../../ui/layout/question.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { askedPhotos } from "../../session/asked.ts";
import { Listen } from "../../session/listen.tsx";
import { TextSize } from "../../session/text-size.tsx";
import { go } from "../../session/route.ts";
import type { Route } from "../../session/route.ts";
import { asksUrgency } from "../../session/urgency.ts";
import type { OpenVisit } from "../../session/visit.ts";
import { leaveVisit, today, updateDraft, visit } from "../../session/visit.ts";
import { CameraView } from "./camera-view.tsx";
import { KeepAnyway } from "./keep-anyway.tsx";
import { KeptPhotos } from "./kept-photos.tsx";
import type { Photos } from "./photos.ts";
import { usePhotos } from "./photos.ts";
import "./take-photos.css";

/** A refusal takes its place: it says the same, for this very picture. */
const usualHint = screenSentences.photoUsual;

export function TakePhotosScreen({ at }: { readonly at: Route }): JSX.Element | null {
  const open = visit.value;
  if (!open || at.name !== "take-photos") return null;
  const photos = askedPhotos(open, today());
  const wanted = at.requirementId ?? open.draft.position.at;
  const index = Math.max(
    0,
    photos.findIndex((each) => each.id === wanted),
  );
  const requirement = photos[index];
  if (!requirement) {
    go(afterPhotos(open));
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
  const open = visit.value;
  return open ? <OneRequirement {...props} open={open} /> : null;
}

function OneRequirement(props: RequirementScreenProps & { readonly open: OpenVisit }): JSX.Element {
  const { open, requirement, place } = props;
  const photos = usePhotos(open, requirement);
  const isCameraOpen = useSignal(false);
  const isReasonAsked = useSignal(false);
  const { kept, isMissing, mayFollow } = photos;
  const isCameraShown = isCameraOpen.value || (kept.length === 0 && !isMissing);
  const isWhyShown = isCameraShown && isReasonAsked.value && photos.refused !== undefined;
  const close = (isKept: boolean): void => {
    if (isKept) isCameraOpen.value = isReasonAsked.value = false;
  };
  return (
    <Screen
      title={open.service.label}
      eyebrow="Foto surat"
      status={<TextSize />}
      onBack={() => void goBack(props)}
      listen={<Listen lines={[requirement.name, photos.error ?? requirement.hint ?? usualHint]} />}
      secondary={{ label: "Nanti", icon: "clock", onPress: () => void putAside(requirement) }}
      primary={{
        label: "Lanjut",
        onPress: () => void (photos.isEnough() && goOn(props)),
        isBusy: photos.isKeeping,
      }}
    >
      <Question
        title={requirement.name}
        {...(photos.refused === undefined ? { hint: requirement.hint ?? usualHint } : {})}
        progress={{ ...place, of: "papers" }}
        {...(photos.error === undefined || isWhyShown ? {} : { error: photos.error })}
      >
        {isWhyShown ? (
          <KeepAnyway
            onReason={(reason) => void photos.keepRefused(reason).then(close)}
            onAgain={() => (isReasonAsked.value = false)}
          />
        ) : isCameraShown ? (
          <CameraView
            shape={shapeOf(requirement)}
            isBusy={photos.isKeeping}
            isAgain={photos.refused !== undefined}
            onPicture={(picture) => void photos.keep(picture).then(close)}
          />
        ) : kept.length > 0 ? (
          <KeptPhotos attachments={kept} onDrop={(page) => void photos.drop(page)} />
        ) : (
          <PaperFollows />
        )}
        <div class="question-extras">
          {isCameraShown && !isWhyShown && (photos.refused?.times ?? 0) >= photoRefusalsMax && (
            <Button onPress={() => (isReasonAsked.value = true)}>Tetap pakai foto ini</Button>
          )}
          {!isCameraShown && kept.length < documentPhotosMax && (
            <Button icon="camera" onPress={() => (isCameraOpen.value = true)}>
              {kept.length === 0 ? "Foto sekarang" : "Tambah halaman"}
            </Button>
          )}
          {!isWhyShown && <PhotosBefore photos={photos} onTaken={close} />}
          {mayFollow && !isMissing && !isWhyShown && kept.length === 0 && (
            <Button icon="clock" onPress={() => void photos.follow()}>
              Belum ada, menyusul
            </Button>
          )}
        </div>
      </Question>
    </Screen>
  );
}

function PaperFollows(): JSX.Element {
  return (
    <Message kind="warning" title={screenSentences.follows}>
      {screenSentences.followsLater}
    </Message>
  );
}

/** The same family has just had this paper photographed: one touch takes that picture, and they look at it. */
function PhotosBefore({
  photos,
  onTaken,
}: {
  readonly photos: Photos;
  readonly onTaken: (isKept: boolean) => void;
}): JSX.Element | null {
  if (photos.offeredFrom === undefined) return null;
  return (
    <Button icon="document" onPress={() => void photos.reuse().then(onTaken)}>
      {`Pakai foto dari ${photos.offeredFrom} tadi`}
    </Button>
  );
}

/** Where the papers are done the urgent need is asked, where that is asked at all. */
function afterPhotos(open: OpenVisit): Route {
  return asksUrgency(open) ? { name: "urgent" } : { name: "check-answers" };
}

async function goOn({ open, next, isReturning }: RequirementScreenProps & { readonly open: OpenVisit }): Promise<void> {
  if (isReturning) return go({ name: "check-answers" });
  if (!next) {
    const route = afterPhotos(open);
    await updateDraft({ position: { step: route.name === "urgent" ? "urgent" : "check" } });
    return go(route);
  }
  await updateDraft({ position: { step: "photos", at: next.id } });
  go({ name: "take-photos" });
}

async function goBack({ before, isReturning }: RequirementScreenProps): Promise<void> {
  if (isReturning) return go({ name: "check-answers" });
  if (!before) {
    await updateDraft({ position: { step: "questions" } });
    return go({ name: "fill-form" });
  }
  await updateDraft({ position: { step: "photos", at: before.id } });
  go({ name: "take-photos" });
}

async function putAside(requirement: Requirement): Promise<void> {
  await updateDraft({ position: { step: "photos", at: requirement.id } });
  leaveVisit();
  go({ name: "home" });
}

/** Cards have the outline of a card; everything else is a page. */
function shapeOf(requirement: Requirement): "card" | "page" {
  return requirement.id.startsWith("ktp") ? "card" : "page";
}
