/** What a citizen hears of an application: from the district's word where it came, else from what the tablet knows. Names nobody. */
import { isStage, stageText } from "../../../domain/case/stage-text.ts";
import { momentText } from "../../../domain/date/date-words.ts";
import type { MessageKind } from "../../../ui/feedback/message.tsx";
import type { StatusAtDistrict, StatusHere } from "../../../worker/counter-api.ts";
import { stateWords } from "../../session/outbox-words.ts";

/** The way of an application in four words; `reached` counts those behind it, undefined where it has left the way. */
export const wayOfApplication = ["Di tablet", "Sampai di Dindukcapil", "Diproses", "Siap diambil"] as const;

export type StatusWords = {
  readonly kind: MessageKind;
  readonly title: string;
  readonly sentences: readonly string[];
  readonly reached: number | undefined;
};

const reachedBy: Readonly<Record<string, number>> = {
  received: 2,
  "correction-asked": 2,
  corrected: 2,
  accepted: 3,
  "ready-for-pickup": 4,
  "handed-over": 4,
};

const kindOf: Readonly<Record<string, MessageKind>> = {
  "ready-for-pickup": "success",
  "handed-over": "success",
  "correction-asked": "warning",
  rejected: "warning",
};

/** `district` undefined: it has not answered yet. */
export function statusWords(here: StatusHere, district: StatusAtDistrict | undefined): StatusWords {
  // A newer word of the office may have come by file before the network brought an older one back.
  if (district?.kind === "stage" && district.at >= (here.stage?.at ?? 0))
    return ofStage(district.stage, district.at, []);
  const heard =
    here.lastHeardAt === undefined ? [] : [`Tablet ini terakhir mendengar kabar ${momentText(here.lastHeardAt)}.`];
  if (here.stage) return ofStage(here.stage.stage, here.stage.at, heard);
  if (here.entry) return ofEntry(here.entry, heard);
  return ofNobody(district);
}

function ofStage(stage: string, at: number, more: readonly string[]): StatusWords {
  const last = `Kabar terakhir ${momentText(at)}.`;
  if (!isStage(stage))
    return { kind: "info", title: "Sudah sampai di Dindukcapil", sentences: [last, ...more], reached: 2 };
  const { label, sentence, toDo } = stageText(stage);
  return {
    kind: kindOf[stage] ?? "info",
    title: label,
    sentences: [sentence, ...(toDo === undefined ? [] : [toDo]), last, ...more],
    reached: reachedBy[stage],
  };
}

function ofEntry(entry: NonNullable<StatusHere["entry"]>, heard: readonly string[]): StatusWords {
  const isThere = entry.state !== "saved" && entry.state !== "sending-again";
  return {
    kind: "info",
    title: stateWords(entry).word,
    sentences: [
      isThere
        ? "Berkas sudah sampai di Dindukcapil. Belum ada kabar lain."
        : "Permohonan aman di tablet ini dan dikirim sendiri kalau ada sinyal.",
      ...heard,
    ],
    reached: isThere ? 2 : 1,
  };
}

function ofNobody(district: StatusAtDistrict | undefined): StatusWords {
  const ask = "Tanyakan ke petugas; bawa kertas buktinya.";
  if (district === undefined)
    return { kind: "info", title: "Menanyakan ke Dindukcapil…", sentences: [], reached: undefined };
  if (district.kind === "unknown")
    return {
      kind: "info",
      title: "Nomor ini belum sampai di Dindukcapil",
      sentences: ["Mungkin masih menunggu sinyal di tablet lain.", ask],
      reached: undefined,
    };
  if (district.kind === "busy")
    return {
      kind: "info",
      title: "Terlalu banyak yang bertanya",
      sentences: ["Tunggu sebentar, lalu coba lagi."],
      reached: undefined,
    };
  return {
    kind: "info",
    title: "Belum bisa menanyakan ke Dindukcapil",
    sentences: ["Permohonan ini tidak dicatat di tablet ini, dan sekarang tidak ada sinyal.", ask],
    reached: undefined,
  };
}
