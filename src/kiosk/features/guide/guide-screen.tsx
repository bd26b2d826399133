/** A service that is not filed on this tablet: what to bring, where to go, in what order. Nothing is asked and nothing kept. */
import type { JSX } from "preact";
import type { Guide } from "../../../domain/catalogue/service.ts";
import { findGuide } from "../../../domain/configuration/configuration.ts";
import { Message } from "../../../ui/feedback/message.tsx";
import { Question } from "../../../ui/layout/question.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { BringList } from "../../../ui/paper/bring-list.tsx";
import type { Paper } from "../../../ui/paper/bring-list.tsx";
import { BringSheet } from "../../../ui/paper/bring-sheet.tsx";
import { configuration } from "../../platform/configuration.ts";
import { go } from "../../session/route.ts";
import type { Route } from "../../session/route.ts";
import { ownVillage } from "../../session/tablet.ts";
import "./guide.css";

export function GuideScreen({ at }: { readonly at: Route }): JSX.Element | null {
  const config = configuration.value;
  if (!config || at.name !== "guide") return null;
  const guide = findGuide(config, at.guideId);
  if (!guide) return null;
  const { eventId } = at;
  return (
    <Screen
      title={guide.label}
      eyebrow="GRATIS, tidak dipungut biaya"
      onBack={() => go({ name: "choose-service", ...(eventId === undefined ? {} : { eventId }) })}
      secondary={{ label: "Cetak", icon: "printer", onPress: () => globalThis.print() }}
      primary={{ label: "Selesai", onPress: () => go({ name: "home" }) }}
    >
      <Question title={guide.summary} hint={whereOf(guide)}>
        <div class="guide question-whole">
          <section class="guide-part">
            <h3>Yang dilakukan</h3>
            <ol class="guide-steps">
              {guide.steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
          </section>
          <div class="guide-part">
            {guide.requirements.length > 0 && (
              <section class="guide-part">
                <h3>Yang dibawa</h3>
                <BringList papers={papersOf(guide, "wajib", "opsional")} />
                <BringList papers={papersOf(guide, "kondisional")} isMaybe />
              </section>
            )}
            <Message kind="info" title="Yang boleh mengurus">
              {`${guide.whoMayApply} ${guide.serviceTime}`}
            </Message>
          </div>
        </div>
        <BringSheet
          office={ownVillage()?.text ?? ""}
          service={guide.label}
          steps={guide.steps}
          papers={papersOf(guide, "wajib", "opsional")}
          maybe={papersOf(guide, "kondisional")}
          whoMayApply={guide.whoMayApply}
          serviceTime={guide.serviceTime}
          complaints={config.office.complaints}
        />
      </Question>
    </Screen>
  );
}

function whereOf({ mode }: Guide): string {
  return mode === "visit"
    ? "Diurus dengan datang sendiri, tidak lewat tablet ini."
    : "Tidak diajukan lewat tablet ini.";
}

function papersOf({ requirements }: Guide, ...levels: readonly Guide["requirements"][number]["level"][]): Paper[] {
  return requirements
    .filter(({ level }) => levels.includes(level))
    .map(({ id, name, level, hint }) => ({
      id,
      name,
      isOptional: level === "opsional",
      ...(hint === undefined ? {} : { hint }),
    }));
}
