/** Six life events, then the services that belong to one; what cannot be filed here is said plainly. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { LifeEvent } from "../../../domain/catalogue/service.ts";
import { servicesOf } from "../../../domain/catalogue/requirements.ts";
import type { Configuration } from "../../../domain/configuration/configuration.ts";
import type { Service } from "../../../domain/catalogue/service.ts";
import { CardGrid, ChoiceCard } from "../../../ui/actions/choice-card.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { Drawing } from "../../../ui/icons/drawings.tsx";
import type { DrawingName } from "../../../ui/icons/drawings.tsx";
import { Question } from "../../../ui/layout/question.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { configuration } from "../../platform/configuration.ts";
import { isAdmitted } from "../../session/admission.ts";
import { problemSentence } from "../../session/problem-sentences.ts";
import { go } from "../../session/route.ts";
import { officerOnDuty } from "../../session/tablet.ts";
import { beginVisit } from "../../session/visit.ts";

/** Names of pictures in the configuration, and our drawings for them; a new one falls back to "other". */
const drawingOf: Readonly<Record<string, DrawingName>> = {
  "id-card": "ktp",
  "family-card": "family-card",
  birth: "baby",
  death: "death",
  move: "move",
};

export function ChooseServiceScreen(): JSX.Element {
  const chosen = useSignal<LifeEvent | undefined>(undefined);
  const config = configuration.value;
  const back = (): void => {
    if (chosen.value) chosen.value = undefined;
    else go({ name: "home" });
  };
  return (
    <Screen title="Permohonan baru" eyebrow={config?.regencyName ?? ""} onBack={back}>
      {!config && <Message kind="warning">{problemSentence("config-missing")}</Message>}
      {config && !chosen.value && <LifeEvents config={config} onChoose={(event) => (chosen.value = event)} />}
      {config && chosen.value && <Services event={chosen.value} config={config} />}
    </Screen>
  );
}

type LifeEventsProps = { readonly config: Configuration; readonly onChoose: (event: LifeEvent) => void };

function LifeEvents({ config, onChoose }: LifeEventsProps): JSX.Element {
  return (
    <Question title="Mau mengurus apa? Sentuh gambarnya.">
      <CardGrid label="Keperluan" columns={3}>
        {config.lifeEvents.map((event) => (
          <ChoiceCard
            key={event.id}
            title={event.label}
            picture={<Drawing name={drawingOf[event.picture] ?? "other"} />}
            onPress={() => onChoose(event)}
          />
        ))}
      </CardGrid>
    </Question>
  );
}

type ServicesProps = { readonly event: LifeEvent; readonly config: Configuration };

function Services({ event, config }: ServicesProps): JSX.Element {
  const services = servicesOf(event, config.services);
  return (
    <Question title={event.label} hint="Semua layanan ini GRATIS.">
      {services.length > 0 && (
        <CardGrid label={event.label} columns={services.length === 1 ? 1 : 2}>
          {services.map((service) => (
            <ChoiceCard
              key={service.id}
              title={service.label}
              hint={service.summary}
              icon="document"
              onPress={() => void begin(service, config)}
            />
          ))}
        </CardGrid>
      )}
      {event.notYet.map((other) => (
        <Message key={other.label} kind="info" title={other.label}>
          {other.text}
        </Message>
      ))}
    </Question>
  );
}

async function begin(service: Service, config: Configuration): Promise<void> {
  const officer = officerOnDuty();
  if (!officer) return go({ name: "unlock" });
  if (!(await isAdmitted())) return;
  await beginVisit(service, config, officer);
  go({ name: "what-to-bring" });
}
