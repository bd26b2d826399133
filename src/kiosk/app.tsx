/**
 * Where the features meet: which screen stands for which route. Each feature is loaded when it is first shown; the
 * unlock screen alone is in the first download.
 */
import { useSignal, useSignalEffect } from "@preact/signals";
import type { ComponentType, JSX } from "preact";
import { screenRetryMs } from "../base/limits.ts";
import { Loading } from "../ui/feedback/loading.tsx";
import { UnlockScreen } from "./features/unlock/unlock-screen.tsx";
import { painted, pause } from "./platform/ambient.ts";
import { route } from "./session/route.ts";
import type { Route, RouteName } from "./session/route.ts";

type ScreenOf = ComponentType<{ readonly at: Route }>;

type Late = Exclude<RouteName, "starting" | "unlock">;

/** One line per screen. A feature never imports another: it goes to a route. */
const screens: Readonly<Record<Late, () => Promise<ScreenOf>>> = {
  trouble: async () => (await import("./features/trouble/trouble-screen.tsx")).TroubleScreen,
  enrol: async () => (await import("./features/enrol/enrol-screen.tsx")).EnrolScreen,
  "check-tablet": async () => (await import("./features/check-tablet/check-tablet-screen.tsx")).CheckTabletScreen,
  "first-officer": async () => (await import("./features/officers/first-officer-screen.tsx")).FirstOfficerScreen,
  "add-officer": async () => (await import("./features/officers/add-officer-screen.tsx")).AddOfficerScreen,
  home: async () => (await import("./features/home/home-screen.tsx")).HomeScreen,
  outbox: async () => (await import("./features/outbox/outbox-screen.tsx")).OutboxScreen,
  courier: async () => (await import("./features/courier/courier-screen.tsx")).CourierScreen,
  drafts: async () => (await import("./features/drafts/drafts-screen.tsx")).DraftsScreen,
  "sent-back": async () => (await import("./features/sent-back/sent-back-screen.tsx")).SentBackScreen,
  news: async () => (await import("./features/news/news-screen.tsx")).NewsScreen,
  following: async () => (await import("./features/following/following-screen.tsx")).FollowingScreen,
  mend: async () => (await import("./features/mend/mend-screen.tsx")).MendScreen,
  "slip-check": async () => (await import("./features/slip-check/slip-check-screen.tsx")).SlipCheckScreen,
  "tablet-full": async () => (await import("./features/tablet-full/tablet-full-screen.tsx")).TabletFullScreen,
  poster: async () => (await import("./features/poster/poster-screen.tsx")).PosterScreen,
  printer: async () => (await import("./features/printer/printer-screen.tsx")).PrinterScreen,
  "letter-register": async () =>
    (await import("./features/letter-register/letter-register-screen.tsx")).LetterRegisterScreen,
  "letter-book": async () => (await import("./features/letter-register/letter-book-screen.tsx")).LetterBookScreen,
  letter: async () => (await import("./features/letter/letter-screen.tsx")).LetterScreen,
  "issued-letter": async () => (await import("./features/letter/issued-letter-screen.tsx")).IssuedLetterScreen,
  tools: async () => (await import("./features/tools/tools-screen.tsx")).ToolsScreen,
  queue: async () => (await import("./features/queue/queue-screen.tsx")).QueueScreen,
  "month-sheet": async () => (await import("./features/month-sheet/month-sheet-screen.tsx")).MonthSheetScreen,
  "training-cards": async () =>
    (await import("./features/training-cards/training-cards-screen.tsx")).TrainingCardsScreen,
  practice: async () => (await import("./features/practice/practice-screen.tsx")).PracticeScreen,
  record: async () => (await import("./features/record/record-screen.tsx")).RecordScreen,
  voice: async () => (await import("./features/voice/voice-screen.tsx")).VoiceScreen,
  looks: async () => (await import("./features/looks/looks-screen.tsx")).LooksScreen,
  "choose-service": async () =>
    (await import("./features/choose-service/choose-service-screen.tsx")).ChooseServiceScreen,
  catalogue: async () => (await import("./features/catalogue/catalogue-screen.tsx")).CatalogueScreen,
  attract: async () => (await import("./features/attract/attract-screen.tsx")).AttractScreen,
  "citizen-status": async () =>
    (await import("./features/citizen-status/citizen-status-screen.tsx")).CitizenStatusScreen,
  guide: async () => (await import("./features/guide/guide-screen.tsx")).GuideScreen,
  "what-to-bring": async () => (await import("./features/what-to-bring/what-to-bring-screen.tsx")).WhatToBringScreen,
  "fill-form": async () => (await import("./features/fill-form/fill-form-screen.tsx")).FillFormScreen,
  "fill-dense": async () => (await import("./features/fill-dense/fill-dense-screen.tsx")).FillDenseScreen,
  "take-photos": async () => (await import("./features/take-photos/take-photos-screen.tsx")).TakePhotosScreen,
  urgent: async () => (await import("./features/urgent/urgent-screen.tsx")).UrgentScreen,
  "check-answers": async () => (await import("./features/check-answers/check-answers-screen.tsx")).CheckAnswersScreen,
  "hand-over": async () => (await import("./features/hand-over/hand-over-screen.tsx")).HandOverScreen,
  slip: async () => (await import("./features/slip/slip-screen.tsx")).SlipScreen,
};

const loaded = new Map<RouteName, ScreenOf>();

/** A file that does not come (a service worker that dies in starting, no network) is asked for again, never given up. */
async function load(name: Late): Promise<ScreenOf> {
  for (;;) {
    const screen = await tryToLoad(name);
    if (screen) return screen;
    await pause(screenRetryMs);
  }
}

async function tryToLoad(name: Late): Promise<ScreenOf | undefined> {
  const screen = loaded.get(name) ?? (await screens[name]().catch(() => undefined));
  if (screen) loaded.set(name, screen);
  return screen;
}

/** A new application is what most touches on the first screen ask for: over a slow link the others can wait. */
const soonWanted: readonly Late[] = ["choose-service", "what-to-bring", "fill-form", "take-photos"];
let areOthersAsked = false;

/** Once the first screen stands: then no later one needs a network, nor a service worker that answers. */
async function loadOthers(): Promise<void> {
  if (areOthersAsked) return;
  areOthersAsked = true;
  await painted();
  for (const name of [...soonWanted, ...(Object.keys(screens) as Late[])]) await tryToLoad(name);
  (await import("./session/voice.ts").catch(() => undefined))?.followVoice();
}

/** The screen of the current route. While a feature loads, the one before stays. */
export function App(): JSX.Element {
  const shown = useSignal<{ readonly screen: ScreenOf; readonly at: Route } | undefined>(undefined);
  useSignalEffect(() => {
    const at = route.value;
    if (at.name === "starting" || at.name === "unlock") {
      shown.value = undefined;
      return;
    }
    const known = loaded.get(at.name);
    if (known) {
      shown.value = { screen: known, at };
      return;
    }
    void load(at.name).then((screen) => {
      if (route.peek() === at) shown.value = { screen, at };
      void loadOthers();
    });
  });
  if (route.value.name === "starting") return <Loading />;
  if (route.value.name === "unlock" || !shown.value) return <UnlockScreen />;
  const { screen: Screen, at } = shown.value;
  return <Screen at={at} />;
}
