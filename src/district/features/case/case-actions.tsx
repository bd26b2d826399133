/** The decision: only what may be done now, and what each field to be mended is told. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { CaseAction } from "../../../domain/case/allowed-actions.ts";
import { actionTexts } from "../../../domain/case/allowed-actions.ts";
import type { Configuration } from "../../../domain/configuration/configuration.ts";
import { findService } from "../../../domain/configuration/configuration.ts";
import { findQuestion } from "../../../domain/form/visible-questions.ts";
import type { CaseActionRequest, CaseDetail } from "../../../protocol/staff/staff-api.ts";
import { staffPaths } from "../../../protocol/staff/staff-api.ts";
import { Button } from "../../../ui/actions/button.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { Dialog } from "../../../ui/layout/dialog.tsx";
import { pathOf, postJson } from "../../platform/api.ts";

export type CaseActionsProps = {
  readonly detail: CaseDetail;
  readonly config: Configuration;
  /** Targets ticked as wrong. */
  readonly marked: ReadonlySet<string>;
  readonly onDone: () => void;
};

export function CaseActions({ detail, config, marked, onDone }: CaseActionsProps): JSX.Element {
  const asking = useSignal<CaseAction | undefined>(undefined);
  const reasons = useSignal<Readonly<Record<string, string>>>({});
  const words = useSignal("");
  const place = useSignal(config.office.name);
  const problem = useSignal<string | undefined>(undefined);
  const send = async (request: CaseActionRequest): Promise<void> => {
    const answer = await postJson<unknown>(pathOf(staffPaths.caseActions, { application: detail.application }), request);
    asking.value = undefined;
    problem.value = answer.ok ? undefined : answer.sentence;
    if (answer.ok) onDone();
  };
  const choose = (action: CaseAction): void => {
    if (action === "ask-correction" && marked.size === 0) {
      problem.value = "Centang dulu isian yang salah atau foto yang perlu diulang.";
      return;
    }
    problem.value = undefined;
    if (action === "accept" || action === "handed-over") void send({ version: detail.version, action });
    else asking.value = action;
  };
  const confirm = (): void => {
    const { version } = detail;
    if (asking.value === "ready-for-pickup") void send({ version, action: "ready-for-pickup", place: place.value });
    if (asking.value === "reject") {
      const reasonTemplate = reasons.value["application"] ?? templatesFor("application", config)[0]?.id ?? "other";
      void send({ version, action: "reject", reasonTemplate, text: words.value });
    }
    if (asking.value === "ask-correction") {
      const requests = [...marked].map((target) => requestFor(target, reasons.value[target], words.value, config));
      void send({ version, action: "ask-correction", requests });
    }
  };
  return (
    <>
      {problem.value !== undefined && <Message kind="error">{problem.value}</Message>}
      <div class="actions">
        {detail.allowed.map((action) => (
          <Button key={action} kind={action === "accept" ? "primary" : action === "reject" ? "danger" : "secondary"} onPress={() => choose(action)}>
            {action === "ask-correction" && marked.size > 0 ? `${actionTexts[action]} (${marked.size})` : actionTexts[action]}
          </Button>
        ))}
      </div>
      <Dialog
        isOpen={asking.value !== undefined}
        title={asking.value ? actionTexts[asking.value] : ""}
        onClose={() => (asking.value = undefined)}
        actions={
          <>
            <Button onPress={() => (asking.value = undefined)}>Kembali</Button>
            <Button kind="primary" onPress={confirm}>
              {asking.value ? actionTexts[asking.value] : ""}
            </Button>
          </>
        }
      >
        {asking.value === "ready-for-pickup" && (
          <label class="field">
            Diambil di mana?
            <input value={place.value} onInput={(e) => (place.value = e.currentTarget.value)} />
          </label>
        )}
        {asking.value === "ask-correction" &&
          [...marked].map((target) => (
            <ReasonField key={target} target={target} detail={detail} config={config} value={reasons.value[target]} onChange={(id) => (reasons.value = { ...reasons.value, [target]: id })} />
          ))}
        {asking.value === "reject" && (
          <ReasonField target="application" detail={detail} config={config} value={reasons.value["application"]} onChange={(id) => (reasons.value = { ...reasons.value, application: id })} />
        )}
        {(asking.value === "ask-correction" || asking.value === "reject") && (
          <label class="field">
            Kata tambahan untuk warga (boleh kosong)
            <textarea value={words.value} onInput={(e) => (words.value = e.currentTarget.value)} />
          </label>
        )}
      </Dialog>
    </>
  );
}

type ReasonFieldProps = {
  readonly target: string;
  readonly detail: CaseDetail;
  readonly config: Configuration;
  readonly value: string | undefined;
  readonly onChange: (templateId: string) => void;
};

function ReasonField({ target, detail, config, value, onChange }: ReasonFieldProps): JSX.Element {
  const templates = templatesFor(kindOf(target), config);
  return (
    <label class="field">
      {targetName(target, detail, config)}
      <select value={value ?? templates[0]?.id} onChange={(e) => onChange(e.currentTarget.value)}>
        {templates.map((template) => (
          <option key={template.id} value={template.id}>
            {template.text}
          </option>
        ))}
      </select>
    </label>
  );
}

type TargetKind = "field" | "requirement" | "application";

function kindOf(target: string): TargetKind {
  if (target.startsWith("field:")) return "field";
  return target.startsWith("requirement:") ? "requirement" : "application";
}

function templatesFor(kind: TargetKind, config: Configuration): Configuration["reasonTemplates"] {
  return config.reasonTemplates.filter((template) => template.target === kind);
}

/** The sentence the citizen hears: the template's, and what the verifier added. */
function requestFor(target: string, chosen: string | undefined, added: string, config: Configuration) {
  const templates = templatesFor(kindOf(target), config);
  const template = templates.find((each) => each.id === chosen) ?? templates[0];
  const text = [template?.text ?? "", added.trim()].filter((part) => part !== "").join(" ");
  return { target, reasonTemplate: template?.id ?? "", text };
}

function targetName(target: string, detail: CaseDetail, config: Configuration): string {
  const id = target.slice(target.indexOf(":") + 1);
  const service = findService(config, detail.serviceId);
  if (!service) return id;
  if (kindOf(target) === "application") return "Sebab";
  return findQuestion(service, id)?.label ?? service.requirements.find((each) => each.id === id)?.name ?? id;
}
