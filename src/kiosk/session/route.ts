/**
 * Where the tablet is. Routes live in memory only: no address names a citizen's step, back and history lead nowhere,
 * and a reload begins at the lock.
 */
import { signal } from "@preact/signals";

export type Route =
  | { readonly name: "starting" }
  | { readonly name: "trouble" }
  | { readonly name: "enrol" }
  | { readonly name: "check-tablet" }
  | { readonly name: "first-officer" }
  | { readonly name: "unlock" }
  // before any PIN
  | { readonly name: "catalogue" }
  | { readonly name: "attract" }
  | { readonly name: "citizen-status" }
  // officer
  | { readonly name: "home" }
  | { readonly name: "outbox" }
  | { readonly name: "courier" }
  | { readonly name: "drafts" }
  | { readonly name: "sent-back" }
  | { readonly name: "mend" }
  | { readonly name: "following" }
  | { readonly name: "news" }
  | { readonly name: "slip-check" }
  | { readonly name: "add-officer" }
  | { readonly name: "tablet-full" }
  | { readonly name: "tools" }
  | { readonly name: "printer" }
  | { readonly name: "poster" }
  | { readonly name: "letter-register" }
  | { readonly name: "letter-book" }
  | { readonly name: "issued-letter"; readonly id: string; readonly isFromRegister?: true }
  | { readonly name: "practice" }
  | { readonly name: "voice" }
  | { readonly name: "record" }
  | { readonly name: "looks" }
  | { readonly name: "queue" }
  | { readonly name: "month-sheet" }
  | { readonly name: "training-cards" }
  // a visit, in its order
  | { readonly name: "choose-service"; readonly eventId?: string; readonly isSameFamily?: true }
  | { readonly name: "guide"; readonly guideId: string; readonly eventId?: string }
  | { readonly name: "what-to-bring" }
  | { readonly name: "fill-form"; readonly questionId?: string }
  | { readonly name: "fill-dense" }
  | { readonly name: "take-photos"; readonly requirementId?: string }
  | { readonly name: "urgent"; readonly isReturning?: true }
  | { readonly name: "check-answers"; readonly taskId?: string }
  | { readonly name: "letter" }
  | { readonly name: "hand-over" }
  | { readonly name: "slip"; readonly applicationId: string };

export type RouteName = Route["name"];

export const route = signal<Route>({ name: "starting" });

/** Where a shortcut of the home screen wants to go once an officer has opened the tablet. */
export const openedAt = signal<Route | undefined>(undefined);

/** The route a manifest shortcut names ("?buka=…"), or undefined. It is followed only after the PIN. */
export function routeOfShortcut(search: string): Route | undefined {
  const wanted = new URLSearchParams(search).get("buka");
  if (wanted === "baru") return { name: "choose-service" };
  if (wanted === "kotak-keluar") return { name: "outbox" };
  return undefined;
}

/** Shows another screen. */
export function go(next: Route): void {
  route.value = next;
  // A fixed address and one history entry: back leaves the app or does nothing, it never shows the step before.
  history.replaceState(null, "", "/");
  globalThis.scrollTo?.(0, 0);
}
