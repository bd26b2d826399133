/** "Nomor antrean": gives the next number of the day, says who waits, and shows large whose turn it is. Numbers only, nobody's name. */
import { useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { dateText, timeText } from "../../../domain/date/date-words.ts";
import { timeInJakarta } from "../../../domain/date/civil-date.ts";
import { Button } from "../../../ui/actions/button.tsx";
import { CardGrid, ChoiceCard } from "../../../ui/actions/choice-card.tsx";
import { Loading } from "../../../ui/feedback/loading.tsx";
import { Question } from "../../../ui/layout/question.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { now, todayInWib } from "../../platform/ambient.ts";
import { changeQueue, readQueue } from "../../platform/queue-store.ts";
import { go } from "../../session/route.ts";
import { ownVillage } from "../../session/tablet.ts";
import type { Letter, Queue } from "./queue.ts";
import { beginQueue, callNext, letters, queueOf, takeNumber, ticketText } from "./queue.ts";
import "./queue.css";

/** More stand in a word behind them. */
const shownMax = 12;

export function QueueScreen(): JSX.Element {
  const queue = useSignal<Queue | undefined | "reading">("reading");
  useSignalEffect(() => {
    void readQueue<Queue>().then((kept) => (queue.value = kept && queueOf(kept, todayInWib())));
  });
  const choose = async (letter: Letter): Promise<void> => {
    queue.value = await changeQueue<Queue>(() => beginQueue(letter, todayInWib()));
  };
  const change = async (step: (before: Queue) => Queue): Promise<void> => {
    const shown = queue.peek();
    if (shown === undefined || shown === "reading") return;
    queue.value = await changeQueue<Queue>((kept) => step(queueOf(kept ?? shown, todayInWib())));
  };
  if (queue.value === "reading") return <Loading />;
  if (!queue.value) return <ChooseLetter onLetter={(letter) => void choose(letter)} />;
  return <OpenQueue queue={queue.value} onTake={() => void change(takeNumber)} onCall={() => void change(callNext)} />;
}

const back = (): void => go({ name: "home" });

function ChooseLetter({ onLetter }: { readonly onLetter: (letter: Letter) => void }): JSX.Element {
  return (
    <Screen title="Nomor antrean" onBack={back}>
      <Question
        title="Huruf untuk tablet ini?"
        hint="Dipilih sekali. Tablet lain di balai desa ini memakai huruf lain."
      >
        <CardGrid label="Huruf" columns={3}>
          {letters.map((letter) => (
            <ChoiceCard key={letter} title={letter} onPress={() => onLetter(letter)} />
          ))}
        </CardGrid>
      </Question>
    </Screen>
  );
}

type OpenQueueProps = { readonly queue: Queue; readonly onTake: () => void; readonly onCall: () => void };

function OpenQueue({ queue, onTake, onCall }: OpenQueueProps): JSX.Element {
  const { waiting, called, last } = queue;
  const more = waiting.length - shownMax;
  return (
    <Screen
      title="Nomor antrean"
      eyebrow={`Tablet ${queue.letter}, mulai dari 1 setiap hari`}
      onBack={back}
      {...(last > 0 && {
        secondary: { label: `Cetak ${ticketText(queue, last)}`, icon: "printer", onPress: () => globalThis.print() },
      })}
      primary={{ label: "Ambil nomor", icon: "plus", onPress: onTake }}
    >
      <div class="queue">
        <section class="queue-sign" aria-label="Dipanggil" role="status">
          <p>Dipanggil</p>
          <p class="queue-called numbers">{called === undefined ? "–" : ticketText(queue, called)}</p>
          <Button kind="primary" icon="speaker" size="large" isDisabled={waiting.length === 0} onPress={onCall}>
            Panggil berikutnya
          </Button>
        </section>
        <section class="queue-waiting" aria-label="Menunggu">
          <h2>{waiting.length === 0 ? "Tidak ada yang menunggu" : `Menunggu: ${waiting.length}`}</h2>
          <ul class="queue-numbers">
            {waiting.slice(0, shownMax).map((number) => (
              <li key={number} class="numbers">
                {ticketText(queue, number)}
              </li>
            ))}
          </ul>
          {more > 0 && <p>{`dan ${more} lagi`}</p>}
        </section>
      </div>
      {last > 0 && <PaperTicket queue={queue} />}
    </Screen>
  );
}

/** On paper only: the newest number. */
function PaperTicket({ queue }: { readonly queue: Queue }): JSX.Element {
  return (
    <article class="printed slip queue-ticket" aria-hidden="true">
      <p>{ownVillage()?.text ?? ""}</p>
      <p>Nomor antrean</p>
      <p class="queue-ticket-number">{ticketText(queue, queue.last)}</p>
      <p>{`${dateText(queue.day)}, ${timeText(timeInJakarta(now()))}`}</p>
      <p>{`Menunggu di depan: ${Math.max(queue.waiting.length - 1, 0)} orang`}</p>
      <p>Semua layanan GRATIS.</p>
    </article>
  );
}
