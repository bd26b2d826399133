/** The decision: only what may be done now, and what each field to be mended is told. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { CaseAction } from "../../../domain/case/allowed-actions.ts";
import { actionTexts } from "../../../domain/case/allowed-actions.ts";
import type { Configuration } from "../../../domain/configuration/configuration.ts";
import type { CaseActionRequest, CaseDetail } from "../../../protocol/staff/staff-api.ts";
import { staffPaths } from "../../../protocol/staff/staff-api.ts";
import { Button } from "../../../ui/actions/button.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { Dialog } from "../../../ui/layout/dialog.tsx";
import { pathOf, postJson } from "../../platform/api.ts";
import { consequences, kindOf, missingPapers, targetText, templatesFor } from "./case-words.ts";

export type CaseActionsProps = {
  readonly detail: CaseDetail;
  readonly config: Configuration;
  /** Targets ticked as wrong. */
  readonly marked: ReadonlySet<string>;
  readonly onDone: () => void;
};

export function CaseActions({ detail, config, marked, onDone }: CaseActionsProps): JSX.Element {
  const asking = useSignal<CaseAction | undefined>(undefined);
  const problem = useSignal<string | undefined>(undefined);
  const send = async (request: CaseActionRequest): Promise<void> => {
    const answer = await postJson<unknown>(
      pathOf(staffPaths.caseActions, { application: detail.application }),
      request,
    );
    asking.value = undefined;
    problem.value = answer.ok ? undefined : answer.sentence;
    if (answer.ok) onDone();
  };
  const choose = (action: CaseAction): void => {
    const isUnmarked = action === "ask-correction" && marked.size === 0;
    problem.value = isUnmarked ? "Centang dulu isian yang salah atau foto yang perlu diulang." : undefined;
    if (isUnmarked) return;
    asking.value = action;
  };
  return (
    <>
      {problem.value !== undefined && <Message kind="error">{problem.value}</Message>}
      <div class="actions">
        {detail.allowed.map((action) => (
          <Button key={action} kind={kindOfButton(action)} onPress={() => choose(action)}>
            {action === "ask-correction" && marked.size > 0
              ? `${actionTexts[action]} (${marked.size})`
              : actionTexts[action]}
          </Button>
        ))}
      </div>
      <ActionDialog
        key={asking.value ?? "none"}
        action={asking.value}
        detail={detail}
        config={config}
        marked={marked}
        onClose={() => (asking.value = undefined)}
        onSend={(request) => void send(request)}
      />
    </>
  );
}

function kindOfButton(action: CaseAction): "primary" | "danger" | "secondary" {
  if (action === "reject") return "danger";
  return action === "accept" ? "primary" : "secondary";
}

type ActionDialogProps = Omit<CaseActionsProps, "onDone"> & {
  readonly action: CaseAction | undefined;
  readonly onClose: () => void;
  readonly onSend: (request: CaseActionRequest) => void;
};

/** What an action needs before it is done: a second look where it cannot be taken back, where to collect, or why, for each thing that is wrong. */
function ActionDialog({ action, detail, config, marked, onClose, onSend }: ActionDialogProps): JSX.Element {
  const reasons = useSignal<Readonly<Record<string, Reason>>>({});
  const place = useSignal(config.office.name);
  const { version } = detail;
  const targets = action === "reject" ? ["application"] : action === "ask-correction" ? [...marked] : [];
  const confirm = (): void => {
    const requests = targets.map((target) => requestFor(target, reasons.value[target] ?? noReason, detail, config));
    const [first] = requests;
    if (action === "accept" || action === "handed-over") onSend({ version, action });
    if (action === "ready-for-pickup") onSend({ version, action, place: place.value });
    if (action === "ask-correction") onSend({ version, action, requests });
    if (action === "reject" && first)
      onSend({ version, action, reasonTemplate: first.reasonTemplate, text: first.text });
  };
  const title = action ? actionTexts[action] : "";
  const told =
    action === undefined
      ? []
      : consequences(
          action,
          missingPapers(detail, config).map(({ name }) => name),
        );
  return (
    <Dialog
      isOpen={action !== undefined}
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Kembali</Button>
          <Button kind={action === "reject" ? "danger" : "primary"} onPress={confirm}>
            {title}
          </Button>
        </>
      }
    >
      {told.map((words) => (
        <p key={words}>{words}</p>
      ))}
      {action === "ready-for-pickup" && (
        <label class="field">
          Diambil di mana?
          <input value={place.value} onInput={(e) => (place.value = e.currentTarget.value)} />
        </label>
      )}
      {targets.map((target) => (
        <ReasonField
          key={target}
          target={target}
          detail={detail}
          config={config}
          reason={reasons.value[target] ?? noReason}
          onChange={(reason) => (reasons.value = { ...reasons.value, [target]: reason })}
        />
      ))}
    </Dialog>
  );
}

/** The chosen sentence, and what the verifier adds for this one thing. */
type Reason = { readonly templateId: string | undefined; readonly added: string };
const noReason: Reason = { templateId: undefined, added: "" };

type ReasonFieldProps = {
  readonly target: string;
  readonly detail: CaseDetail;
  readonly config: Configuration;
  readonly reason: Reason;
  readonly onChange: (reason: Reason) => void;
};

function ReasonField({ target, detail, config, reason, onChange }: ReasonFieldProps): JSX.Element {
  const templates = templatesFor(target, detail, config);
  const name = kindOf(target) === "application" ? "Sebab" : targetText(target, detail.serviceId, config);
  return (
    <fieldset class="reason">
      <legend>{name}</legend>
      <select
        aria-label={`${name}: sebab`}
        value={reason.templateId ?? templates[0]?.id}
        onChange={(e) => onChange({ ...reason, templateId: e.currentTarget.value })}
      >
        {templates.map((template) => (
          <option key={template.id} value={template.id}>
            {template.text}
          </option>
        ))}
      </select>
      <input
        aria-label={`${name}: kata tambahan`}
        placeholder="Kata tambahan untuk warga (boleh kosong)"
        value={reason.added}
        onInput={(e) => onChange({ ...reason, added: e.currentTarget.value })}
      />
    </fieldset>
  );
}

type CorrectionRequest = Extract<CaseActionRequest, { action: "ask-correction" }>["requests"][number];

/** The sentence the citizen hears: the template's, and what the verifier added. */
function requestFor(
  target: string,
  { templateId, added }: Reason,
  detail: CaseDetail,
  config: Configuration,
): CorrectionRequest {
  const templates = templatesFor(target, detail, config);
  const template = templates.find((each) => each.id === templateId) ?? templates[0];
  const text = [template?.text ?? "", added.trim()].filter((part) => part !== "").join(" ");
  return { target, reasonTemplate: template?.id ?? "", text };
}
