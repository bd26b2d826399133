/** Papers that were to follow: who still owes which, and the way to add them without filing anew. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { findService } from "../../../domain/configuration/configuration.ts";
import { momentLine } from "../../../domain/date/date-words.ts";
import { Button } from "../../../ui/actions/button.tsx";
import { Empty } from "../../../ui/feedback/empty.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { todayInWib } from "../../platform/ambient.ts";
import { configuration } from "../../platform/configuration.ts";
import { worker } from "../../platform/worker-bridge.ts";
import { isAdmitted } from "../../session/admission.ts";
import type { Following } from "../../session/following.ts";
import { following } from "../../session/following.ts";
import { Paged } from "../../session/paged.tsx";
import { problemSentence } from "../../session/problem-sentences.ts";
import "../../session/rows.css";
import { go } from "../../session/route.ts";
import { resumeVisit, updateDraft } from "../../session/visit.ts";

const rowsAtOnce = 4;

export function FollowingScreen(): JSX.Element {
  const problem = useSignal<string | undefined>(undefined);
  const add = async ({ applicationId, label }: Following): Promise<void> => {
    if (!(await isAdmitted())) return;
    const draft = await worker().startCorrection(applicationId);
    if (!draft.ok || !(await resumeVisit(draft.value))) {
      problem.value = problemSentence(draft.ok ? "config-missing" : draft.code);
      return;
    }
    const [first] = label.missing;
    await updateDraft({ position: { step: "photos", ...(first === undefined ? {} : { at: first }) } });
    go({ name: "take-photos" });
  };
  return (
    <Screen title="Berkas menyusul" eyebrow="Surat yang belum dibawa warga" onBack={() => go({ name: "home" })}>
      {problem.value !== undefined && <Message kind="error">{problem.value}</Message>}
      {following.value.length === 0 && <Empty icon="check" title="Tidak ada surat yang ditunggu." />}
      <Paged
        items={following.value}
        perPage={rowsAtOnce}
        row={(item) => (
          <li key={item.applicationId} class="row" data-code={item.slipCode}>
            <span class="row-name">{item.label.name || item.slipCode}</span>
            <span class="row-detail">
              {`${serviceOf(item)?.label ?? item.label.serviceId} · ${item.slipCode} · ${momentLine(item.appendedAt, todayInWib())}`}
              <br />
              {`Ditunggu: ${namesOf(item).join(", ")}`}
            </span>
            <span class="row-side">
              <Button kind="primary" icon="camera" onPress={() => void add(item)}>
                Tambah foto
              </Button>
            </span>
          </li>
        )}
      />
    </Screen>
  );
}

function serviceOf({ label }: Following) {
  return configuration.value && findService(configuration.value, label.serviceId);
}

function namesOf(item: Following): readonly string[] {
  const requirements = serviceOf(item)?.requirements ?? [];
  return item.label.missing.map((id) => requirements.find((each) => each.id === id)?.name ?? id);
}
