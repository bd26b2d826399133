/** What the screen may ask of the worker beside applications, as types: what a citizen hears before any PIN, and the village's month. */
import type { Result } from "../base/result.ts";
import type { OutboxItem } from "./worker-api.ts";

/** What this tablet can say of a slip without its vault. */
export type StatusHere = {
  /** District time of the last verified reply: how old all this may be. */
  readonly lastHeardAt: number | undefined;
  /** Undefined when the application was not filed on this tablet. */
  readonly entry: Pick<OutboxItem, "state" | "photosMissing"> | undefined;
  /** The newest stage that a notice brought here. */
  readonly stage: { readonly stage: string; readonly at: number } | undefined;
};

/** A month of this tablet. */
export type MonthSheet = {
  /** Applications by service, most filed first. */
  readonly filed: readonly { readonly serviceId: string; readonly count: number }[];
  /** Bodies of requests and answers, without new versions of the app. */
  readonly bytes: number;
};

/** What the district tells anybody about a slip code; "busy": too many have asked from here. */
export type StatusAtDistrict =
  | { readonly kind: "stage"; readonly stage: string; readonly at: number }
  | { readonly kind: "unknown" | "offline" | "busy" };

export interface CounterApi {
  /** For the citizen, before any PIN; `code` as `parseSlipCode` gave it. */
  statusHere(code: string): Promise<StatusHere>;
  statusAtDistrict(code: string): Promise<StatusAtDistrict>;

  /** `month`: "2026-11" in WIB. */
  monthSheet(month: string): Promise<Result<MonthSheet, "locked">>;
}
