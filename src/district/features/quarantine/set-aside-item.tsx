/** One entry that was set aside: what, from where, since when, who has looked, and trying it again. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { lookNoteLettersMax } from "../../../base/limits.ts";
import { momentText } from "../../../domain/date/date-words.ts";
import type { QuarantineItem } from "../../../protocol/staff/set-aside.ts";
import { staffPaths } from "../../../protocol/staff/staff-api.ts";
import { Button } from "../../../ui/actions/button.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { ageText } from "../../age-text.ts";
import { postJson } from "../../platform/api.ts";
import { placeText } from "../../place-text.ts";
import { CodeCell, DeviceLink } from "./item-cells.tsx";

const kindWords: Readonly<Record<string, string>> = {
  application: "Permohonan",
  correction: "Perbaikan",
  withdrawal: "Pembatalan",
};

export type SetAsideItemProps = {
  readonly item: QuarantineItem;
  readonly at: number;
  readonly isBusy: boolean;
  /** Undefined: it cannot be opened again, or not by this person. */
  readonly onReopen: (() => void) | undefined;
  readonly onLooked: () => void;
};

export function SetAsideItem({ item, at, isBusy, onReopen, onLooked }: SetAsideItemProps): JSX.Element {
  const isWriting = useSignal(false);
  const { look } = item;
  return (
    <article class="set-aside-item">
      <p class="set-aside-head">
        <strong>{kindWords[item.kind] ?? item.kind}</strong> <CodeCell item={item} /> · {placeText(item.village)} ·
        tablet <DeviceLink device={item.device} />
      </p>
      <p class="subject">{`Masuk ${momentText(item.receivedAt)}, ${ageText(item.receivedAt, at)} lalu`}</p>
      {look && (
        <p class="set-aside-look">
          {`Dilihat ${look.by}, ${momentText(look.at)}${look.note === "" ? "" : `: ${look.note}`}`}
        </p>
      )}
      {isWriting.value ? (
        <LookForm
          item={item}
          onEnd={() => {
            isWriting.value = false;
            onLooked();
          }}
        />
      ) : (
        <div class="actions">
          {onReopen && (
            <Button icon="unlock" isDisabled={isBusy} onPress={onReopen}>
              Coba buka lagi
            </Button>
          )}
          <Button kind="quiet" icon="edit" onPress={() => (isWriting.value = true)}>
            {look ? "Ubah catatan" : "Tandai sudah dilihat"}
          </Button>
        </div>
      )}
    </article>
  );
}

function LookForm({ item, onEnd }: { readonly item: QuarantineItem; readonly onEnd: () => void }): JSX.Element {
  const note = useSignal(item.look?.note ?? "");
  const problem = useSignal<string | undefined>(undefined);
  const save = async (): Promise<void> => {
    const answer = await postJson<unknown>(staffPaths.setAsideLook, { digest: item.digest, note: note.value });
    problem.value = answer.ok ? undefined : answer.sentence;
    if (answer.ok) onEnd();
  };
  return (
    <div class="set-aside-form">
      {problem.value !== undefined && <Message kind="error">{problem.value}</Message>}
      <label class="field">
        Catatan (boleh kosong)
        <textarea
          rows={2}
          maxLength={lookNoteLettersMax}
          value={note.value}
          onInput={(event) => (note.value = event.currentTarget.value)}
        />
      </label>
      <div class="actions">
        <Button kind="primary" icon="check" onPress={() => void save()}>
          Simpan
        </Button>
        <Button kind="quiet" onPress={onEnd}>
          Batal
        </Button>
      </div>
    </div>
  );
}
