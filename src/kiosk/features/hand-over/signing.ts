/** From strokes to "tersimpan": what is signed and how, the witness of a cross, and the one call that files it. */
import { useSignal } from "@preact/signals";
import type { Signal } from "@preact/signals";
import { copyBytes } from "../../../base/bytes.ts";
import type { Bytes } from "../../../base/bytes.ts";
import type { Signature } from "../../../ui/answers/signature-box.tsx";
import { askForBackgroundSync } from "../../platform/sw-bridge.ts";
import { worker } from "../../platform/worker-bridge.ts";
import { rememberFiled } from "../../session/family.ts";
import { problemSentence } from "../../session/problem-sentences.ts";
import { go } from "../../session/route.ts";
import { officerOnDuty } from "../../session/tablet.ts";
import type { OpenVisit } from "../../session/visit.ts";
import { leaveVisit } from "../../session/visit.ts";

export type Signing = {
  readonly isCross: Signal<boolean>;
  readonly isWitnessing: Signal<boolean>;
  readonly isSending: Signal<boolean>;
  readonly problem: Signal<string | undefined>;
  readonly drawn: (signature: Signature | undefined) => void;
  readonly switchKind: () => void;
  /** KIRIM: asks for strokes, for a cross also for the officer's PIN as witness, then files. */
  readonly send: () => void;
  readonly submit: () => Promise<void>;
};

export function useSigning(visit: OpenVisit): Signing {
  const { service, config, draft } = visit;
  const signature = useSignal<Signature | undefined>(undefined);
  const isCross = useSignal(false);
  const isWitnessing = useSignal(false);
  const isSending = useSignal(false);
  const problem = useSignal<string | undefined>(undefined);
  const submit = async (): Promise<void> => {
    if (!signature.value || isSending.value) return;
    isWitnessing.value = false;
    isSending.value = true;
    const filed = await worker().submit(draft.id, {
      version: config.texts[service.statement]?.version ?? "",
      signedBy: isCross.value ? "cross" : "signature",
      signaturePng: await pngBytes(signature.value),
      witness: isCross.value ? officerOnDuty() : undefined,
    });
    isSending.value = false;
    if (!filed.ok) {
      problem.value = problemSentence(filed.code);
      return;
    }
    askForBackgroundSync();
    leaveVisit();
    rememberFiled(visit, filed.value.applicationId);
    go({ name: "slip", applicationId: filed.value.applicationId });
  };
  const send = (): void => {
    if (!signature.value)
      problem.value = isCross.value ? "Buat tanda silang dulu di kotak." : "Tanda tangan dulu di kotak.";
    else if (isCross.value) isWitnessing.value = true;
    else void submit();
  };
  return {
    isCross,
    isWitnessing,
    isSending,
    problem,
    drawn: (drawn) => {
      signature.value = drawn;
      problem.value = undefined;
    },
    switchKind: () => {
      isCross.value = !isCross.value;
      signature.value = undefined;
      problem.value = undefined;
    },
    send,
    submit,
  };
}

async function pngBytes(signature: Signature): Promise<Bytes> {
  const blob = await signature.png();
  return copyBytes(new Uint8Array(await blob.arrayBuffer()));
}
