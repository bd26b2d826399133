/** The colour of a stage in the office: what waits for the village stands out, what is done is green. Pure. */
import type { Stage } from "../domain/case/case-state.ts";
import type { Tone } from "../ui/feedback/status-chip.tsx";

const tones: Readonly<Record<Stage, Tone>> = {
  received: "info",
  corrected: "info",
  "correction-asked": "wait",
  accepted: "info",
  "ready-for-pickup": "ok",
  "handed-over": "ok",
  rejected: "danger",
  withdrawn: "off",
};

/** The tone a stage is shown in; its words say the same. */
export function stageTone(stage: Stage): Tone {
  return tones[stage];
}
