/** "Buku surat desa": every letter with its number, to print again, to throw away, to carry on the village's stick. */
import { useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { dateInJakarta } from "../../../domain/date/civil-date.ts";
import { dateText } from "../../../domain/date/date-words.ts";
import { Button } from "../../../ui/actions/button.tsx";
import { Empty } from "../../../ui/feedback/empty.tsx";
import { Loading } from "../../../ui/feedback/loading.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { Dialog } from "../../../ui/layout/dialog.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { RegisterSheet } from "../../../ui/paper/register-sheet.tsx";
import type { RegisterLine } from "../../../worker/letter-api.ts";
import { worker } from "../../platform/worker-bridge.ts";
import { Paged } from "../../session/paged.tsx";
import { problemSentence } from "../../session/problem-sentences.ts";
import { go } from "../../session/route.ts";
import { ownVillage } from "../../session/tablet.ts";
import "../../session/rows.css";

const rowsAtOnce = 5;

export function LetterRegisterScreen(): JSX.Element {
  const lines = useSignal<readonly RegisterLine[] | undefined>(undefined);
  const problem = useSignal<string | undefined>(undefined);
  const dropping = useSignal<RegisterLine | undefined>(undefined);
  const read = async (): Promise<void> => {
    const register = await worker().letterRegister();
    if (register.ok) lines.value = register.value;
    else problem.value = register.code;
  };
  useSignalEffect(() => void read());
  const erase = async (): Promise<void> => {
    const erased = dropping.value && (await worker().eraseLetter(dropping.value.id));
    dropping.value = undefined;
    problem.value = erased?.ok === false ? erased.code : undefined;
    await read();
  };
  const shown = lines.value ?? [];
  return (
    <Screen
      title="Buku surat desa"
      eyebrow="Hanya di tablet ini, tidak dikirim ke Dindukcapil"
      onBack={() => go({ name: "tools" })}
      secondary={{ label: "Cetak buku", icon: "printer", onPress: () => globalThis.print() }}
      primary={{ label: "Flashdisk", icon: "usb", onPress: () => go({ name: "letter-book" }) }}
    >
      {problem.value !== undefined && <Message kind="error">{problemSentence(problem.value)}</Message>}
      {!lines.value && problem.value === undefined && <Loading />}
      {lines.value?.length === 0 && <Empty icon="letter" title="Belum ada surat." />}
      <Paged
        items={shown}
        perPage={rowsAtOnce}
        row={(line) => <Row key={line.id} line={line} onDrop={() => (dropping.value = line)} />}
      />
      <RegisterSheet office={ownVillage()?.text ?? ""} rows={shown.map(rowOnPaper)} />
      <Dialog
        isOpen={dropping.value !== undefined}
        title="Hapus isi surat ini?"
        onClose={() => (dropping.value = undefined)}
        actions={
          <>
            <Button onPress={() => (dropping.value = undefined)}>Simpan saja</Button>
            <Button kind="danger" icon="archive" onPress={() => void erase()}>
              Hapus isinya
            </Button>
          </>
        }
      >
        <p>Isinya tidak bisa dikembalikan. Nomornya tetap tercatat sebagai sudah dipakai.</p>
      </Dialog>
    </Screen>
  );
}

function Row({ line, onDrop }: { readonly line: RegisterLine; readonly onDrop: () => void }): JSX.Element {
  const { number, what } = wordsOf(line);
  return (
    <li class="row">
      <span class="row-name">{what}</span>
      <span class="row-detail numbers">{`${number} · ${dateText(dateInJakarta(line.at))}`}</span>
      <span class="row-side">
        {line.state === "kept" && (
          <>
            <Button
              kind="primary"
              icon="printer"
              onPress={() => go({ name: "issued-letter", id: line.id, isFromRegister: true })}
            >
              Buka
            </Button>
            <Button kind="quiet" icon="archive" onPress={onDrop}>
              Hapus
            </Button>
          </>
        )}
      </span>
    </li>
  );
}

function wordsOf(line: RegisterLine): { readonly number: string; readonly what: string } {
  const place = `${String(line.count).padStart(3, "0")}/${line.tablet}/${line.year}`;
  switch (line.state) {
    case "kept":
      return { number: line.number, what: `${line.letter.name} · ${line.letter.label}` };
    case "erased":
      return { number: place, what: "Isinya sudah dihapus" };
    case "unreadable":
      return { number: place, what: "Tidak bisa dibuka lagi. Ambil dari flashdisk." };
  }
}

function rowOnPaper(line: RegisterLine): readonly string[] {
  const { number, what } = wordsOf(line);
  const [name, label] = line.state === "kept" ? [line.letter.name, line.letter.label] : [what, ""];
  return [number, dateText(dateInJakarta(line.at)), name, label];
}
