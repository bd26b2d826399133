/** One question to a screen: the question is a heading, one sentence of help, the answer below or, on a wide tablet, beside it. */
import type { ComponentChildren, JSX } from "preact";
import { Message } from "../feedback/message.tsx";
import { Progress } from "../feedback/progress.tsx";
import type { ProgressProps } from "../feedback/progress.tsx";

export type QuestionProps = {
  readonly title: string;
  readonly hint?: string;
  readonly progress?: ProgressProps;
  /** A still picture of the document or place; left of the answer when wide, hidden on a phone. */
  readonly picture?: ComponentChildren;
  /** What is wrong and what to do, in words; read out at once. */
  readonly error?: string;
  /** A doubt that does not stop anybody. */
  readonly warning?: string;
  readonly children: ComponentChildren;
};

export function Question(props: QuestionProps): JSX.Element {
  const { title, hint, progress, picture, error, warning, children } = props;
  return (
    <section class="question">
      <div class="question-text">
        {progress && <Progress {...progress} />}
        <h2 class="question-title">{title}</h2>
        {hint !== undefined && <p class="question-hint">{hint}</p>}
        {picture !== undefined && <div class="question-picture">{picture}</div>}
        {error !== undefined && <Message kind="error">{error}</Message>}
        {error === undefined && warning !== undefined && <Message kind="warning">{warning}</Message>}
      </div>
      <div class="question-answer">{children}</div>
    </section>
  );
}
