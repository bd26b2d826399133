/** Data that is read again when the server says that something changed. */
import { useSignal, useSignalEffect } from "@preact/signals";
import type { Signal } from "@preact/signals";
import { staffPaths } from "../../protocol/staff/staff-api.ts";
import type { ApiResult } from "./api.ts";
import { getJson, postJson } from "./api.ts";

export type Live<T> = {
  readonly data: Signal<T | undefined>;
  readonly problem: Signal<string | undefined>;
  readonly read: () => void;
};

/** Reads `path` now, and again on every event of the server while the component lives; with `body` as a POST. */
export function useLive<T>(path: string, body?: unknown): Live<T> {
  const data = useSignal<T | undefined>(undefined);
  const problem = useSignal<string | undefined>(undefined);
  const read = (): void => {
    const asked = body === undefined ? getJson<T>(path) : postJson<T>(path, body);
    void asked.then((answer: ApiResult<T>) => {
      problem.value = answer.ok ? undefined : answer.sentence;
      if (answer.ok) data.value = answer.value;
    });
  };
  useSignalEffect(() => {
    read();
    const events = new EventSource(staffPaths.healthEvents);
    events.addEventListener("changed", read);
    return () => events.close();
  });
  return { data, problem, read };
}
