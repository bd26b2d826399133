/**
 * The citizen's own phone: scan the slip, see the stage. At most 15 KB with everything, so it draws its own few parts and
 * loads no typeface; it asks once and shows nothing personal.
 */
import { render } from "preact";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { isStage, stageText } from "../domain/case/stage-text.ts";
import { momentText } from "../domain/date/date-words.ts";
import { parseSlipCode } from "../domain/slip/slip-code.ts";
import { endpoints } from "../protocol/endpoints.ts";
import type { TrackAnswer } from "../protocol/endpoints.ts";
import { errorTable } from "../protocol/errors.ts";
import type { ErrorBody } from "../protocol/errors.ts";
import "../ui/styles/tokens.css";
import "../ui/styles/base.css";
import "./track.css";

type Shown =
  | { readonly kind: "asking" }
  | { readonly kind: "reading" }
  | { readonly kind: "stage"; readonly answer: TrackAnswer }
  | { readonly kind: "sentence"; readonly sentence: string };

const codeOfAddress = decodeURIComponent(location.pathname.slice("/t/".length));

async function read(code: string): Promise<Shown> {
  const parsed = parseSlipCode(code);
  if (!parsed.ok) {
    const sentence =
      parsed.code === "slip-of-practice"
        ? "Ini kertas LATIHAN. Tidak ada permohonan di baliknya."
        : errorTable["code-malformed"].sentence;
    return { kind: "sentence", sentence };
  }
  try {
    const response = await fetch(`${endpoints.track}/${parsed.value}`, { cache: "no-store" });
    const body: unknown = await response.json();
    return response.ok
      ? { kind: "stage", answer: body as TrackAnswer }
      : { kind: "sentence", sentence: (body as ErrorBody).sentence };
  } catch {
    return {
      kind: "sentence",
      sentence: "Belum bisa tersambung. Coba lagi kalau ada sinyal, atau tanya ke balai desa.",
    };
  }
}

function Track(): JSX.Element {
  const [code, setCode] = useState(codeOfAddress);
  const [shown, setShown] = useState<Shown>({ kind: "asking" });
  const ask = (): void => {
    setShown({ kind: "reading" });
    void read(code).then(setShown);
  };
  useEffect(() => {
    if (codeOfAddress !== "") ask();
  }, []);
  return (
    <main class="track">
      <h1>Kabar permohonan</h1>
      {shown.kind === "stage" && <Stage answer={shown.answer} />}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          ask();
        }}
      >
        <label>
          Nomor di kertas bukti
          <input
            type="text"
            class="numbers"
            value={code}
            onInput={(event) => setCode(event.currentTarget.value)}
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            maxLength={16}
            enterkeyhint="search"
          />
        </label>
        <button type="submit" aria-busy={shown.kind === "reading"}>
          Lihat kabar
        </button>
      </form>
      {shown.kind === "sentence" && (
        <div class="track-news" role="status">
          {shown.sentence}
        </div>
      )}
      <p class="track-free">Semua layanan ini GRATIS.</p>
    </main>
  );
}

/** Good news is green, what needs a walk to the village office stands out; everything else is plain news. */
const toneOf: Readonly<Record<string, string>> = {
  "ready-for-pickup": "track-good",
  "handed-over": "track-good",
  "correction-asked": "track-walk",
  rejected: "track-walk",
};

function Stage({ answer }: { readonly answer: TrackAnswer }): JSX.Element {
  if (!isStage(answer.stage))
    return (
      <div class="track-news" role="status">
        Permohonan sudah sampai di Dindukcapil.
      </div>
    );
  const words = stageText(answer.stage);
  return (
    <div class={`track-news ${toneOf[answer.stage] ?? ""}`} role="status">
      <h2>{words.label}</h2>
      <p>{words.sentence}</p>
      {words.toDo !== undefined && <p>{words.toDo}</p>}
      <p>{`Kabar terakhir: ${momentText(answer.at)}`}</p>
    </div>
  );
}

const root = document.getElementById("app");
if (root) render(<Track />, root);
