/** A village's state in colour, letter and words. Pure. */
import type { VillageHealth } from "../../../protocol/staff/staff-api.ts";
import type { Tone } from "../../../ui/feedback/status-chip.tsx";
import { ageText } from "../../age-text.ts";

export const stateWords: Readonly<
  Record<VillageHealth["state"], { readonly tone: Tone; readonly letter: string; readonly word: string }>
> = {
  never: { tone: "off", letter: "–", word: "Belum punya tablet" },
  current: { tone: "ok", letter: "L", word: "Lengkap" },
  holding: { tone: "wait", letter: "T", word: "Ada yang masih di tablet" },
  silent: { tone: "danger", letter: "S", word: "Senyap" },
};

/** "2 masih di tablet, tertua 3 hari" */
export function healthSentence(health: VillageHealth, now: number): string {
  const parts: string[] = [stateWords[health.state].word];
  if (health.missing > 0) {
    const oldest = health.oldestMissingSince === undefined ? "" : `, tertua ${ageText(health.oldestMissingSince, now)}`;
    parts.push(`${health.missing} masih di tablet${oldest}`);
  }
  if (health.state === "silent" && health.lastSeenAt !== undefined)
    parts.push(`terakhir terdengar ${ageText(health.lastSeenAt, now)} lalu`);
  if (health.isForked) parts.push("catatan bercabang");
  if (health.isUnusual) parts.push("ada tablet yang mengirim di luar kebiasaan");
  return parts.join(" · ");
}

/** Villages to look at: silent ones first, then those that hold most, the longest waiting first. Forked and unusual ones too. */
export function worstFirst(villages: readonly VillageHealth[]): readonly VillageHealth[] {
  const weight = (each: VillageHealth): number => (each.state === "silent" ? 1 : 0);
  return villages
    .filter((each) => each.state === "silent" || each.missing > 0 || each.isForked || each.isUnusual)
    .toSorted(
      (a, b) =>
        weight(b) - weight(a) ||
        b.missing - a.missing ||
        (a.oldestMissingSince ?? Infinity) - (b.oldestMissingSince ?? Infinity),
    );
}
