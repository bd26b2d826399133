/** Where an entry came from, and the way to its case and its tablet. */
import type { JSX } from "preact";
import { formatSlipCode } from "../../../domain/slip/slip-code.ts";
import type { QuarantineItem, WaitingItem } from "../../../protocol/staff/set-aside.ts";
import { RouteLink } from "../../route-link.tsx";

/** The slip code; a link where there is a case to open. */
export function CodeCell({ item }: { readonly item: WaitingItem | QuarantineItem }): JSX.Element {
  const code = formatSlipCode(item.slipCode);
  if (item.application === undefined) return <span class="case-link">{code}</span>;
  return <RouteLink to={{ name: "case", application: item.application }}>{code}</RouteLink>;
}

export function DeviceLink({ device }: { readonly device: string }): JSX.Element {
  return <RouteLink to={{ name: "device", device }}>{device.slice(0, 6)}</RouteLink>;
}
