/** A link to another screen of the district: an address that can be kept, followed without loading the page anew. */
import type { JSX } from "preact";
import type { Route } from "./platform/route.ts";
import { go, pathOfRoute } from "./platform/route.ts";

export function RouteLink({ to, children }: { readonly to: Route; readonly children: string }): JSX.Element {
  return (
    <a
      class="case-link"
      href={pathOfRoute(to)}
      onClick={(event) => {
        event.preventDefault();
        go(to);
      }}
    >
      {children}
    </a>
  );
}
