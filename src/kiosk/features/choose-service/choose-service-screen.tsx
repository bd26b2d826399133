/** Chooses what is filed, or what is explained instead. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { askedLike } from "../../../domain/catalogue/letter.ts";
import type { Configuration } from "../../../domain/configuration/configuration.ts";
import { carryOver } from "../../../domain/form/carry-over.ts";
import { Message } from "../../../ui/feedback/message.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { configuration } from "../../platform/configuration.ts";
import { isAdmitted } from "../../session/admission.ts";
import { Listen } from "../../session/listen.tsx";
import { spokenCards } from "../../session/spoken-facts.ts";
import { CatalogueCards, cardBefore } from "../../session/catalogue-cards.tsx";
import type { Filed } from "../../session/family.ts";
import { justFiled } from "../../session/family.ts";
import { problemSentence } from "../../session/problem-sentences.ts";
import "../../session/rows.css";
import { go } from "../../session/route.ts";
import type { Route } from "../../session/route.ts";
import { officerOnDuty } from "../../session/tablet.ts";
import type { Wanted } from "../../session/visit.ts";
import { beginVisit, today } from "../../session/visit.ts";

export function ChooseServiceScreen({ at }: { readonly at: Route }): JSX.Element {
  const config = configuration.value;
  const openId = useSignal(at.name === "choose-service" ? at.eventId : undefined);
  // Only on the way from its slip; whoever comes here from home begins with an empty form.
  const before = at.name === "choose-service" && at.isSameFamily === true ? justFiled() : undefined;
  const back = (): void => {
    const card = cardBefore(config, openId.value);
    if (card === "none") go({ name: "home" });
    else openId.value = card;
  };
  return (
    <Screen
      title="Permohonan baru"
      eyebrow={before === undefined ? (config?.regencyName ?? "") : `Keluarga yang sama: ${before.service.label} sudah`}
      onBack={back}
      listen={config && <Listen lines={spokenCards(config, openId.value)} />}
    >
      {!config && <Message kind="warning">{problemSentence("config-missing")}</Message>}
      {config && (
        <CatalogueCards
          config={config}
          openId={openId}
          onService={(service) => void begin(service, config, before)}
          onLetter={(letter) => void begin(letter, config, before)}
          onGuide={(guide, event) => go({ name: "guide", guideId: guide.id, eventId: event.id })}
        />
      )}
    </Screen>
  );
}

async function begin(wanted: Wanted, config: Configuration, before: Filed | undefined): Promise<void> {
  const officer = officerOnDuty();
  if (!officer) return go({ name: "unlock" });
  if (!(await isAdmitted())) return;
  const asked = "body" in wanted ? askedLike(wanted) : wanted;
  const carried = before && carryOver({ ...before, ...before.draft }, asked, config, today());
  await beginVisit(wanted, config, officer, carried);
  go({ name: "what-to-bring" });
}
