/** A log that was continued twice: what it means, what to do, and the word that somebody has seen to it. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { staffPaths } from "../../../protocol/staff/staff-api.ts";
import { Button } from "../../../ui/actions/button.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { pathOf, postJson } from "../../platform/api.ts";
import { me } from "../../platform/session.ts";

export function DeviceFork({ device, onDone }: { readonly device: string; readonly onDone: () => void }): JSX.Element {
  const problem = useSignal<string | undefined>(undefined);
  const settle = async (): Promise<void> => {
    const answer = await postJson<unknown>(pathOf(staffPaths.deviceForkSeen, { device }), {});
    problem.value = answer.ok ? undefined : answer.sentence;
    if (answer.ok) onDone();
  };
  return (
    <section class="narrow">
      <Message kind="error" title="Catatan bercabang">
        <p>
          Catatan tablet ini berlanjut dua kali: mungkin isinya pernah disalin. Semua permohonan yang sampai disimpan
          dan dikerjakan. Telepon balai desa, lalu daftarkan ulang tablet ini.
        </p>
      </Message>
      {problem.value !== undefined && <Message kind="error">{problem.value}</Message>}
      {me.value?.role !== "operator" && (
        <div class="actions">
          <Button icon="check" onPress={() => void settle()}>
            Sudah ditangani
          </Button>
        </div>
      )}
    </section>
  );
}
