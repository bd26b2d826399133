/** Chooses what is filed, or what is explained instead. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { Configuration } from "../../../domain/configuration/configuration.ts";
import { Message } from "../../../ui/feedback/message.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { configuration } from "../../platform/configuration.ts";
import { isAdmitted } from "../../session/admission.ts";
import { Listen } from "../../session/listen.tsx";
import { spokenCards } from "../../session/spoken-facts.ts";
import { CatalogueCards, cardBefore } from "../../session/catalogue-cards.tsx";
import { problemSentence } from "../../session/problem-sentences.ts";
import "../../session/rows.css";
import { go } from "../../session/route.ts";
import type { Route } from "../../session/route.ts";
import { officerOnDuty } from "../../session/tablet.ts";
import type { Wanted } from "../../session/visit.ts";
import { beginVisit } from "../../session/visit.ts";

export function ChooseServiceScreen({ at }: { readonly at: Route }): JSX.Element {
  const config = configuration.value;
  const openId = useSignal(at.name === "choose-service" ? at.eventId : undefined);
  const back = (): void => {
    const before = cardBefore(config, openId.value);
    if (before === "none") go({ name: "home" });
    else openId.value = before;
  };
  return (
    <Screen
      title="Permohonan baru"
      eyebrow={config?.regencyName ?? ""}
      onBack={back}
      listen={config && <Listen lines={spokenCards(config, openId.value)} />}
    >
      {!config && <Message kind="warning">{problemSentence("config-missing")}</Message>}
      {config && (
        <CatalogueCards
          config={config}
          openId={openId}
          onService={(service) => void begin(service, config)}
          onLetter={(letter) => void begin(letter, config)}
          onGuide={(guide, event) => go({ name: "guide", guideId: guide.id, eventId: event.id })}
        />
      )}
    </Screen>
  );
}

async function begin(wanted: Wanted, config: Configuration): Promise<void> {
  const officer = officerOnDuty();
  if (!officer) return go({ name: "unlock" });
  if (!(await isAdmitted())) return;
  await beginVisit(wanted, config, officer);
  go({ name: "what-to-bring" });
}
