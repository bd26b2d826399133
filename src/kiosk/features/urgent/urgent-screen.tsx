/** Asks once whether the document is needed at once, and what for: the district works those first. "Tidak" stands chosen. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { screenSentences } from "../../../domain/speech/screen-sentences.ts";
import { ChoiceList } from "../../../ui/answers/choice-list.tsx";
import { TextAnswer } from "../../../ui/answers/text-answer.tsx";
import { Question } from "../../../ui/layout/question.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { Listen } from "../../session/listen.tsx";
import { problemSentence } from "../../session/problem-sentences.ts";
import { TextSize } from "../../session/text-size.tsx";
import type { Route } from "../../session/route.ts";
import { go } from "../../session/route.ts";
import { needsOf, notUrgent, otherNeed } from "../../session/urgency.ts";
import type { OpenVisit } from "../../session/visit.ts";
import { leaveVisit, saveProblem, updateDraft, visit } from "../../session/visit.ts";

/** In one's own words; it stands on a slip of 58 mm. */
const lettersMax = 60;

export function UrgentScreen({ at }: { readonly at: Route }): JSX.Element | null {
  const open = visit.value;
  if (!open || at.name !== "urgent") return null;
  return <Urgent open={open} isReturning={at.isReturning === true} />;
}

function Urgent({ open, isReturning }: { readonly open: OpenVisit; readonly isReturning: boolean }): JSX.Element {
  const needs = needsOf(open.config);
  const given = open.draft.urgent?.reason;
  const chosen = useSignal(firstChoice(needs, given));
  const words = useSignal(chosen.value === otherNeed ? (given ?? "") : "");
  const error = useSignal<string | undefined>(undefined);
  const reason = (): string | undefined => {
    if (chosen.value === notUrgent) return undefined;
    return chosen.value === otherNeed ? words.value.trim() : needs.find(({ code }) => code === chosen.value)?.text;
  };
  const save = async (step: "urgent" | "check"): Promise<boolean> => {
    const said = reason();
    return updateDraft({
      urgent: said === undefined || said === "" ? undefined : { reason: said },
      position: { step },
    });
  };
  const goOn = async (): Promise<void> => {
    error.value = reason() === "" ? "Mohon ditulis: untuk keperluan apa?" : undefined;
    if (error.value === undefined && (await save("check"))) go({ name: "check-answers" });
  };
  const later = async (): Promise<void> => {
    await save("urgent");
    leaveVisit();
    go({ name: "home" });
  };
  const unsaved = saveProblem.value === undefined ? undefined : problemSentence(saveProblem.value);
  const problem = error.value ?? unsaved;
  return (
    <Screen
      title={open.service.label}
      eyebrow="Sebelum diperiksa"
      status={<TextSize />}
      onBack={() => go(isReturning ? { name: "check-answers" } : { name: "take-photos" })}
      listen={<Listen lines={spokenUrgent(needs)} />}
      secondary={{ label: "Nanti", icon: "clock", onPress: () => void later() }}
      primary={{ label: "Lanjut", onPress: () => void goOn() }}
    >
      <Question
        title={screenSentences.isNeededSoon}
        hint={screenSentences.onlyWhenUrgent}
        {...(problem === undefined ? {} : { error: problem })}
      >
        <ChoiceList
          legend={screenSentences.neededSoon}
          options={[
            { value: notUrgent, label: screenSentences.canWait },
            ...needs.map(({ code, text }) => ({ value: code, label: text })),
          ]}
          value={chosen.value}
          onChange={(code) => (chosen.value = code)}
        />
        {chosen.value === otherNeed && (
          <TextAnswer
            label="Untuk keperluan apa?"
            value={words.value}
            onChange={(text) => (words.value = text)}
            lettersMax={lettersMax}
          />
        )}
      </Question>
    </Screen>
  );
}

function spokenUrgent(needs: ReturnType<typeof needsOf>): readonly string[] {
  const { isNeededSoon, onlyWhenUrgent, canWait } = screenSentences;
  return [isNeededSoon, onlyWhenUrgent, canWait, ...needs.map(({ text }) => text)];
}

function firstChoice(needs: ReturnType<typeof needsOf>, given: string | undefined): string {
  if (given === undefined) return notUrgent;
  return needs.find(({ text }) => text === given)?.code ?? otherNeed;
}
