/** The tablet's page: mark, state, first screen; everything else is loaded when it is needed. */
import { render } from "preact";
import "../ui/ui.css";
import { silentStartMsMax } from "../base/limits.ts";
import { App } from "./app.tsx";
import { after, painted } from "./platform/ambient.ts";
import { isPractice } from "./platform/practice.ts";
import { loadPreferences } from "./platform/preferences.ts";
import { registerServiceWorker } from "./platform/sw-bridge.ts";
import { readHandOver } from "./session/hand-over.ts";
import { followLooks } from "./session/looks.ts";
import { openPractice } from "./session/practice.ts";
import { followWorker, goToStart, presumeLocked, tablet } from "./session/tablet.ts";
import { followOtherTabs } from "./session/other-tabs.ts";
import { go, openedAt, route, routeOfShortcut } from "./session/route.ts";

async function start(): Promise<void> {
  const root = document.getElementById("app");
  if (!root) return;
  if (isPractice) (await import("./features/practice/practice-bar.tsx")).markPractice();
  render(<App />, root);
  // A database that another window holds open never answers, and neither does the worker (failures F21).
  const stopWaiting = after(silentStartMsMax, () => go({ name: "trouble" }));
  followOtherTabs();
  // What the browser's memory gives back on Back is the page as it was left, open vault and all (failures F24).
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
  openedAt.value = routeOfShortcut(location.search);
  // Settings that cannot be read leave the worker's word: it knows how to go on without them. The first screen waits for its looks, so that no letter changes under anybody's eyes.
  const [[isHandedOver, isLocked]] = await Promise.all([
    Promise.all([readHandOver(), presumeLocked()]).catch(() => [false, false] as const),
    loadPreferences(),
  ]);
  followLooks(document.documentElement);
  if (isHandedOver || isLocked) go({ name: "unlock" });
  // On a slow processor everything that starts beside the first frame delays it: the worker, its merge, the update.
  if (isLocked) await painted();
  try {
    await followWorker();
  } catch {
    go({ name: "trouble" });
    return;
  } finally {
    stopWaiting();
  }
  if (isPractice) {
    if (await openPractice()) goToStart();
    return;
  }
  // Where keys were lost since the settings were written, or it came late, the worker's word counts.
  const hasLock = tablet.value?.kind === "locked" || tablet.value?.kind === "open";
  if (!hasLock || !(isHandedOver || isLocked) || route.peek().name === "trouble") goToStart();
  void registerServiceWorker();
}

void start();
