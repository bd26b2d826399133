/** Every application filed here and where it is now. Green only with the district's receipt for all of it. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { momentLine, shortMomentText } from "../../../domain/date/date-words.ts";
import { findService, findSetAsideText } from "../../../domain/configuration/configuration.ts";
import { isStage, stageText } from "../../../domain/case/stage-text.ts";
import { Button } from "../../../ui/actions/button.tsx";
import { Empty } from "../../../ui/feedback/empty.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { Pill } from "../../../ui/feedback/pill.tsx";
import { StatusChip } from "../../../ui/feedback/status-chip.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import type { OutboxItem } from "../../../worker/worker-api.ts";
import { todayInWib } from "../../platform/ambient.ts";
import { configuration } from "../../platform/configuration.ts";
import { worker } from "../../platform/worker-bridge.ts";
import { outcomeSentence, stateWords, syncWords } from "../../session/outbox-words.ts";
import { Paged } from "../../session/paged.tsx";
import "../../session/rows.css";
import { go } from "../../session/route.ts";
import { outbox, sync } from "../../session/tablet.ts";

const rowsAtOnce = 5;

export function OutboxScreen(): JSX.Element {
  const isSending = useSignal(false);
  const status = sync.value;
  const said = status && outcomeSentence(status);
  const sendNow = async (): Promise<void> => {
    isSending.value = true;
    await worker().syncNow();
    isSending.value = false;
  };
  return (
    <Screen
      title="Kotak keluar"
      eyebrow={
        status?.lastReplyAt === undefined ? "" : `Kabar terakhir: ${shortMomentText(status.lastReplyAt, todayInWib())}`
      }
      status={<StatusChip {...syncWords(status, outbox.value)} />}
      onBack={() => go({ name: "home" })}
      primary={{
        label: "Kirim sekarang",
        icon: "send",
        onPress: () => void sendNow(),
        // Not while anything is sent: a tap is what ends a request that hangs.
        isBusy: isSending.value,
      }}
    >
      {said !== undefined && <Message kind="warning">{said}</Message>}
      <div class="rows-above">
        <Button
          kind={status?.needsCourier === true ? "primary" : "quiet"}
          icon="usb"
          onPress={() => go({ name: "courier" })}
        >
          Kirim lewat berkas
        </Button>
      </div>
      {outbox.value.length === 0 ? (
        <Empty icon="send" title="Kotak keluar kosong.">
          Permohonan yang dibuat di tablet ini terlihat di sini sampai aman di Dindukcapil.
        </Empty>
      ) : (
        <Paged items={outbox.value} perPage={rowsAtOnce} row={(item) => <OutboxRow key={item.digest} item={item} />} />
      )}
    </Screen>
  );
}

const kindWords: Readonly<Record<OutboxItem["kind"], string | undefined>> = {
  application: undefined,
  correction: "Perbaikan",
  withdrawal: "Pembatalan",
};

function OutboxRow({ item }: { readonly item: OutboxItem }): JSX.Element {
  const config = configuration.value;
  const service = config && item.label ? findService(config, item.label.serviceId)?.label : undefined;
  const kind = kindWords[item.kind];
  const stage = item.stage !== undefined && isStage(item.stage) ? stageText(item.stage).label : undefined;
  return (
    <li class="row" data-code={item.slipCode} data-state={item.state}>
      <span class="row-name">
        {item.label ? `${item.label.name} · ${service ?? item.label.serviceId}` : item.slipCode}
      </span>
      <span class="row-detail">
        {`${item.slipCode} · ${momentLine(item.appendedAt, todayInWib())} `}
        {kind !== undefined && <Pill>{kind}</Pill>}
        {item.isInFile && "· Di berkas, menunggu jawaban kabupaten "}
        {item.urgent && <Pill tone="warning">Mendesak</Pill>}
        {stage !== undefined && <Pill tone="info">{stage}</Pill>}
      </span>
      {config && item.state === "quarantined" && (
        <span class="row-note">{findSetAsideText(config, item.setAside)}</span>
      )}
      <span class="row-side">
        <StatusChip {...stateWords(item)} />
        <Button kind="quiet" icon="printer" onPress={() => go({ name: "slip", applicationId: item.applicationId })}>
          Kertas bukti
        </Button>
      </span>
    </li>
  );
}
