/** Six life events, then what belongs to one: further cards, services, and guides to what is not filed here. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { guidesOf, servicesOf, withEventsBehind } from "../../../domain/catalogue/requirements.ts";
import type { LifeEvent, Service } from "../../../domain/catalogue/service.ts";
import type { Configuration } from "../../../domain/configuration/configuration.ts";
import { CardGrid, ChoiceCard } from "../../../ui/actions/choice-card.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { Drawing } from "../../../ui/icons/drawings.tsx";
import type { DrawingName } from "../../../ui/icons/drawings.tsx";
import { Question } from "../../../ui/layout/question.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { configuration } from "../../platform/configuration.ts";
import { isAdmitted } from "../../session/admission.ts";
import { problemSentence } from "../../session/problem-sentences.ts";
import { Pages } from "../../session/paged.tsx";
import { go } from "../../session/route.ts";
import type { Route } from "../../session/route.ts";
import { officerOnDuty } from "../../session/tablet.ts";
import { beginVisit } from "../../session/visit.ts";

/** Names of pictures in the configuration, and our drawings for them; a new one falls back to "other". */
const drawingOf: Readonly<Record<string, DrawingName>> = {
  "id-card": "ktp",
  "family-card": "family-card",
  birth: "baby",
  death: "death",
  move: "move",
  "family-card-new": "family-card-new",
  "family-card-lost": "family-card-lost",
  marriage: "marriage",
  "child-card": "child-card",
  certificate: "certificate",
  help: "help",
};

/** No screen offers more at once (people forget the first by the seventh). */
const choicesAtOnce = 6;

export function ChooseServiceScreen({ at }: { readonly at: Route }): JSX.Element {
  const config = configuration.value;
  const chosen = useSignal(at.name === "choose-service" ? at.eventId : undefined);
  const events = config?.lifeEvents.flatMap(withEventsBehind) ?? [];
  const event = events.find(({ id }) => id === chosen.value);
  const parent = events.find(({ events: behind = [] }) => behind.some(({ id }) => id === chosen.value));
  const back = (): void => {
    if (event) chosen.value = parent?.id;
    else go({ name: "home" });
  };
  return (
    <Screen title="Permohonan baru" eyebrow={config?.regencyName ?? ""} onBack={back}>
      {!config && <Message kind="warning">{problemSentence("config-missing")}</Message>}
      {config && !event && (
        <Question title="Mau mengurus apa? Sentuh gambarnya.">
          <CardGrid label="Keperluan" columns={3}>
            {config.lifeEvents.map((each) => (
              <EventCard key={each.id} event={each} onPress={() => (chosen.value = each.id)} />
            ))}
          </CardGrid>
        </Question>
      )}
      {config && event && (
        <Choices key={event.id} event={event} config={config} onChoose={(each) => (chosen.value = each.id)} />
      )}
    </Screen>
  );
}

function EventCard({ event, onPress }: { readonly event: LifeEvent; readonly onPress: () => void }): JSX.Element {
  return (
    <ChoiceCard
      title={event.label}
      picture={<Drawing name={drawingOf[event.picture] ?? "other"} />}
      onPress={onPress}
    />
  );
}

type ChoicesProps = {
  readonly event: LifeEvent;
  readonly config: Configuration;
  readonly onChoose: (event: LifeEvent) => void;
};

/** What stands behind a card: cards first, then what is filed here, then what is explained. */
function Choices({ event, config, onChoose }: ChoicesProps): JSX.Element {
  const cards = [
    ...(event.events ?? []).map((each) => <EventCard key={each.id} event={each} onPress={() => onChoose(each)} />),
    ...servicesOf(event, config.services).map((service) => (
      <ChoiceCard
        key={service.id}
        title={service.label}
        hint={service.summary}
        icon="document"
        onPress={() => void begin(service, config)}
      />
    )),
    ...guidesOf(event, config.guides).map((guide) => (
      <ChoiceCard
        key={guide.id}
        title={guide.label}
        hint={guide.summary}
        icon="info"
        onPress={() => go({ name: "guide", guideId: guide.id, eventId: event.id })}
      />
    )),
  ];
  return (
    <Question title={event.label} hint="Semua layanan ini GRATIS.">
      <Pages items={cards} perPage={choicesAtOnce}>
        {(shown) => (
          <CardGrid label={event.label} columns={columnsFor(shown.length)}>
            {shown}
          </CardGrid>
        )}
      </Pages>
      {event.notYet.map((other) => (
        <Message key={other.label} kind="info" title={other.label}>
          {other.text}
        </Message>
      ))}
    </Question>
  );
}

/** Two rows hold them all. */
function columnsFor(cards: number): 1 | 2 | 3 {
  if (cards === 1) return 1;
  return cards <= 4 ? 2 : 3;
}

async function begin(service: Service, config: Configuration): Promise<void> {
  const officer = officerOnDuty();
  if (!officer) return go({ name: "unlock" });
  if (!(await isAdmitted())) return;
  await beginVisit(service, config, officer);
  go({ name: "what-to-bring" });
}
