/** One case: photos beside the answers with their official places, the history, and what may be done now. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { findVillage, villageText } from "../../../domain/areas/areas.ts";
import { stageText } from "../../../domain/case/stage-text.ts";
import type { Configuration } from "../../../domain/configuration/configuration.ts";
import { findService } from "../../../domain/configuration/configuration.ts";
import { momentText } from "../../../domain/date/date-words.ts";
import { answerText, officialText } from "../../../domain/form/answer-text.ts";
import { allQuestions } from "../../../domain/form/visible-questions.ts";
import type { CaseDetail } from "../../../protocol/staff/staff-api.ts";
import { staffPaths } from "../../../protocol/staff/staff-api.ts";
import { Message } from "../../../ui/feedback/message.tsx";
import { Pill } from "../../../ui/feedback/pill.tsx";
import { pathOf } from "../../platform/api.ts";
import { useLive } from "../../platform/live.ts";
import { configuration } from "../../platform/session.ts";
import { CaseActions } from "./case-actions.tsx";
import { CaseHistory } from "./case-history.tsx";
import { CasePhotos } from "./case-photos.tsx";

export function CaseScreen({ application }: { readonly application: string }): JSX.Element {
  const { data, problem, read } = useLive<CaseDetail>(pathOf(staffPaths.case, { application }));
  const marked = useSignal<ReadonlySet<string>>(new Set());
  const detail = data.value;
  const config = configuration.value;
  if (!detail || !config) {
    return problem.value === undefined ? <p>Membaca…</p> : <Message kind="error">{problem.value}</Message>;
  }
  const service = findService(config, detail.serviceId);
  const place = findVillage(config.areas, detail.village);
  const mark = (target: string): void => {
    const next = new Set(marked.value);
    if (!next.delete(target)) next.add(target);
    marked.value = next;
  };
  return (
    <>
      <h1>{`${detail.slipCode} · ${detail.name}`}</h1>
      <p>
        <Pill tone="info">{stageText(detail.stage).label}</Pill>{" "}
        {detail.isUrgent && <Pill tone="warning">Mendesak</Pill>}{" "}
        {`${service?.label ?? detail.serviceId} · ${place ? villageText(place) : detail.village} · dibantu ${detail.officer} · ${momentText(detail.filedAt)} (jam tablet)`}
      </p>
      {detail.urgentReason !== undefined && (
        <Message kind="warning" title="Mendesak">
          {detail.urgentReason}
        </Message>
      )}
      {detail.signedBy === "cross" && (
        <Message kind="info">{`Tanda silang, disaksikan ${detail.witness ?? "petugas"}.`}</Message>
      )}
      {detail.setAside.length > 0 && (
        <Message kind="error" title="Perlu dilihat petugas">
          {`${detail.setAside.length} kiriman untuk permohonan ini disisihkan: ${detail.setAside.map((each) => each.reason).join(", ")}.`}
        </Message>
      )}
      <CaseActions
        detail={detail}
        config={config}
        marked={marked.value}
        onDone={() => {
          marked.value = new Set();
          read();
        }}
      />
      <div class="case-columns">
        <CasePhotos detail={detail} config={config} marked={marked.value} onMark={mark} />
        <div>
          <AnswerTable detail={detail} config={config} marked={marked.value} onMark={mark} />
          <h2>Riwayat</h2>
          <CaseHistory history={detail.history} />
        </div>
      </div>
    </>
  );
}

type AnswerTableProps = {
  readonly detail: CaseDetail;
  readonly config: Configuration;
  readonly marked: ReadonlySet<string>;
  readonly onMark: (target: string) => void;
};

function AnswerTable({ detail, config, marked, onMark }: AnswerTableProps): JSX.Element {
  const service = findService(config, detail.serviceId);
  const questions = service ? allQuestions(service).filter((each) => detail.answers[each.id] !== undefined) : [];
  return (
    <dl class="answers">
      {questions.map((question) => {
        const target = `field:${question.id}`;
        return (
          <div key={question.id} class={marked.has(target) ? "asked" : ""}>
            <dt>
              {question.label}
              {question.official && <span class="official">{officialText(question.official)}</span>}
            </dt>
            <dd class="numbers">{answerText(question, detail.answers[question.id], config)}</dd>
            <dd>
              <label>
                <input type="checkbox" checked={marked.has(target)} onChange={() => onMark(target)} /> salah
              </label>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
