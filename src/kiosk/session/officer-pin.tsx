/** Asks for the PIN of the officer on duty: the only way out of the citizen's screens. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { Button } from "../../ui/actions/button.tsx";
import { PinPad } from "../../ui/answers/pin-pad.tsx";
import { Message } from "../../ui/feedback/message.tsx";
import { Dialog } from "../../ui/layout/dialog.tsx";
import { worker } from "../platform/worker-bridge.ts";
import { problemSentence } from "./problem-sentences.ts";

export type OfficerPinProps = {
  readonly isOpen: boolean;
  readonly title: string;
  readonly onRight: () => void;
  readonly onCancel: () => void;
};

export function OfficerPin({ isOpen, title, onRight, onCancel }: OfficerPinProps): JSX.Element {
  const problem = useSignal<string | undefined>(undefined);
  const isChecking = useSignal(false);
  const check = async (pin: string): Promise<void> => {
    isChecking.value = true;
    const checked = await worker().checkPin(pin);
    isChecking.value = false;
    problem.value = checked.ok ? undefined : problemSentence(checked.code);
    if (checked.ok) onRight();
  };
  return (
    <Dialog
      isOpen={isOpen}
      title={title}
      onClose={onCancel}
      actions={
        <Button kind="secondary" onPress={onCancel}>
          Batal
        </Button>
      }
    >
      {problem.value !== undefined && <Message kind="error">{problem.value}</Message>}
      {isOpen && <PinPad label="PIN petugas" onComplete={(pin) => void check(pin)} isDisabled={isChecking.value} />}
    </Dialog>
  );
}
