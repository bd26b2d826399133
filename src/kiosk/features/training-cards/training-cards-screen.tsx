/** "Kartu latihan": what a new officer must know, two cards at a time on the screen, each on an A6 of its own on paper. */
import type { JSX } from "preact";
import { Icon } from "../../../ui/icons/icon.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { Pages } from "../../session/paged.tsx";
import { go } from "../../session/route.ts";
import "../../session/rows.css";
import type { TrainingCard } from "./cards.ts";
import { trainingCards } from "./cards.ts";
import "./training-cards.css";

const cardsAtOnce = 2;

export function TrainingCardsScreen(): JSX.Element {
  return (
    <Screen
      title="Kartu latihan"
      eyebrow="Untuk ditempel di meja"
      onBack={() => go({ name: "tools" })}
      primary={{ label: "Cetak semua", icon: "printer", onPress: () => globalThis.print() }}
    >
      <Pages items={trainingCards} perPage={cardsAtOnce}>
        {(shown) => (
          <div class="training-cards">
            {shown.map((card) => (
              <Card key={card.title} card={card} />
            ))}
          </div>
        )}
      </Pages>
      <div class="printed training-paper" aria-hidden="true">
        {trainingCards.map((card) => (
          <Card key={card.title} card={card} />
        ))}
      </div>
    </Screen>
  );
}

function Card({ card }: { readonly card: TrainingCard }): JSX.Element {
  return (
    <article class="training-card">
      <Icon name={card.icon} size="large" />
      <h2>{card.title}</h2>
      {card.lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </article>
  );
}
