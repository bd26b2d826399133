/** Applications of this tablet whose papers are still to be brought: read from what the outbox shows, newest first. */
import { computed } from "@preact/signals";
import { isUndecided } from "../../domain/case/case-state.ts";
import { isStage } from "../../domain/case/stage-text.ts";
import type { OutboxItem } from "../../worker/worker-api.ts";
import { outbox } from "./tablet.ts";

export type Following = OutboxItem & { readonly label: NonNullable<OutboxItem["label"]> };

/** Once the office has decided it takes no more papers. A stage of a newer district may be anything. */
const isDecided = (stage: string | undefined): boolean => stage !== undefined && isStage(stage) && !isUndecided(stage);

/** What waits for papers. The newest entry of an application says what is missing; a withdrawn one waits for nothing. */
export function followingOf(items: readonly OutboxItem[]): readonly Following[] {
  const seen = new Set<string>();
  const list: Following[] = [];
  for (const item of items) {
    if (seen.has(item.applicationId)) continue;
    seen.add(item.applicationId);
    const { label, kind, stage, state } = item;
    const isOver = kind === "withdrawal" || state === "erased" || isDecided(stage);
    if (!isOver && label !== undefined && label.missing.length > 0) list.push({ ...item, label });
  }
  return list;
}

export const following = computed(() => followingOf(outbox.value));
