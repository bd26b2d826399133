/** The register to the village's stick and back: after a broken tablet, or to keep it in the office's cupboard. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { Button } from "../../../ui/actions/button.tsx";
import { FileButton } from "../../../ui/actions/file-button.tsx";
import { TextAnswer } from "../../../ui/answers/text-answer.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import type { LetterBookFile } from "../../../worker/letter-api.ts";
import { saveFile } from "../../platform/save-file.ts";
import { worker } from "../../platform/worker-bridge.ts";
import { problemSentence } from "../../session/problem-sentences.ts";
import { go } from "../../session/route.ts";
import "./letter-book.css";

export function LetterBookScreen(): JSX.Element {
  return (
    <Screen
      title="Buku surat di flashdisk"
      eyebrow="Buku surat desa"
      onBack={() => go({ name: "letter-register" })}
      primary={{ label: "Selesai", onPress: () => go({ name: "letter-register" }) }}
    >
      <div class="letter-book">
        <SavePart />
        <TakePart />
      </div>
    </Screen>
  );
}

function SavePart(): JSX.Element {
  const saved = useSignal<LetterBookFile | undefined>(undefined);
  const problem = useSignal<string | undefined>(undefined);
  const isBusy = useSignal(false);
  const save = async (): Promise<void> => {
    isBusy.value = true;
    const book = await worker().saveLetterBook();
    isBusy.value = false;
    problem.value = book.ok ? undefined : book.code;
    if (book.ok && (await saveFile(book.value.file, book.value.name)) !== "cancelled") saved.value = book.value;
  };
  return (
    <section class="letter-book-part">
      <h2>Salin ke flashdisk</h2>
      <p>Semua surat ikut, terkunci. Yang menemukan flashdisk tidak bisa membacanya.</p>
      <Button kind="primary" icon="usb" isBusy={isBusy.value} onPress={() => void save()}>
        Salin ke flashdisk
      </Button>
      {problem.value !== undefined && <Message kind="error">{problemSentence(problem.value)}</Message>}
      {saved.value && (
        <Message kind="success" title={`${saved.value.letters} surat disalin`}>
          <span class="letter-book-code numbers">{saved.value.code}</span>
          Tulis kode ini dan simpan di lemari desa. Tanpa kode ini salinannya tidak bisa dibuka. Jangan taruh di
          flashdisk.
        </Message>
      )}
    </section>
  );
}

function TakePart(): JSX.Element {
  const code = useSignal("");
  const isBusy = useSignal(false);
  const news = useSignal<{ readonly kind: "success" | "warning" | "error"; readonly text: string } | undefined>(
    undefined,
  );
  const take = async (file: File): Promise<void> => {
    isBusy.value = true;
    const taken = await worker().takeLetterBook(file, code.value);
    isBusy.value = false;
    if (!taken.ok) {
      news.value = { kind: "error", text: problemSentence(taken.code) };
      return;
    }
    const { added, known, doubled } = taken.value;
    const twice = `Nomor ini ada di dua surat: ${doubled.join(", ")}. Keduanya disimpan.`;
    news.value = {
      kind: doubled.length > 0 ? "warning" : "success",
      text: `${added} surat diambil, ${known} sudah ada.${doubled.length > 0 ? ` ${twice}` : ""}`,
    };
  };
  return (
    <section class="letter-book-part">
      <h2>Ambil dari flashdisk</h2>
      <TextAnswer
        label="Kode buku surat"
        value={code.value}
        capitals="characters"
        onChange={(value) => (code.value = value)}
      />
      <FileButton
        label="Pilih berkas buku surat"
        icon="document"
        isBusy={isBusy.value}
        onFile={(file) => void take(file)}
      >
        Buka berkas
      </FileButton>
      {news.value && <Message kind={news.value.kind}>{news.value.text}</Message>}
    </section>
  );
}
