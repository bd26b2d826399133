/**
 * What this tab does when another one hands the tablet over, or brings a new version: it locks at once, it follows as
 * soon as nothing can be lost. What is half typed is saved first.
 */
import { effect } from "@preact/signals";
import { holdVersion, isReplaced, loadNewVersion, noticeReplacement } from "../platform/sw-bridge.ts";
import { saveAll } from "./before-leaving.ts";
import { followHandOver, readHandOver } from "./hand-over.ts";
import { go, route } from "./route.ts";
import type { RouteName } from "./route.ts";
import { lockTablet } from "./tablet.ts";

/** Nothing is being typed, photographed or signed here, and no citizen holds what is shown. */
const screensToLeave: ReadonlySet<RouteName> = new Set(["unlock", "home"]);

/** Follows the other tabs from now on. */
export function followOtherTabs(): void {
  holdVersion();
  noticeReplacement();
  followHandOver(() => void lockForCitizen());
  effect(() => {
    if (isReplaced.value && screensToLeave.has(route.value.name)) loadNewVersion();
  });
}

/** Another tab is in a citizen's hands: nothing of this one may be seen from now on, nor lost. */
async function lockForCitizen(): Promise<void> {
  if (route.peek().name === "unlock") return void readHandOver();
  const saved = saveAll();
  go({ name: "starting" });
  await saved;
  await lockTablet();
}
