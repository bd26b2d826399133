/** What the district sent back: which field or photo, why in plain words, and the way straight to mending it. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { findService } from "../../../domain/configuration/configuration.ts";
import type { Configuration } from "../../../domain/configuration/configuration.ts";
import { momentLine } from "../../../domain/date/date-words.ts";
import { findQuestion } from "../../../domain/form/visible-questions.ts";
import { Button } from "../../../ui/actions/button.tsx";
import { Empty } from "../../../ui/feedback/empty.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import type { SentBack } from "../../../worker/worker-api.ts";
import { todayInWib } from "../../platform/ambient.ts";
import { configuration } from "../../platform/configuration.ts";
import { worker } from "../../platform/worker-bridge.ts";
import { isAdmitted } from "../../session/admission.ts";
import { Paged } from "../../session/paged.tsx";
import { problemSentence } from "../../session/problem-sentences.ts";
import "../../session/rows.css";
import { go } from "../../session/route.ts";
import { sentBack } from "../../session/tablet.ts";
import { resumeVisit } from "../../session/visit.ts";

const rowsAtOnce = 3;
/** The district seals the named fields to this tablet only when it asks for them: with the next exchange. */
const onItsWay = "Isiannya masih diambil dari Dindukcapil. Tunggu sebentar di tempat yang ada sinyal, lalu coba lagi.";

export function SentBackScreen(): JSX.Element {
  const problem = useSignal<string | undefined>(undefined);
  const mend = async (item: SentBack): Promise<void> => {
    if (!(await isAdmitted())) return;
    const draft = await worker().startCorrection(item.applicationId);
    if (!draft.ok) {
      const isOnItsWay = draft.code === "no-copy" && item.fields === undefined;
      problem.value = isOnItsWay ? onItsWay : problemSentence(draft.code);
      if (isOnItsWay) void worker().syncNow();
      return;
    }
    if (await resumeVisit(draft.value)) go({ name: "check-answers" });
    else problem.value = problemSentence("config-missing");
  };
  return (
    <Screen title="Perlu perbaikan" eyebrow="Dikembalikan Dindukcapil" onBack={() => go({ name: "home" })}>
      {problem.value !== undefined && <Message kind="error">{problem.value}</Message>}
      {sentBack.value.length === 0 && <Empty icon="check" title="Tidak ada yang perlu diperbaiki." />}
      <Paged
        items={sentBack.value}
        perPage={rowsAtOnce}
        row={(item) => <SentBackRow key={item.noticeId} item={item} onMend={() => void mend(item)} />}
      />
    </Screen>
  );
}

function SentBackRow({ item, onMend }: { readonly item: SentBack; readonly onMend: () => void }): JSX.Element {
  const config = configuration.value;
  const name = item.fields?.name;
  return (
    <li class="row" data-code={item.slipCode}>
      <span class="row-name">{name ?? item.slipCode}</span>
      <span class="row-detail">
        {[name === undefined ? undefined : item.slipCode, momentLine(item.at, todayInWib())]
          .filter((part) => part !== undefined)
          .join(" · ")}
        {config && (
          <ul>
            {item.targets.map((target) => (
              <li key={target.target}>
                <strong>{targetName(target.target, item, config)}</strong>
                {`: ${item.fields?.words[target.target] ?? templateText(target.template, config)}`}
              </li>
            ))}
          </ul>
        )}
      </span>
      <span class="row-side">
        <Button kind="primary" icon="edit" onPress={onMend}>
          Perbaiki
        </Button>
      </span>
    </li>
  );
}

function templateText(template: string, config: Configuration): string {
  return config.reasonTemplates.find((each) => each.id === template)?.text ?? "Mohon diperiksa.";
}

/** "field:child.name" → the question's short name; the service is known once the named fields came. */
function targetName(target: string, item: SentBack, config: Configuration): string {
  const [kind, ...rest] = target.split(":");
  const id = rest.join(":");
  const service = item.fields && findService(config, item.fields.serviceId);
  const services = service ? [service] : config.services;
  for (const each of services) {
    const found = kind === "field" ? findQuestion(each, id)?.label : each.requirements.find((r) => r.id === id)?.name;
    if (found !== undefined) return found;
  }
  return id;
}
