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

/**
 * Reads `path` now, and again on every event of the server while the component lives; with `body` as a POST. A hidden
 * tab lets its stream go: a browser has six connections to one server, and a clerk more tabs than that.
 */
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
    const controller = new AbortController();
    let events: EventSource | undefined;
    const follow = (): void => {
      events?.close();
      events = undefined;
      if (document.hidden) return;
      events = new EventSource(staffPaths.healthEvents);
      events.addEventListener("changed", read);
      // Also after a stream broke: what was told meanwhile is lost, so everything is read anew.
      events.addEventListener("open", read);
    };
    read();
    follow();
    document.addEventListener("visibilitychange", follow, { signal: controller.signal });
    return () => {
      controller.abort();
      events?.close();
    };
  });
  return { data, problem, read };
}
