/** The whole form on one page, for an officer who knows it: the same draft as one by one, and back there at any moment. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { AnswerValue, Answers } from "../../../domain/form/answer.ts";
import { Button } from "../../../ui/actions/button.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { problemSentence } from "../../session/problem-sentences.ts";
import { go } from "../../session/route.ts";
import { ownVillage } from "../../session/tablet.ts";
import type { OpenVisit } from "../../session/visit.ts";
import { leaveVisit, saveProblem, today, updateDraft, visit } from "../../session/visit.ts";
import type { DenseForm } from "./dense-form.ts";
import { denseForm } from "./dense-form.ts";
import { Field } from "./field.tsx";

export function FillDenseScreen(): JSX.Element | null {
  const open = visit.value;
  return open ? <OnePage open={open} /> : null;
}

/** What kept "Lanjut" from going on; the number makes each refusal a new one. */
type Refused = { readonly by: "errors" | "doubts"; readonly times: number };

function OnePage({ open }: { readonly open: OpenVisit }): JSX.Element {
  const { service, draft } = open;
  const refused = useSignal<Refused | undefined>(undefined);
  const form = denseForm(open, today(), ownVillage()?.code);
  const fields = form.sections.flatMap((section) => section.fields);
  const wrong = fields.filter(({ error }) => error !== undefined).length;
  const keep = (answers: Answers): Promise<boolean> => updateDraft({ answers, position: { step: "questions" } });
  const answer = (id: string, value: AnswerValue | undefined): void => {
    const { [id]: _before, ...others } = draft.answers;
    void keep(value === undefined ? others : { ...others, [id]: value });
  };
  const goOn = async (): Promise<void> => {
    const by = hindranceOf(form, refused.value);
    if (by !== undefined) {
      refused.value = { by, times: (refused.value?.times ?? 0) + 1 };
      return;
    }
    const step = open.letter ? "check" : "photos";
    if (!(await updateDraft({ answers: { ...draft.answers, ...form.answers }, position: { step } }))) return;
    go({ name: open.letter ? "check-answers" : "take-photos" });
  };
  const later = async (): Promise<void> => {
    await keep(draft.answers);
    leaveVisit();
    go({ name: "home" });
  };
  const oneByOne = async (): Promise<void> => {
    const first = fields.find(({ error }) => error !== undefined);
    await updateDraft({ position: { step: "questions", ...(first ? { at: first.question.id } : {}) } });
    go({ name: "fill-form" });
  };
  return (
    <Screen
      title={service.label}
      eyebrow={wrong === 0 ? "Semua sudah diisi" : `${wrong} isian belum beres`}
      status={
        <Button kind="quiet" icon="next" onPress={() => void oneByOne()}>
          Satu per satu
        </Button>
      }
      onBack={() => go({ name: "what-to-bring" })}
      secondary={{ label: "Nanti", icon: "clock", onPress: () => void later() }}
      primary={{ label: "Lanjut", onPress: () => void goOn() }}
    >
      <div class="dense-form">
        {saveProblem.value !== undefined && <Message kind="error">{problemSentence(saveProblem.value)}</Message>}
        {refused.value && <WhyNot key={refused.value.times} by={refused.value.by} />}
        {form.sections.map((section) => (
          <section key={section.id} class="dense-section" aria-label={section.title}>
            <h2>{section.title}</h2>
            {section.fields.map((field) => (
              <Field
                key={field.question.id}
                field={field}
                config={open.config}
                // An empty field is wrong only once somebody wants to go on.
                isJudged={refused.value !== undefined || field.value !== undefined}
                onAnswer={(value) => answer(field.question.id, value)}
              />
            ))}
          </section>
        ))}
      </div>
    </Screen>
  );
}

/** Errors always; doubts once: who has seen them and goes on means it. */
function hindranceOf({ sections }: DenseForm, before: Refused | undefined): Refused["by"] | undefined {
  const fields = sections.flatMap((section) => section.fields);
  if (fields.some(({ error }) => error !== undefined)) return "errors";
  const isDoubtful = fields.some(({ doubts }) => doubts.length > 0);
  return isDoubtful && before?.by !== "doubts" ? "doubts" : undefined;
}

function WhyNot({ by }: { readonly by: Refused["by"] }): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const page = place.current?.parentElement;
    const first = by === "errors" ? page?.querySelector("[aria-invalid=true], .dense-field-wrong input") : undefined;
    // The first field that is wrong, or the top, where the sentence stands.
    if (first instanceof HTMLElement) first.focus();
    else place.current?.scrollIntoView();
  }, []);
  return (
    <div ref={place}>
      {by === "errors" ? (
        <Message kind="error">Masih ada isian yang belum beres. Lihat tulisan merah di bawah isiannya.</Message>
      ) : (
        <Message kind="warning">
          Ada isian yang tidak biasa. Baca lagi, lalu sentuh “Lanjut” kalau memang sudah betul.
        </Message>
      )}
    </div>
  );
}
