/**
 * The paper a citizen takes home, on screen and printed at 58 mm or A5. Plain text without crest, stamp or frame, so that nobody can take
 * it for an official document. It says what is true now: on the tablet, or received.
 */
import type { JSX } from "preact";
import { words } from "../words.ts";
import { QrCode } from "./qr-code.tsx";

export type Delivery = "on-tablet" | "data-received" | "received";

const deliveryWords = {
  "on-tablet": "slipOnTablet",
  "data-received": "slipDataReceived",
  received: "slipReceived",
} as const satisfies Record<Delivery, string>;

export type SlipProps = {
  readonly paper: "58mm" | "a5";
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
  /** Only on paper; the screen shows code and QR in its own size. */
  readonly isPrintOnly?: boolean;
};

export function Slip(props: SlipProps): JSX.Element {
  const { missing = [], isPrintOnly = false } = props;
  return (
    <article class={`printed slip slip-${props.paper}${isPrintOnly ? " slip-print-only" : ""}`}>
      <h2 class="slip-title">{words("slipTitle")}</h2>
      <p>{props.office}</p>
      <p class="slip-code-label">{words("slipNumber")}</p>
      <p class="slip-code numbers">{props.code.join(" ")}</p>
      <div class="slip-qr">
        <QrCode text={props.qrText} label={words("slipQr")} />
      </div>
      <p class="slip-delivery">{words(deliveryWords[props.delivery])}</p>
      <dl class="slip-facts">
        <SlipFact name={words("slipService")} text={props.service} />
        <SlipFact name={words("slipApplicant")} text={props.applicant} />
        <SlipFact name={words("slipFiledOn")} text={props.filedOn} />
        <SlipFact name={words("slipExpected")} text={props.expectedOn} />
        <SlipFact name={words("slipUrgent")} text={props.urgentReason} />
        <SlipFact name={words("slipMissing")} text={missing.length === 0 ? undefined : missing.join("; ")} />
        <SlipFact name={words("slipContact")} text={props.contact} />
      </dl>
      <p class="slip-free">{words("slipFree")}</p>
      <p>{words("slipFades")}</p>
      <p>{words("slipNotOfficial")}</p>
    </article>
  );
}

type SlipFactProps = { readonly name: string; readonly text: string | undefined };

function SlipFact({ name, text }: SlipFactProps): JSX.Element | null {
  if (text === undefined) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </div>
  );
}
