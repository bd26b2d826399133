/** One case: photos beside the answers with their official places, the history, and what may be done now. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { stageText } from "../../../domain/case/stage-text.ts";
import type { Configuration } from "../../../domain/configuration/configuration.ts";
import { findService } from "../../../domain/configuration/configuration.ts";
import { momentText } from "../../../domain/date/date-words.ts";
import { formatSlipCode } from "../../../domain/slip/slip-code.ts";
import type { CaseDetail } from "../../../protocol/staff/staff-api.ts";
import { staffPaths } from "../../../protocol/staff/staff-api.ts";
import { Message } from "../../../ui/feedback/message.tsx";
import { Pill } from "../../../ui/feedback/pill.tsx";
import { pathOf } from "../../platform/api.ts";
import { useLive } from "../../platform/live.ts";
import { configuration } from "../../platform/session.ts";
import { placeText } from "../../place-text.ts";
import { reasonWords } from "../../reason-words.ts";
import { stageTone } from "../../stage-tone.ts";
import { CaseActions } from "./case-actions.tsx";
import { CaseAnswers } from "./case-answers.tsx";
import { CaseHistory } from "./case-history.tsx";
import { CasePhotos } from "./case-photos.tsx";
import { targetText } from "./case-words.ts";

export function CaseScreen({ application }: { readonly application: string }): JSX.Element {
  const { data, problem, read } = useLive<CaseDetail>(pathOf(staffPaths.case, { application }));
  const marked = useSignal<ReadonlySet<string>>(new Set());
  const detail = data.value;
  const config = configuration.value;
  if (!detail || !config) {
    return problem.value === undefined ? <p>Membaca…</p> : <Message kind="error">{problem.value}</Message>;
  }
  const service = findService(config, detail.serviceId);
  const mark = (target: string): void => {
    const next = new Set(marked.value);
    if (!next.delete(target)) next.add(target);
    marked.value = next;
  };
  return (
    <>
      <h1>{`${detail.name} · ${formatSlipCode(detail.slipCode)}`}</h1>
      <p>
        <Pill tone={stageTone(detail.stage)}>{stageText(detail.stage).label}</Pill>{" "}
        {detail.isUrgent && <Pill tone="warning">Mendesak</Pill>}{" "}
        {detail.missing.length > 0 && <Pill tone="wait">Berkas kurang</Pill>}{" "}
        {`${service?.label ?? detail.serviceId} · ${placeText(detail.village)} · dibantu ${detail.officer} · ${momentText(detail.filedAt)} (jam tablet)`}
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
          {`${detail.setAside.length} kiriman untuk permohonan ini disisihkan: ${detail.setAside.map((each) => reasonWords(each.reason).title.toLowerCase()).join(", ")}. Lihat halaman Disisihkan.`}
        </Message>
      )}
      <Remarks detail={detail} config={config} />
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
          <CaseAnswers detail={detail} config={config} marked={marked.value} onMark={mark} />
          <h2>Riwayat</h2>
          <CaseHistory detail={detail} config={config} />
        </div>
      </div>
    </>
  );
}

/** How much there is to look at, before reading anything: doubts stand beside their answers. */
function Remarks({
  detail,
  config,
}: {
  readonly detail: CaseDetail;
  readonly config: Configuration;
}): JSX.Element | null {
  const documents = detail.remarks.filter((remark) => remark.target.startsWith("requirement:"));
  const doubts = detail.remarks.length - documents.length;
  if (detail.remarks.length === 0) return null;
  return (
    <Message kind="warning" title="Perlu diperhatikan">
      {doubts > 0 && <p>{`${doubts} isian perlu diperiksa; keterangannya di samping isian.`}</p>}
      {documents.map((remark) => (
        <p
          key={`${remark.target} ${remark.text}`}
        >{`${targetText(remark.target, detail.serviceId, config)}: ${remark.text}`}</p>
      ))}
    </Message>
  );
}
