/** "Suara": which voice this tablet reads with, whether its clips are here, and a trial. The text on screens stays as it is. */
import type { JSX } from "preact";
import { fallbackLanguage, languageNames, spokenLanguages } from "../../../domain/speech/language.ts";
import type { SpokenLanguage } from "../../../domain/speech/language.ts";
import { screenSentences } from "../../../domain/speech/screen-sentences.ts";
import { Button } from "../../../ui/actions/button.tsx";
import { ChoiceList } from "../../../ui/answers/choice-list.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { Question } from "../../../ui/layout/question.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { areClipsHurried, clipsHere } from "../../session/clips.ts";
import { Listen } from "../../session/listen.tsx";
import { go } from "../../session/route.ts";
import { chooseVoice, voiceLanguage } from "../../session/voice.ts";

const details: Readonly<Record<SpokenLanguage, string>> = {
  id: "Suara mesin",
  jv: "Rekaman orang",
  su: "Rekaman orang",
};

export function VoiceScreen(): JSX.Element {
  return (
    <Screen
      title="Suara"
      onBack={() => go({ name: "tools" })}
      listen={<Listen lines={[screenSentences.whatToArrange]} />}
    >
      <Question
        title="Tablet membacakan dengan bahasa apa?"
        hint="Kalimat yang belum direkam orang dibacakan dalam Bahasa Indonesia. Tulisan di layar tetap sama."
      >
        <ChoiceList
          legend="Bahasa yang dibacakan"
          options={spokenLanguages.map((language) => ({
            value: language,
            label: languageNames[language],
            detail: details[language],
          }))}
          value={voiceLanguage.value}
          onChange={(language) => chooseVoice(spokenLanguages.find((each) => each === language) ?? fallbackLanguage)}
        />
        <ClipsHere />
      </Question>
    </Screen>
  );
}

/** How much of the voice is on this tablet: it comes by itself while nothing is sent, or at once when somebody asks. */
function ClipsHere(): JSX.Element {
  const { held, wanted } = clipsHere.value;
  const record = (
    <Button icon="edit" onPress={() => go({ name: "record" })}>
      Rekam suara
    </Button>
  );
  if (wanted > 0 && held === wanted)
    return (
      <>
        <Message kind="success">Suara sudah ada di tablet ini. Bisa dipakai tanpa sinyal.</Message>
        <div class="question-extras">{record}</div>
      </>
    );
  return (
    <>
      <Message kind="info">
        {`Suara belum lengkap${wanted === 0 ? "" : `: ${held} dari ${wanted} bagian`}. Diunduh sendiri kalau ada sinyal.`}
      </Message>
      <div class="question-extras">
        <Button
          icon="sync"
          isBusy={areClipsHurried.value}
          onPress={() => {
            areClipsHurried.value = true;
          }}
        >
          Unduh sekarang
        </Button>
        {record}
      </div>
    </>
  );
}
