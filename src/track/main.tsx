/** The citizen's own phone: scan the slip, see the stage. Tiny; it asks once and shows nothing personal. */
import { signal } from "@preact/signals";
import { render } from "preact";
import type { JSX } from "preact";
import { isStage, stageText } from "../domain/case/stage-text.ts";
import { momentText } from "../domain/date/date-words.ts";
import { parseSlipCode } from "../domain/slip/slip-code.ts";
import { endpoints } from "../protocol/endpoints.ts";
import type { TrackAnswer } from "../protocol/endpoints.ts";
import { errorTable } from "../protocol/errors.ts";
import type { ErrorBody } from "../protocol/errors.ts";
import "../ui/ui.css";
import { Button } from "../ui/actions/button.tsx";
import { TextAnswer } from "../ui/answers/text-answer.tsx";
import { Message } from "../ui/feedback/message.tsx";
import type { MessageKind } from "../ui/feedback/message.tsx";
import "./track.css";

type Shown =
  | { readonly kind: "asking" }
  | { readonly kind: "reading" }
  | { readonly kind: "stage"; readonly answer: TrackAnswer }
  | { readonly kind: "sentence"; readonly sentence: string };

const code = signal(decodeURIComponent(location.pathname.slice("/t/".length)));
const shown = signal<Shown>({ kind: code.value === "" ? "asking" : "reading" });

async function read(): Promise<void> {
  const parsed = parseSlipCode(code.value);
  if (!parsed.ok) {
    shown.value = { kind: "sentence", sentence: errorTable["code-malformed"].sentence };
    return;
  }
  shown.value = { kind: "reading" };
  try {
    const response = await fetch(`${endpoints.track}/${parsed.value}`, { cache: "no-store" });
    const body: unknown = await response.json();
    shown.value = response.ok
      ? { kind: "stage", answer: body as TrackAnswer }
      : { kind: "sentence", sentence: (body as ErrorBody).sentence };
  } catch {
    shown.value = {
      kind: "sentence",
      sentence: "Belum bisa tersambung. Coba lagi kalau ada sinyal, atau tanya ke balai desa.",
    };
  }
}

function Track(): JSX.Element {
  const state = shown.value;
  return (
    <main class="track">
      <h1>Kabar permohonan</h1>
      {state.kind === "stage" && <Stage answer={state.answer} />}
      <TextAnswer
        label="Nomor di kertas bukti"
        value={code.value}
        onChange={(value) => (code.value = value)}
        capitals="characters"
        lettersMax={16}
        onEnter={() => void read()}
      />
      <Button kind="primary" size="large" icon="search" isBusy={state.kind === "reading"} onPress={() => void read()}>
        Lihat kabar
      </Button>
      {state.kind === "sentence" && <Message kind="info">{state.sentence}</Message>}
      <p class="track-free">Semua layanan ini GRATIS.</p>
    </main>
  );
}

/** Good news is green, what needs a walk to the village office stands out; everything else is plain news. */
const kindOf: Readonly<Record<string, MessageKind>> = {
  "ready-for-pickup": "success",
  "handed-over": "success",
  "correction-asked": "warning",
  rejected: "warning",
};

function Stage({ answer }: { readonly answer: TrackAnswer }): JSX.Element {
  if (!isStage(answer.stage)) return <Message kind="info">Permohonan sudah sampai di Dindukcapil.</Message>;
  const words = stageText(answer.stage);
  return (
    <Message kind={kindOf[answer.stage] ?? "info"} title={words.label}>
      <p>{words.sentence}</p>
      {words.toDo !== undefined && <p>{words.toDo}</p>}
      <p>{`Kabar terakhir: ${momentText(answer.at)}`}</p>
    </Message>
  );
}

const root = document.getElementById("app");
if (root) render(<Track />, root);
if (code.value !== "") void read();
