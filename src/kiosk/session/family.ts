/**
 * The application just filed, for as long as its slip stands there: a family with a second matter is offered its answers
 * again. In memory only, and gone with any other screen: nothing of it reaches the next citizen.
 */
import { effect, signal } from "@preact/signals";
import type { RouteName } from "./route.ts";
import { route } from "./route.ts";
import type { OpenVisit } from "./visit.ts";

export type Filed = OpenVisit & { readonly applicationId: string };

const filed = signal<Filed | undefined>(undefined);

/** From KIRIM to the choice of the next matter; on the way nobody else can have come. */
const sameVisit: ReadonlySet<RouteName> = new Set(["hand-over", "slip", "choose-service"]);

effect(() => {
  if (!sameVisit.has(route.value.name)) filed.value = undefined;
});

/** Remembers what was just filed, until the tablet shows anything but its slip. A correction begins no further matter. */
export function rememberFiled(visit: OpenVisit, applicationId: string): void {
  filed.value = visit.draft.correctionOf === undefined ? { ...visit, applicationId } : undefined;
}

/** What the family at the counter has just filed; `applicationId`: only if it is this one. */
export function justFiled(applicationId?: string): Filed | undefined {
  const now = filed.value;
  return applicationId === undefined || now?.applicationId === applicationId ? now : undefined;
}
