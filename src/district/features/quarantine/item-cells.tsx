/** Where an entry came from, and the way to its case and its tablet. */
import type { JSX } from "preact";
import { findVillage, villageText } from "../../../domain/areas/areas.ts";
import { formatSlipCode } from "../../../domain/slip/slip-code.ts";
import type { QuarantineItem, WaitingItem } from "../../../protocol/staff/set-aside.ts";
import type { Route } from "../../platform/route.ts";
import { go, pathOfRoute } from "../../platform/route.ts";
import { configuration } from "../../platform/session.ts";

/** The slip code; a link where there is a case to open. */
export function CodeCell({ item }: { readonly item: WaitingItem | QuarantineItem }): JSX.Element {
  const code = formatSlipCode(item.slipCode);
  if (item.application === undefined) return <span class="case-link">{code}</span>;
  return <RouteLink to={{ name: "case", application: item.application }}>{code}</RouteLink>;
}

export function DeviceLink({ device }: { readonly device: string }): JSX.Element {
  return <RouteLink to={{ name: "device", device }}>{device.slice(0, 6)}</RouteLink>;
}

export function placeText(village: string): string {
  const place = configuration.value && findVillage(configuration.value.areas, village);
  return place ? villageText(place) : village;
}

function RouteLink({ to, children }: { readonly to: Route; readonly children: string }): JSX.Element {
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
