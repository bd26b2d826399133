/** The tablet's page: mark, state, first screen; everything else is loaded when it is needed. */
import { render } from "preact";
import "../ui/ui.css";
import { App } from "./app.tsx";
import { loadConfiguration } from "./platform/configuration.ts";
import { registerServiceWorker } from "./platform/sw-bridge.ts";
import { readHandOver } from "./session/hand-over.ts";
import { followWorker, goToStart, tablet } from "./session/tablet.ts";
import { followOtherTabs } from "./session/other-tabs.ts";
import { go, openedAt, routeOfShortcut } from "./session/route.ts";

async function start(): Promise<void> {
  const root = document.getElementById("app");
  if (!root) return;
  // The worker has the longest way to go: it is started before anything else is asked for.
  const following = followWorker();
  render(<App />, root);
  followOtherTabs();
  openedAt.value = routeOfShortcut(location.search);
  const [isHandedOver] = await Promise.all([readHandOver(), following]);
  if (isHandedOver) go({ name: "unlock" });
  else goToStart();
  void registerServiceWorker();
  if (tablet.value?.kind !== "new") await loadConfiguration();
}

void start();
