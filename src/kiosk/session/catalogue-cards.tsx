/** The catalogue as cards: six life events, then what stands behind one. What a touched service or guide opens is its caller's. */
import type { Signal } from "@preact/signals";
import type { JSX } from "preact";
import { guidesOf, lettersOf, servicesOf, withEventsBehind } from "../../domain/catalogue/requirements.ts";
import type { Letter } from "../../domain/catalogue/letter.ts";
import type { Guide, LifeEvent, Service } from "../../domain/catalogue/service.ts";
import type { Configuration } from "../../domain/configuration/configuration.ts";
import { screenSentences } from "../../domain/speech/screen-sentences.ts";
import { CardGrid, ChoiceCard } from "../../ui/actions/choice-card.tsx";
import { Message } from "../../ui/feedback/message.tsx";
import { Drawing } from "../../ui/icons/drawings.tsx";
import type { IconName } from "../../ui/icons/icon.tsx";
import type { DrawingName } from "../../ui/icons/drawings.tsx";
import { Question } from "../../ui/layout/question.tsx";
import { Pages } from "./paged.tsx";

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
  letter: "letter",
  market: "market",
};

/** Our drawing for a picture the configuration names. */
export const drawingFor = (picture: string): DrawingName => drawingOf[picture] ?? "other";

/** No screen offers more at once (people forget the first by the seventh). */
const choicesAtOnce = 6;

export type CatalogueCardsProps = {
  readonly config: Configuration;
  /** Id of the card that is open; undefined: the six first ones. */
  readonly openId: Signal<string | undefined>;
  readonly onService: (service: Service, event: LifeEvent) => void;
  readonly onLetter: (letter: Letter, event: LifeEvent) => void;
  readonly onGuide: (guide: Guide, event: LifeEvent) => void;
};

export function CatalogueCards(props: CatalogueCardsProps): JSX.Element {
  const { config, openId } = props;
  const event = findEvent(config, openId.value);
  if (event) return <Behind key={event.id} {...props} event={event} />;
  return (
    <Question title={screenSentences.whatToArrange}>
      <CardGrid label="Keperluan" columns={3}>
        {config.lifeEvents.map((each) => (
          <EventCard key={each.id} event={each} onPress={() => (openId.value = each.id)} />
        ))}
      </CardGrid>
    </Question>
  );
}

/** The card before the open one: undefined = the six first ones, "none" = there is nothing before. */
export function cardBefore(config: Configuration | undefined, openId: string | undefined): string | undefined | "none" {
  if (!config || !findEvent(config, openId)) return "none";
  return allEvents(config).find(({ events = [] }) => events.some(({ id }) => id === openId))?.id;
}

const allEvents = (config: Configuration): readonly LifeEvent[] => config.lifeEvents.flatMap(withEventsBehind);

export function findEvent(config: Configuration, id: string | undefined): LifeEvent | undefined {
  return allEvents(config).find((event) => event.id === id);
}

/** The picture of a card. */
export function EventDrawing({ event }: { readonly event: LifeEvent }): JSX.Element {
  return <Drawing name={drawingFor(event.picture)} />;
}

function EventCard({ event, onPress }: { readonly event: LifeEvent; readonly onPress: () => void }): JSX.Element {
  return <ChoiceCard title={event.label} picture={<EventDrawing event={event} />} onPress={onPress} />;
}

function told(
  { id, label, summary }: Pick<Service, "id" | "label" | "summary">,
  icon: IconName,
  onPress: () => void,
): JSX.Element {
  return <ChoiceCard key={id} title={label} hint={summary} icon={icon} onPress={onPress} />;
}

/** What stands behind a card: cards first, then what is filed here, then what is explained. */
function Behind(props: CatalogueCardsProps & { readonly event: LifeEvent }): JSX.Element {
  const { event, config, openId, onService, onLetter, onGuide } = props;
  const cards = [
    ...(event.events ?? []).map((each) => (
      <EventCard key={each.id} event={each} onPress={() => (openId.value = each.id)} />
    )),
    ...servicesOf(event, config.services).map((each) => told(each, "document", () => onService(each, event))),
    ...lettersOf(event, config.letters).map((each) => told(each, "letter", () => onLetter(each, event))),
    ...guidesOf(event, config.guides).map((each) => told(each, "info", () => onGuide(each, event))),
  ];
  const cost = costOf(event);
  return (
    <Question title={event.label} {...(cost === undefined ? {} : { hint: cost })}>
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

/** What a card costs, where one sentence holds for all behind it: registration is free by law, of its letters the village decides. */
export function costOf(event: LifeEvent): string | undefined {
  const behind = withEventsBehind(event);
  const hasLetters = behind.some(({ letters = [] }) => letters.length > 0);
  const isOfDistrict = behind.some(({ services, guides = [] }) => services.length + guides.length > 0);
  if (hasLetters) return isOfDistrict ? undefined : screenSentences.lettersFee;
  return screenSentences.allFree;
}

/** Two rows hold them all. */
function columnsFor(cards: number): 1 | 2 | 3 {
  if (cards === 1) return 1;
  return cards <= 4 ? 2 : 3;
}
