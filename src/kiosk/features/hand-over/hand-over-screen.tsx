/**
 * The tablet in the citizen's hands: hear what is asked for, read the statement, sign or make a cross, KIRIM. Nothing
 * else is reachable from here; going back needs the officer's PIN.
 */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { beginHandOver, endHandOver } from "../../session/hand-over.ts";
import { OfficerPin } from "../../session/officer-pin.tsx";
import { go } from "../../session/route.ts";
import { today, visit } from "../../session/visit.ts";
import { GiveTablet } from "./give-tablet.tsx";
import { SignStatement } from "./sign-statement.tsx";
import { sumUpPages } from "./sum-up-pages.ts";
import { SumUp } from "./sum-up.tsx";
import "./hand-over.css";

type Step = "give" | "sum-up" | "sign";

export function HandOverScreen(): JSX.Element | null {
  const step = useSignal<Step>("give");
  const page = useSignal(0);
  const isAskingPin = useSignal(false);
  const isFull = useSignal(false);
  const wrongTask = useSignal<string | undefined>(undefined);
  const open = visit.value;
  if (!open) return null;
  const pages = sumUpPages(open, today());
  const give = async (): Promise<void> => {
    // The mark is on the disk before the citizen holds the tablet.
    isFull.value = !(await beginHandOver());
    if (!isFull.value) step.value = "sum-up";
  };
  const takeBack = async (): Promise<void> => {
    await endHandOver();
    const taskId = wrongTask.value;
    go({ name: "check-answers", ...(taskId === undefined ? {} : { taskId }) });
  };
  const askForPin = (taskId?: string): void => {
    wrongTask.value = taskId;
    isAskingPin.value = true;
  };
  return (
    <>
      {step.value === "give" && <GiveTablet visit={open} isFull={isFull.value} onGive={() => void give()} />}
      {step.value === "sum-up" && (
        <SumUp
          visit={open}
          pages={pages}
          at={page.value}
          onTurnTo={(at) => (page.value = at)}
          onGoOn={() => (step.value = "sign")}
          onOfficer={({ taskId }) => askForPin(taskId)}
        />
      )}
      {step.value === "sign" && (
        <SignStatement visit={open} onBack={() => (step.value = "sum-up")} onOfficer={() => askForPin()} />
      )}
      <OfficerPin
        isOpen={isAskingPin.value}
        title="Kembali ke petugas"
        onRight={() => void takeBack()}
        onCancel={() => (isAskingPin.value = false)}
      />
    </>
  );
}
