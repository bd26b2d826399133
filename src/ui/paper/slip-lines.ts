/**
 * What stands on the citizen's paper, line by line, whichever machine puts it there: the page draws it, a receipt printer is sent
 * it. Plain text without crest, stamp or frame, so that nobody can take it for an official document.
 */
import { words } from "../words.ts";

export type Delivery = "on-tablet" | "data-received" | "received";

export type SlipText = {
  /** "Desa Gununglarang, Kec. Salem". */
  readonly office: string;
  readonly service: string;
  /** The slip code in the groups people copy by hand. */
  readonly code: readonly string[];
  readonly qrText: string;
  /** Initials only: the slip may be lost. */
  readonly applicant: string;
  readonly filedOn: string;
  /** data-received: the entry is there, its photos follow. */
  readonly delivery: Delivery;
  readonly expectedOn?: string;
  /** Why it is worked before others. */
  readonly urgentReason?: string;
  /** What is still to be brought, in words. */
  readonly missing?: readonly string[];
  /** Where to ask: phone or WhatsApp of the district. */
  readonly contact?: string;
};

export type SlipLine =
  | { readonly kind: "title" | "text" | "strong"; readonly text: string }
  /** As large as the paper allows: it is what people copy by hand. */
  | { readonly kind: "code"; readonly label: string; readonly groups: readonly string[] }
  | { readonly kind: "qr"; readonly label: string; readonly text: string }
  | { readonly kind: "facts"; readonly facts: readonly { readonly name: string; readonly text: string }[] };

const deliveryWords = {
  "on-tablet": "slipOnTablet",
  "data-received": "slipDataReceived",
  received: "slipReceived",
} as const satisfies Record<Delivery, string>;

/** The lines of a slip in their order; a fact nobody knows has no line. */
export function slipLines(slip: SlipText): readonly SlipLine[] {
  const { missing = [] } = slip;
  const facts = [
    { name: words("slipService"), text: slip.service },
    { name: words("slipApplicant"), text: slip.applicant },
    { name: words("slipFiledOn"), text: slip.filedOn },
    { name: words("slipExpected"), text: slip.expectedOn },
    { name: words("slipUrgent"), text: slip.urgentReason },
    { name: words("slipMissing"), text: missing.length === 0 ? undefined : missing.join("; ") },
    { name: words("slipContact"), text: slip.contact },
  ];
  return [
    { kind: "title", text: words("slipTitle") },
    { kind: "text", text: slip.office },
    { kind: "code", label: words("slipNumber"), groups: slip.code },
    { kind: "qr", label: words("slipQr"), text: slip.qrText },
    { kind: "strong", text: words(deliveryWords[slip.delivery]) },
    { kind: "facts", facts: facts.flatMap(({ name, text }) => (text === undefined ? [] : [{ name, text }])) },
    { kind: "strong", text: words("slipFree") },
    { kind: "text", text: words("slipFades") },
    { kind: "text", text: words("slipNotOfficial") },
  ];
}
