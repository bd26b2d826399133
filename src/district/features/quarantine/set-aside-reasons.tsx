/** Set-aside entries under their reasons: what it means, what to do, and the two things that can be done here. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { QuarantineDesk, ReopenAnswer, ReopenRequest } from "../../../protocol/staff/set-aside.ts";
import { isSetAsideReason } from "../../../protocol/staff/set-aside.ts";
import { staffPaths } from "../../../protocol/staff/staff-api.ts";
import { Button } from "../../../ui/actions/button.tsx";
import { Empty } from "../../../ui/feedback/empty.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { Pill } from "../../../ui/feedback/pill.tsx";
import type { ApiResult } from "../../platform/api.ts";
import { postJson } from "../../platform/api.ts";
import { me } from "../../platform/session.ts";
import { reasonWords } from "../../reason-words.ts";
import { SetAsideItem } from "./set-aside-item.tsx";

export type SetAsideReasonsProps = {
  readonly desk: QuarantineDesk;
  readonly total: number;
  readonly onDone: () => void;
};

export function SetAsideReasons({ desk, total, onDone }: SetAsideReasonsProps): JSX.Element {
  const outcome = useSignal<ApiResult<ReopenAnswer> | undefined>(undefined);
  const isBusy = useSignal(false);
  const mayReopen = me.value?.role !== "operator";
  const reopen = async (request: ReopenRequest): Promise<void> => {
    isBusy.value = true;
    outcome.value = await postJson<ReopenAnswer>(staffPaths.setAsideReopen, request);
    isBusy.value = false;
    onDone();
  };
  if (total === 0 && outcome.value === undefined) return <Empty icon="check" title="Tidak ada yang perlu dilihat" />;
  return (
    <>
      {isBusy.value && <Message kind="info">Membuka lagi di tempat terpisah… Tunggu sebentar.</Message>}
      {outcome.value && !isBusy.value && <Outcome outcome={outcome.value} />}
      {desk.items.length < total && (
        <Message kind="info">{`${desk.items.length} yang tertua ditampilkan dari ${total}.`}</Message>
      )}
      {desk.reasons.map(({ reason, count }) => {
        const items = desk.items.filter((item) => item.reason === reason);
        const { title, advice } = reasonWords(reason);
        return (
          <section key={reason} class="set-aside-reason">
            <h2>
              {title} <Pill tone="danger">{count}</Pill>
            </h2>
            <p>{advice}</p>
            {mayReopen && isSetAsideReason(reason) && count > 1 && items.every((item) => item.canReopen) && (
              <Button icon="unlock" isDisabled={isBusy.value} onPress={() => void reopen({ reason })}>
                {`Coba buka semua (${count})`}
              </Button>
            )}
            {items.map((item) => (
              <SetAsideItem
                key={item.digest}
                item={item}
                at={desk.at}
                isBusy={isBusy.value}
                onReopen={mayReopen && item.canReopen ? () => void reopen({ digests: [item.digest] }) : undefined}
                onLooked={onDone}
              />
            ))}
          </section>
        );
      })}
    </>
  );
}

function Outcome({ outcome }: { readonly outcome: ApiResult<ReopenAnswer> }): JSX.Element {
  if (!outcome.ok) return <Message kind="error">{outcome.sentence}</Message>;
  const { opened, still, skipped } = outcome.value;
  const reasons = [...new Set(still.map(({ reason }) => reasonWords(reason).title.toLowerCase()))];
  return (
    <Message kind={still.length + skipped === 0 ? "success" : "warning"} title={`${opened} kiriman terbuka`}>
      {still.length > 0 && <p>{`${still.length} masih disisihkan: ${reasons.join(", ")}.`}</p>}
      {skipped > 0 && <p>{`${skipped} belum dicoba. Tekan sekali lagi.`}</p>}
    </Message>
  );
}
