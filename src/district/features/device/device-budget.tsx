/** What a tablet may send in a day and has sent; who knows why it sends so much lets it send more. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { momentText } from "../../../domain/date/date-words.ts";
import type { DeviceBudget, DeviceDetail } from "../../../protocol/staff/staff-api.ts";
import { staffPaths } from "../../../protocol/staff/staff-api.ts";
import { Button } from "../../../ui/actions/button.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { pathOf, postJson } from "../../platform/api.ts";
import { me } from "../../platform/session.ts";

const mebibyte = 1024 * 1024;

export function DeviceBudgetPanel({
  detail,
  onDone,
}: {
  readonly detail: DeviceDetail;
  readonly onDone: () => void;
}): JSX.Element {
  const problem = useSignal<string | undefined>(undefined);
  const { budget } = detail;
  const raise = async (): Promise<void> => {
    const answer = await postJson<unknown>(pathOf(staffPaths.deviceBudget, { device: detail.device }), {});
    problem.value = answer.ok ? undefined : answer.sentence;
    if (answer.ok) onDone();
  };
  return (
    <section class="narrow">
      {detail.isUnusual && budget.raise === undefined && (
        <Message kind="warning" title="Kiriman tidak biasa">
          <p>
            Tablet ini mengirim lebih banyak daripada jatahnya. Kelebihannya tidak hilang: tetap di tablet dan dikirim
            nanti. Telepon balai desa. Bila memang banyak permohonan, naikkan jatahnya. Bila mereka tidak tahu, cabut
            tablet ini.
          </p>
        </Message>
      )}
      {problem.value !== undefined && <Message kind="error">{problem.value}</Message>}
      <p>{budgetText(detail.isRevoked, budget)}</p>
      {budget.raise !== undefined && (
        <p>{`Jatah dinaikkan oleh ${budget.raise.by}, sampai ${momentText(budget.raise.until)}.`}</p>
      )}
      {budget.raise === undefined && me.value?.role !== "operator" && (
        <div class="actions">
          <Button icon="plus" onPress={() => void raise()}>
            Naikkan jatah dua hari
          </Button>
        </div>
      )}
    </section>
  );
}

function budgetText(isRevoked: boolean, { entries, entriesMax, bytes, bytesMax, deferred }: DeviceBudget): string {
  const when = isRevoked ? "Sejak dicabut" : "Hari ini";
  const later = deferred > 0 ? ` Ditunda: ${deferred}.` : "";
  const size = `${Math.round(bytes / mebibyte)} dari ${Math.round(bytesMax / mebibyte)} MB`;
  return `${when}: ${entries} dari ${entriesMax} kiriman, ${size}.${later}`;
}
