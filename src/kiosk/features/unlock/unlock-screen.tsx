/** The lock: which officer, which PIN. In the first download, so it knows as little as it can. */
import { useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { attractAfterMs } from "../../../base/counter-limits.ts";
import { Button } from "../../../ui/actions/button.tsx";
import { PinPad } from "../../../ui/answers/pin-pad.tsx";
import { Loading } from "../../../ui/feedback/loading.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { after } from "../../platform/ambient.ts";
import { afterIdle } from "../../platform/idle.ts";
import { ensureConfiguration } from "../../platform/configuration.ts";
import { askToKeepStorage } from "../../platform/keep-storage.ts";
import { worker } from "../../platform/worker-bridge.ts";
import { endHandOver, isHandedOver } from "../../session/hand-over.ts";
import { problemSentence } from "../../session/problem-sentences.ts";
import { go, openedAt } from "../../session/route.ts";
import { readState, tablet } from "../../session/tablet.ts";
import "./unlock.css";

const secondMs = 1000;

export function UnlockScreen(): JSX.Element {
  const chosen = useSignal<string | undefined>(undefined);
  const problem = useSignal<string | undefined>(undefined);
  const isChecking = useSignal(false);
  // Never while a citizen holds it: then only the officer's PIN may be seen.
  useSignalEffect(() => (isHandedOver.value ? undefined : afterIdle(attractAfterMs, () => go({ name: "attract" }))));
  const state = tablet.value;
  if (state?.kind !== "locked") return <Loading />;
  const officer = state.officers.find((each) => each.id === chosen.value) ?? onlyOne(state.officers);
  const unlock = async (pin: string): Promise<void> => {
    if (!officer) return;
    isChecking.value = true;
    // The first screen behind the lock needs it, and the worker is busy with the PIN meanwhile.
    void ensureConfiguration();
    // A person is touching the screen: some browsers promise it only then (failures F17).
    void askToKeepStorage();
    const opened = await worker().unlock(officer.id, pin);
    isChecking.value = false;
    problem.value = opened.ok ? undefined : problemSentence(opened.code);
    await readState();
    if (!opened.ok) return;
    await endHandOver();
    go(openedAt.value ?? { name: "home" });
    openedAt.value = undefined;
  };
  return (
    <Screen
      title="Loket Desa"
      eyebrow={state.village.text}
      {...(!isHandedOver.value && {
        secondary: { label: "Lihat layanan", icon: "info", onPress: () => go({ name: "catalogue" }) },
        primary: { label: "Cek status", icon: "search", onPress: () => go({ name: "citizen-status" }) },
      })}
    >
      <div class="unlock">
        <section class="unlock-who">
          {isHandedOver.value && (
            <Message kind="info" title="Tablet sedang dipegang warga">
              Mohon kembalikan ke petugas.
            </Message>
          )}
          <h2 class="question-title">{officer ? `PIN ${officer.name}` : "Siapa yang bertugas?"}</h2>
          {problem.value !== undefined && state.waitMs === 0 && <Message kind="error">{problem.value}</Message>}
          {state.waitMs > 0 && <Pause waitMs={state.waitMs} />}
          <div class="unlock-officers">
            {state.officers.length > 1 &&
              state.officers.map((each) => (
                <Button
                  key={each.id}
                  icon="person"
                  size={officer ? "normal" : "large"}
                  kind={each.id === officer?.id ? "primary" : "secondary"}
                  onPress={() => (chosen.value = each.id)}
                >
                  {each.name}
                </Button>
              ))}
          </div>
        </section>
        {officer && (
          <PinPad
            label={`PIN ${officer.name}`}
            onComplete={(pin) => void unlock(pin)}
            isDisabled={isChecking.value || state.waitMs > 0}
          />
        )}
      </div>
    </Screen>
  );
}

function onlyOne<T>(list: readonly T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined;
}

/** Counts down, then asks the worker again: the pause itself is kept on the disk. */
function Pause({ waitMs }: { readonly waitMs: number }): JSX.Element {
  const left = useSignal(Math.ceil(waitMs / secondMs));
  useSignalEffect(() => {
    if (left.value <= 0) {
      void readState();
      return undefined;
    }
    return after(secondMs, () => (left.value -= 1));
  });
  const minutes = Math.floor(left.value / 60);
  const seconds = String(left.value % 60).padStart(2, "0");
  return <Message kind="warning">{`Terlalu banyak PIN salah. Tunggu ${minutes}:${seconds} menit.`}</Message>;
}
