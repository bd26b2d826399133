/** What was taken, opened again for the screen only; each picture's address is given back when it goes. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { Attachment } from "../../../domain/application/content.ts";
import { Button } from "../../../ui/actions/button.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { worker } from "../../platform/worker-bridge.ts";
import { problemSentence } from "../../session/problem-sentences.ts";

export type KeptPhotosProps = {
  readonly attachments: readonly Attachment[];
  readonly onDrop: (page: number) => void;
};

export function KeptPhotos({ attachments, onDrop }: KeptPhotosProps): JSX.Element {
  return (
    <ul class="kept-photos question-wide">
      {attachments.map((attachment) => (
        <li key={attachment.page} class="kept-photo">
          <Preview attachment={attachment} />
          {attachment.note === undefined ? (
            <p class="kept-question">Tulisannya terbaca?</p>
          ) : (
            <p class="kept-question">{`Kurang jelas: ${attachment.note}`}</p>
          )}
          <Button icon="retake" onPress={() => onDrop(attachment.page)} label={`Foto ulang halaman ${attachment.page}`}>
            Foto ulang
          </Button>
        </li>
      ))}
    </ul>
  );
}

function Preview({ attachment }: { readonly attachment: Attachment }): JSX.Element {
  const address = useSignal<string | undefined>(undefined);
  const problem = useSignal<string | undefined>(undefined);
  useEffect(() => {
    let made: string | undefined;
    let isGone = false;
    void worker()
      .previewPhoto(attachment)
      .then((preview) => {
        if (!preview.ok) problem.value = preview.code;
        else if (!isGone) address.value = made = URL.createObjectURL(preview.value);
      });
    return () => {
      isGone = true;
      if (made !== undefined) URL.revokeObjectURL(made);
    };
  }, [attachment]);
  if (problem.value !== undefined) return <Message kind="error">{problemSentence(problem.value)}</Message>;
  return address.value === undefined ? (
    <p>Membuka foto…</p>
  ) : (
    <img class="kept-image" src={address.value} alt={`Foto halaman ${attachment.page}`} />
  );
}
