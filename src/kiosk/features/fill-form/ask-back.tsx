/** "Betul?": the answer large enough to compare with the paper, what it tells or what looks odd, and the way back to the keys. */
import type { JSX } from "preact";
import type { Configuration } from "../../../domain/configuration/configuration.ts";
import { answerText } from "../../../domain/form/answer-text.ts";
import type { Question } from "../../../domain/form/question.ts";
import { Button } from "../../../ui/actions/button.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { ReadBack } from "../../../ui/feedback/read-back.tsx";
import type { AskedBack } from "./answering.ts";
import "./ask-back.css";

export type AskBackProps = {
  readonly question: Question;
  readonly asked: AskedBack;
  readonly config: Configuration;
  readonly onMend: () => void;
};

export function AskBack({ question, asked, config, onMend }: AskBackProps): JSX.Element {
  const text = answerText(question, asked.value, config);
  return (
    <>
      <div class="ask-back question-wide">
        <ReadBack label={question.label} groups={text.split(" ")} />
        {asked.heard !== undefined && (
          <Message kind="info" title="Menurut nomor ini">
            {asked.heard}
          </Message>
        )}
        {asked.doubts.length > 0 && <Message kind="warning">{asked.doubts.join(" ")}</Message>}
      </div>
      <div class="question-extras">
        <Button icon="edit" onPress={onMend}>
          Bukan, betulkan
        </Button>
      </div>
    </>
  );
}
