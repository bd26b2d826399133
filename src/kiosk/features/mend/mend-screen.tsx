/** "Ada yang salah": what was filed in the last two days, from its copy in the vault, to correct or to take back. */
import { useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { momentLine } from "../../../domain/date/date-words.ts";
import { Button } from "../../../ui/actions/button.tsx";
import { TextAnswer } from "../../../ui/answers/text-answer.tsx";
import { Empty } from "../../../ui/feedback/empty.tsx";
import { Loading } from "../../../ui/feedback/loading.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { Dialog } from "../../../ui/layout/dialog.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import type { Mendable } from "../../../worker/worker-api.ts";
import { todayInWib } from "../../platform/ambient.ts";
import { askForBackgroundSync } from "../../platform/sw-bridge.ts";
import { worker } from "../../platform/worker-bridge.ts";
import { isAdmitted } from "../../session/admission.ts";
import { Paged } from "../../session/paged.tsx";
import { problemSentence } from "../../session/problem-sentences.ts";
import "../../session/rows.css";
import { serviceLabel } from "../../session/service-label.ts";
import { go } from "../../session/route.ts";
import { resumeVisit } from "../../session/visit.ts";

const rowsAtOnce = 4;

export function MendScreen(): JSX.Element {
  const items = useSignal<readonly Mendable[] | undefined>(undefined);
  const problem = useSignal<string | undefined>(undefined);
  const withdrawing = useSignal<Mendable | undefined>(undefined);
  const read = async (): Promise<void> => {
    const listed = await worker().mendable();
    if (listed.ok) items.value = listed.value;
    else problem.value = problemSentence(listed.code);
  };
  useSignalEffect(() => void read());
  const correct = async (item: Mendable): Promise<void> => {
    if (!(await isAdmitted())) return;
    const draft = await worker().startCorrection(item.applicationId);
    if (draft.ok && (await resumeVisit(draft.value))) return go({ name: "check-answers" });
    problem.value = problemSentence(draft.ok ? "config-missing" : draft.code);
  };
  const withdraw = async (reason: string): Promise<void> => {
    const item = withdrawing.value;
    if (!item) return;
    const done = await worker().withdraw(item.applicationId, reason);
    withdrawing.value = undefined;
    if (!done.ok) {
      problem.value = problemSentence(done.code);
      return;
    }
    askForBackgroundSync();
    go({ name: "outbox" });
  };
  return (
    <Screen title="Ada yang salah" eyebrow="Permohonan dua hari terakhir" onBack={() => go({ name: "home" })}>
      {problem.value !== undefined && <Message kind="error">{problem.value}</Message>}
      {items.value === undefined && problem.value === undefined && <Loading />}
      {items.value?.length === 0 && (
        <Empty icon="check" title="Tidak ada permohonan yang masih bisa diubah dari sini.">
          Yang sudah lebih dari dua hari menunggu kabar dari Dindukcapil.
        </Empty>
      )}
      <Paged
        items={items.value ?? []}
        perPage={rowsAtOnce}
        row={(item) => (
          <li key={item.applicationId} class="row">
            <span class="row-name">{item.name}</span>
            <span class="row-detail">{`${serviceLabel(item.serviceId)} · ${item.slipCode} · ${momentLine(item.filedAt, todayInWib())}`}</span>
            <span class="row-side">
              <Button kind="primary" icon="edit" onPress={() => void correct(item)}>
                Betulkan
              </Button>
              <Button kind="quiet" icon="archive" onPress={() => (withdrawing.value = item)}>
                Batalkan
              </Button>
            </span>
          </li>
        )}
      />
      <WithdrawDialog
        item={withdrawing.value}
        onClose={() => (withdrawing.value = undefined)}
        onWithdraw={(reason) => void withdraw(reason)}
      />
    </Screen>
  );
}

type WithdrawDialogProps = {
  readonly item: Mendable | undefined;
  readonly onClose: () => void;
  readonly onWithdraw: (reason: string) => void;
};

function WithdrawDialog({ item, onClose, onWithdraw }: WithdrawDialogProps): JSX.Element {
  const reason = useSignal("");
  const given = reason.value.trim();
  return (
    <Dialog
      isOpen={item !== undefined}
      title="Batalkan permohonan ini?"
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Jangan batalkan</Button>
          <Button kind="danger" isDisabled={given === ""} onPress={() => onWithdraw(given)}>
            Batalkan permohonan
          </Button>
        </>
      }
    >
      <p>{item?.name}</p>
      <TextAnswer
        label="Sebabnya"
        value={reason.value}
        onChange={(value) => (reason.value = value)}
        lettersMax={120}
        lines={2}
      />
    </Dialog>
  );
}
