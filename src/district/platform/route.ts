/** Where the staff member is: the path below /district/ and nothing personal in it. */
import { signal } from "@preact/signals";

export type Route =
  | { readonly name: "health" }
  | { readonly name: "device"; readonly device: string }
  | { readonly name: "enrolment" }
  | { readonly name: "quarantine" }
  | { readonly name: "courier" }
  | { readonly name: "doubts" }
  | { readonly name: "cases" }
  | { readonly name: "case"; readonly application: string };

const root = "/district/";

/** The route of a path; anything unknown is the health grid. */
export function parsePath(path: string): Route {
  const [first = "", second = ""] = path.slice(root.length).split("/");
  if (first === "tablet" && second !== "") return { name: "device", device: second };
  if (first === "pendaftaran") return { name: "enrolment" };
  if (first === "disisihkan") return { name: "quarantine" };
  if (first === "titipan") return { name: "courier" };
  if (first === "aturan") return { name: "doubts" };
  if (first === "berkas") return second === "" ? { name: "cases" } : { name: "case", application: second };
  return { name: "health" };
}

export function pathOfRoute(route: Route): string {
  switch (route.name) {
    case "health":
      return root;
    case "device":
      return `${root}tablet/${route.device}`;
    case "enrolment":
      return `${root}pendaftaran`;
    case "quarantine":
      return `${root}disisihkan`;
    case "courier":
      return `${root}titipan`;
    case "doubts":
      return `${root}aturan`;
    case "cases":
      return `${root}berkas`;
    case "case":
      return `${root}berkas/${route.application}`;
  }
}

export const route = signal<Route>(parsePath(globalThis.location?.pathname ?? root));

export function go(next: Route): void {
  history.pushState(null, "", pathOfRoute(next));
  route.value = next;
}

/** Follows the browser's back and forward. */
export function followHistory(): void {
  globalThis.addEventListener("popstate", () => {
    route.value = parsePath(location.pathname);
  });
}
