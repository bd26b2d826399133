/** "Kirim lewat berkas": what was not received goes into a file that somebody carries; the district's answer comes back. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { Button } from "../../../ui/actions/button.tsx";
import { FileButton } from "../../../ui/actions/file-button.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { StatusChip } from "../../../ui/feedback/status-chip.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { saveFile } from "../../platform/save-file.ts";
import { worker } from "../../platform/worker-bridge.ts";
import { syncWords } from "../../session/outbox-words.ts";
import { problemSentence } from "../../session/problem-sentences.ts";
import { QrScanner } from "../../session/qr-scanner.tsx";
import { go } from "../../session/route.ts";
import { outbox, sync } from "../../session/tablet.ts";
import type { News } from "./courier-words.ts";
import { answerNews, nextFrame, relayNews, savedNews, toCarry } from "./courier-words.ts";
import "./courier.css";

export function CourierScreen(): JSX.Element {
  const saving = useSignal(false);
  const saved = useSignal<News | undefined>(undefined);
  const waiting = sync.value?.unreceipted ?? 0;
  const save = async (): Promise<void> => {
    saving.value = true;
    const made = await worker().saveToFile();
    if (!made.ok) saved.value = { kind: "error", text: problemSentence(made.code) };
    else saved.value = savedNews(made.value, await saveFile(made.value.file, made.value.name));
    saving.value = false;
  };
  return (
    <Screen
      title="Kirim lewat berkas"
      eyebrow="Kalau sinyal lama tidak ada"
      status={<StatusChip {...syncWords(sync.value, outbox.value)} />}
      onBack={() => go({ name: "outbox" })}
      primary={{
        label: "Simpan ke berkas",
        icon: "usb",
        onPress: () => void save(),
        isBusy: saving.value,
        isDisabled: waiting === 0,
      }}
    >
      <div class="courier">
        <section class="courier-step" aria-labelledby="courier-carry">
          <h2 id="courier-carry">1. Bawa ke Dindukcapil</h2>
          {saved.value && <NewsMessage news={saved.value} />}
          {toCarry(waiting).map((line) => (
            <p key={line}>{line}</p>
          ))}
        </section>
        <AnswerStep />
        <RelayStep />
      </div>
    </Screen>
  );
}

/** The way back: a file, or QR codes photographed from the office's screen. */
function AnswerStep(): JSX.Element {
  const isScanning = useSignal(false);
  const isReading = useSignal(false);
  const news = useSignal<News | undefined>(undefined);
  const seen = useSignal<string | undefined>(undefined);
  const read = async (file: File): Promise<void> => {
    isReading.value = true;
    const taken = await worker().takeReplyFile(file);
    news.value = taken.ok ? answerNews(taken.value) : { kind: "error", text: problemSentence(taken.code) };
    isReading.value = false;
  };
  const scanned = async (text: string): Promise<boolean> => {
    const taken = await worker().takeReplyFrame(text);
    if (!taken.ok) news.value = { kind: "error", text: problemSentence(taken.code) };
    else if ("seen" in taken.value) seen.value = nextFrame(taken.value);
    else news.value = answerNews(taken.value);
    const goesOn = taken.ok && "seen" in taken.value;
    isScanning.value = goesOn;
    return goesOn;
  };
  const startScan = (): void => {
    news.value = undefined;
    seen.value = undefined;
    isScanning.value = true;
  };
  return (
    <section class="courier-step" aria-labelledby="courier-answer">
      <h2 id="courier-answer">2. Masukkan jawabannya</h2>
      <p>Dindukcapil memberi berkas jawaban, atau menunjukkan QR. Baru setelah itu permohonan tercatat diterima.</p>
      {isScanning.value ? (
        <QrScanner
          onText={scanned}
          onStop={() => (isScanning.value = false)}
          stopLabel="Berhenti memindai"
          withoutCamera="QR tidak bisa dipindai di tablet ini. Pakai berkas jawaban."
          advice={seen.value ?? "Arahkan kamera ke QR jawaban di layar Dindukcapil."}
        />
      ) : (
        <div class="courier-ways">
          <FileButton label="Pilih berkas jawaban" isBusy={isReading.value} onFile={(file) => void read(file)}>
            Buka berkas jawaban
          </FileButton>
          <Button icon="qr" onPress={startScan}>
            Pindai QR jawaban
          </Button>
        </div>
      )}
      {news.value && <NewsMessage news={news.value} />}
    </section>
  );
}

/** Where this tablet has signal and another has none: it sends the other's file, and gives the answer to bring back. */
function RelayStep(): JSX.Element {
  const isSending = useSignal(false);
  const news = useSignal<News | undefined>(undefined);
  const send = async (file: File): Promise<void> => {
    isSending.value = true;
    const relayed = await worker().relayFile(file);
    if (!relayed.ok) news.value = { kind: "error", text: problemSentence(relayed.code) };
    else news.value = relayNews(relayed.value, await saveFile(relayed.value.file, relayed.value.name));
    isSending.value = false;
  };
  return (
    <section class="courier-step" aria-labelledby="courier-relay">
      <h2 id="courier-relay">Titipan tablet lain</h2>
      <p>Tablet ini ada sinyal dan tablet lain tidak? Buka berkasnya di sini: tablet ini yang mengirim.</p>
      <div class="courier-ways">
        <FileButton
          label="Pilih berkas tablet lain"
          icon="send"
          isBusy={isSending.value}
          onFile={(file) => void send(file)}
        >
          Kirim berkas tablet lain
        </FileButton>
      </div>
      {news.value && <NewsMessage news={news.value} />}
    </section>
  );
}

function NewsMessage({ news }: { readonly news: News }): JSX.Element {
  return (
    <Message kind={news.kind} {...(news.title === undefined ? {} : { title: news.title })}>
      {news.text}
    </Message>
  );
}
