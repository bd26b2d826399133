/**
 * "Rekam suara": an officer, or whoever speaks the language well, reads one sentence after the other. What was kept is heard
 * on this tablet at once; the file carries it to the district, which listens before others hear it.
 */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { Configuration } from "../../../domain/configuration/configuration.ts";
import { languageNames, spokenLanguages } from "../../../domain/speech/language.ts";
import type { SpokenLanguage } from "../../../domain/speech/language.ts";
import { writeRecordingsFile } from "../../../domain/speech/recordings-file.ts";
import { Button } from "../../../ui/actions/button.tsx";
import { ChoiceList } from "../../../ui/answers/choice-list.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { Question } from "../../../ui/layout/question.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { todayInWib } from "../../platform/ambient.ts";
import { configuration } from "../../platform/configuration.ts";
import { saveFile } from "../../platform/save-file.ts";
import { ownRecordings } from "../../session/own-recordings.ts";
import { problemSentence } from "../../session/problem-sentences.ts";
import { go } from "../../session/route.ts";
import { ownVillage } from "../../session/tablet.ts";
import { voiceLanguage } from "../../session/voice.ts";
import type { RecordingOf } from "./recording.ts";
import { useRecording } from "./recording.ts";

export function RecordScreen(): JSX.Element {
  const language = useSignal<SpokenLanguage | undefined>(undefined);
  const wanted = useSignal<SpokenLanguage>(voiceLanguage.peek());
  const config = configuration.value;
  if (config && language.value)
    return <Sentences config={config} language={language.value} onBack={() => (language.value = undefined)} />;
  return (
    <Screen
      title="Rekam suara"
      onBack={() => go({ name: "voice" })}
      {...(ownRecordings.value.length > 0 && {
        secondary: { label: "Simpan ke berkas", icon: "usb", onPress: () => void save() },
      })}
      {...(config && { primary: { label: "Mulai", onPress: () => void (language.value = wanted.value) } })}
    >
      {!config && <Message kind="warning">{problemSentence("config-missing")}</Message>}
      <Question
        title="Merekam dalam bahasa apa?"
        hint="Pilih tempat yang sepi. Yang merekam: orang yang lancar bahasa itu."
      >
        <ChoiceList
          legend="Bahasa rekaman"
          options={spokenLanguages.map((each) => ({ value: each, label: languageNames[each] }))}
          value={wanted.value}
          onChange={(value) => (wanted.value = spokenLanguages.find((each) => each === value) ?? wanted.value)}
        />
        <Recorded />
      </Question>
    </Screen>
  );
}

/** What was recorded here, and that nobody else hears it yet. */
function Recorded(): JSX.Element | null {
  const count = ownRecordings.value.length;
  if (count === 0) return null;
  return (
    <Message kind="info" title={`${count} kalimat direkam di tablet ini`}>
      Belum disetujui Dindukcapil: baru terdengar di tablet ini.
    </Message>
  );
}

/** The way to the district: a file on a stick. */
async function save(): Promise<void> {
  const village = ownVillage();
  if (!village) return;
  const file = writeRecordingsFile({ village: village.code, recordings: ownRecordings.value });
  await saveFile(new Blob([file], { type: "application/json" }), `suara-${village.code}-${todayInWib()}.suara`);
}

type SentencesProps = {
  readonly config: Configuration;
  readonly language: SpokenLanguage;
  readonly onBack: () => void;
};

function Sentences({ config, language, onBack }: SentencesProps): JSX.Element {
  const recording = useRecording(config, language);
  const { sentence, left, problem, skip } = recording;
  const suggestion = sentence === undefined ? undefined : config.speech?.suggestions?.[language]?.[sentence];
  return (
    <Screen
      title="Rekam suara"
      eyebrow={languageNames[language]}
      onBack={onBack}
      {...(sentence !== undefined && { secondary: { label: "Lewati", icon: "next", onPress: skip } })}
      {...actionOf(recording)}
    >
      <Question
        title={sentence ?? "Semua kalimat sudah direkam. Terima kasih."}
        hint={hintOf(language, left)}
        {...(problem === undefined ? {} : { error: problem })}
      >
        {suggestion !== undefined && (
          <Message kind="info" title="Saran, belum diperiksa">
            {suggestion}
          </Message>
        )}
        {recording.step === "recording" && (
          <Message kind="warning">Sedang merekam. Bicara biasa, jangan tergesa.</Message>
        )}
        {recording.step === "listening" && (
          <div class="question-extras">
            <Button icon="speaker" onPress={recording.play}>
              Dengar rekaman
            </Button>
            <Button icon="retake" onPress={recording.again}>
              Rekam lagi
            </Button>
          </div>
        )}
      </Question>
    </Screen>
  );
}

function hintOf(language: SpokenLanguage, left: number): string {
  const how =
    language === "id" ? "Bacakan kalimat ini." : `Ucapkan kalimat ini dalam bahasa ${languageNames[language]}.`;
  return `${how} Masih ${left} kalimat.`;
}

/** One thing to do at a time: record, stop, keep. */
function actionOf({ sentence, step, begin, end, keep }: RecordingOf) {
  if (sentence === undefined) return {};
  if (step === "recording") return { primary: { label: "Berhenti", icon: "pause", onPress: end } } as const;
  if (step === "listening") return { primary: { label: "Simpan", icon: "check", onPress: () => void keep() } } as const;
  return { primary: { label: "Rekam", icon: "speaker", onPress: () => void begin() } } as const;
}
