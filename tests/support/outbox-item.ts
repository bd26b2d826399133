/** A row of the outbox as the worker tells it, received and with nothing outstanding, for tests of what screens make of it. */
import type { OutboxItem } from "../../src/worker/worker-api.ts";

export type OutboxLabel = NonNullable<OutboxItem["label"]>;

/** `label`: what differs from a complete application of Siti Aminah; `change`: any other field. */
export function outboxItem(
  applicationId: string,
  label: Partial<OutboxLabel> = {},
  change: Partial<OutboxItem> = {},
): OutboxItem {
  return {
    applicationId,
    slipCode: "ABC-DEF-GH7",
    digest: applicationId,
    kind: "application",
    label: {
      name: "SITI AMINAH",
      serviceId: "ktp-el-lost",
      missing: [],
      phone: undefined,
      rt: undefined,
      toldStage: undefined,
      ...label,
    },
    appendedAt: 1_795_000_000_000,
    state: "complete",
    photosMissing: 0,
    setAside: undefined,
    isInFile: false,
    urgent: false,
    stage: undefined,
    ...change,
  };
}
