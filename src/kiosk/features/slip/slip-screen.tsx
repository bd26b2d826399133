/**
 * What the citizen takes home: the number, the QR, and the truth about where the application is now. While the tablet
 * is in the citizen's hands, leaving needs the officer's PIN.
 */
import { useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { findService } from "../../../domain/configuration/configuration.ts";
import { momentText } from "../../../domain/date/date-words.ts";
import { initials } from "../../../domain/ids/name.ts";
import { spellCode } from "../../../domain/speech/number-words.ts";
import { screenSentences } from "../../../domain/speech/screen-sentences.ts";
import type { Spoken } from "../../../domain/speech/spoken.ts";
import { Button } from "../../../ui/actions/button.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { QrCode } from "../../../ui/paper/qr-code.tsx";
import { Slip } from "../../../ui/paper/slip.tsx";
import { slipLines } from "../../../ui/paper/slip-lines.ts";
import type { Delivery, SlipText } from "../../../ui/paper/slip-lines.ts";
import type { Slip as SlipData } from "../../../worker/worker-api.ts";
import { practiceSlipText } from "../../../domain/slip/slip-code.ts";
import { configuration } from "../../platform/configuration.ts";
import { preferences } from "../../platform/preferences.ts";
import { isPractice } from "../../platform/practice.ts";
import { worker } from "../../platform/worker-bridge.ts";
import { justFiled } from "../../session/family.ts";
import { endHandOver, isHandedOver } from "../../session/hand-over.ts";
import { Listen } from "../../session/listen.tsx";
import { OfficerPin } from "../../session/officer-pin.tsx";
import { PrintForms } from "../../session/print-forms.tsx";
import { PrintOutcome, printSlip } from "../../session/printing.tsx";
import type { PrintState } from "../../session/printing.tsx";
import { problemSentence } from "../../session/problem-sentences.ts";
import { TextSize } from "../../session/text-size.tsx";
import { go } from "../../session/route.ts";
import type { Route } from "../../session/route.ts";
import { outbox, ownVillage } from "../../session/tablet.ts";
import "./slip.css";

export function SlipScreen({ at }: { readonly at: Route }): JSX.Element | null {
  const slip = useSignal<SlipData | undefined>(undefined);
  const problem = useSignal<string | undefined>(undefined);
  const printing = useSignal<PrintState>("idle");
  const asksPinFor = useSignal<Route | undefined>(undefined);
  const applicationId = at.name === "slip" ? at.applicationId : "";
  useSignalEffect(() => {
    // Read again when the outbox changes: the slip says what is true now.
    void outbox.value;
    void worker()
      .slip(applicationId)
      .then((read) => {
        slip.value = read.ok ? read.value : slip.peek();
        problem.value = read.ok ? undefined : read.code;
      });
  });
  const print = (): void => {
    if (slip.value) void printSlip(slipLines(slipTextOf(slip.value)), preferences.value.paper, printing);
  };
  const leave = (to: Route): void => {
    if (isHandedOver.value) asksPinFor.value = to;
    else go(to);
  };
  const backToOfficer = async (): Promise<void> => {
    const to = asksPinFor.value ?? home;
    await endHandOver();
    go(to);
  };
  return (
    <Screen
      title="Kertas bukti"
      eyebrow={screenSentences.free}
      listen={slip.value && <Listen lines={spokenSlip(slip.value)} />}
      status={<TextSize />}
      secondary={{ label: "Cetak", icon: "printer", isBusy: printing.value === "busy", onPress: print }}
      primary={{ label: isHandedOver.value ? "Kembalikan ke petugas" : "Selesai", onPress: () => leave(home) }}
    >
      {problem.value !== undefined && !slip.value && <Message kind="error">{problemSentence(problem.value)}</Message>}
      <PrintOutcome state={printing} />
      {slip.value && <SlipFace slip={slip.value} />}
      {justFiled(applicationId) && <SameFamily onPress={() => leave({ name: "choose-service", isSameFamily: true })} />}
      <OfficerPin
        isOpen={asksPinFor.value !== undefined}
        title="Kembali ke petugas"
        onRight={() => void backToOfficer()}
        onCancel={() => (asksPinFor.value = undefined)}
      />
    </Screen>
  );
}

const home: Route = { name: "home" };

/** A family with a second matter says only once who they are. */
function SameFamily({ onPress }: { readonly onPress: () => void }): JSX.Element {
  return (
    <div class="slip-again">
      <Button icon="plus" onPress={onPress}>
        Urus lagi untuk keluarga yang sama
      </Button>
    </div>
  );
}

type Custody = {
  readonly heading: string;
  readonly delivery: Delivery;
  /** Whether the tablet still has something to send. */
  readonly isSentOn: boolean;
};

/** Where the application is, as the paper may say it: received only with the district's word for all of it. */
function custodyOf(state: SlipData["state"]): Custody {
  switch (state) {
    case "complete":
      return { heading: screenSentences.received, delivery: "received", isSentOn: false };
    case "quarantined":
      return { heading: screenSentences.receivedAside, delivery: "received", isSentOn: false };
    case "erased":
      return { heading: screenSentences.erased, delivery: "received", isSentOn: false };
    case "held":
      return { heading: screenSentences.dataReceived, delivery: "data-received", isSentOn: true };
    case "saved":
      return { heading: screenSentences.onTablet, delivery: "on-tablet", isSentOn: true };
    case "sending-again":
      return { heading: screenSentences.sentAgain, delivery: "on-tablet", isSentOn: true };
  }
}

/** Where it is, the number letter by letter, what to do with it, what happens next. */
function spokenSlip(slip: SlipData): readonly Spoken[] {
  const { state, code, serviceId } = slip;
  const missing = missingOf(slip);
  const service = configuration.value && findService(configuration.value, serviceId);
  const { heading, isSentOn } = custodyOf(state);
  const number = isPractice ? undefined : spellCode(code.split("-"));
  return [
    [heading],
    ...(number === undefined ? [] : [number]),
    [screenSentences.keepNumber],
    ...(isSentOn ? [[screenSentences.sendsItself]] : []),
    [screenSentences.photographIt],
    ...(missing.length === 0 ? [] : [[screenSentences.stillMissing]]),
    ...missing.map((name) => [name]),
    ...(service?.afterFiling ?? []).map((sentence) => [sentence]),
  ];
}

function SlipFace({ slip }: { readonly slip: SlipData }): JSX.Element {
  const config = configuration.value;
  const service = config && findService(config, slip.serviceId);
  const missing = missingOf(slip);
  const { heading, isSentOn } = custodyOf(slip.state);
  const [code, qrText] = numberOf(slip);
  return (
    <div class="slip-face">
      <section class="slip-words" aria-label="Nomor bukti">
        <h2 class="slip-heading">{heading}</h2>
        <p class="slip-number numbers">{code}</p>
        <p>
          {[
            screenSentences.keepNumber,
            ...(isSentOn ? [screenSentences.sendsItself] : []),
            screenSentences.photographIt,
          ].join(" ")}
        </p>
        {missing.length > 0 && (
          <Message kind="warning" title={screenSentences.stillMissing}>
            {`${missing.join(", ")}. Bawa ke balai desa kalau sudah ada.`}
          </Message>
        )}
        {slip.urgentReason !== undefined && <p>{`Dicatat mendesak: ${slip.urgentReason}.`}</p>}
        {service && <p>{service.afterFiling.join(" ")}</p>}
        {service && !isHandedOver.value && <PrintForms of={{ applicationId: slip.applicationId }} service={service} />}
      </section>
      <div class="slip-qr-large">
        <QrCode text={qrText} label="QR kertas bukti" />
      </div>
      <Slip paper={preferences.value.paper} isPrintOnly {...slipTextOf(slip)} />
    </div>
  );
}

/** What stands on the paper, whichever way it is printed. */
function slipTextOf(slip: SlipData): SlipText {
  const config = configuration.value;
  const service = config && findService(config, slip.serviceId);
  const [code, qrText] = numberOf(slip);
  return {
    office: ownVillage()?.text ?? "",
    service: service?.label ?? slip.serviceId,
    code: code.split("-"),
    qrText,
    applicant: initials(slip.name),
    filedOn: momentText(slip.filedAt),
    delivery: custodyOf(slip.state).delivery,
    missing: missingOf(slip),
    ...(service ? { expectedOn: service.serviceTime } : {}),
    ...(slip.urgentReason === undefined ? {} : { urgentReason: slip.urgentReason }),
    ...(config ? { contact: config.office.phone } : {}),
  };
}

/** Nobody can ask for a paper of practice: it has no number, and its QR leads nowhere. */
function numberOf(slip: SlipData): readonly [code: string, qrText: string] {
  return isPractice ? [practiceSlipText, practiceSlipText] : [slip.code, slip.url];
}

/** The papers still to be brought, by their names. */
function missingOf(slip: SlipData): readonly string[] {
  const service = configuration.value && findService(configuration.value, slip.serviceId);
  return slip.missing.map((id) => service?.requirements.find((each) => each.id === id)?.name ?? id);
}
