/** The officer's last look before the tablet changes hands. */
import type { JSX } from "preact";
import { screenSentences } from "../../../domain/speech/screen-sentences.ts";
import { Empty } from "../../../ui/feedback/empty.tsx";
import { Question } from "../../../ui/layout/question.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { problemSentence } from "../../session/problem-sentences.ts";
import { go } from "../../session/route.ts";
import type { OpenVisit } from "../../session/visit.ts";

export type GiveTabletProps = {
  readonly visit: OpenVisit;
  /** The disk did not take that the tablet changes hands. */
  readonly isFull: boolean;
  readonly onGive: () => void;
};

export function GiveTablet({ visit, isFull, onGive }: GiveTabletProps): JSX.Element {
  return (
    <Screen
      title={visit.service.label}
      eyebrow="Serahkan tablet"
      onBack={() => go({ name: "check-answers" })}
      primary={{ label: "Sudah dipegang warga", onPress: onGive }}
    >
      <Question
        title={screenSentences.giveTablet}
        hint="Bacakan pelan-pelan kalau perlu."
        {...(isFull ? { error: problemSentence("storage-full") } : {})}
      >
        <Empty icon="person" title={screenSentences.yourTurn}>
          Selama tablet dipegang warga, hanya permohonan ini yang terbuka. Untuk kembali, petugas memasukkan PIN.
        </Empty>
      </Question>
    </Screen>
  );
}
