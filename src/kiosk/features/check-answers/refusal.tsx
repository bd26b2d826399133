/** Why what was checked cannot be handed over yet, and the way to what has to be done first. */
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { ApplicationCheck } from "../../../domain/form/check-answers.ts";
import { Button } from "../../../ui/actions/button.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { worker } from "../../platform/worker-bridge.ts";
import { go } from "../../session/route.ts";
import type { OpenVisit } from "../../session/visit.ts";
import { leaveVisit } from "../../session/visit.ts";

/** `incomplete`: an answer or a paper is open or wrong. `unchanged`: a correction that would change nothing. */
export type Hindrance = "incomplete" | "unchanged";

export type RefusalProps = { readonly visit: OpenVisit; readonly check: ApplicationCheck; readonly by: Hindrance };

/** Gone once what hindered is gone. Give it a new key for each refusal: it shows itself where people are looking. */
export function Refusal({ visit, check, by }: RefusalProps): JSX.Element | null {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.scrollIntoView({ block: "nearest" }), []);
  if (by === "incomplete" && check.isComplete) return null;
  return (
    <div ref={place} class="check-refusal">
      {by === "incomplete" ? (
        <Message kind="error" title="Belum lengkap">
          {`Masih ada ${countErrors(check)} yang perlu dilengkapi. Sentuh “Ubah” pada baris yang bertanda.`}
        </Message>
      ) : (
        <Message kind="error" title="Belum ada yang diubah">
          <NothingChanged visit={visit} />
        </Message>
      )}
    </div>
  );
}

/** What the district named leads back to it; what the village itself wanted to mend may also be left as it is. */
function NothingChanged({ visit }: { readonly visit: OpenVisit }): JSX.Element {
  const { draft } = visit;
  const asked = draft.correctionOf?.requests[0]?.target;
  const giveUp = async (): Promise<void> => {
    await worker().dropDraft(draft.id);
    leaveVisit();
    go({ name: "home" });
  };
  if (asked === undefined) {
    return (
      <span class="check-way">
        Sentuh “Ubah” pada baris yang salah. Kalau ternyata sudah betul, tidak perlu dikirim lagi.
        <Button icon="back" onPress={() => void giveUp()}>
          Tidak jadi dibetulkan
        </Button>
      </span>
    );
  }
  const { kind, id } = asked;
  return (
    <span class="check-way">
      Yang diminta Dindukcapil masih sama seperti semula. Betulkan dulu. Kalau memang sudah betul, hubungi Dindukcapil.
      <Button
        icon="edit"
        onPress={() =>
          go(kind === "field" ? { name: "fill-form", questionId: id } : { name: "take-photos", requirementId: id })
        }
      >
        Betulkan yang diminta
      </Button>
    </span>
  );
}

function countErrors(check: ApplicationCheck): number {
  return check.questions.filter((each) => each.errors.length > 0).length + check.requirements.length;
}
