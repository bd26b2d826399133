/** One honest state per application, in words, colour and letter: shared by every screen that shows one. */
import type { Tone } from "../../ui/feedback/status-chip.tsx";
import type { OutboxItem, SyncStatus } from "../../worker/worker-api.ts";

export type StateWords = { readonly tone: Tone; readonly letter: string; readonly word: string };

/** Only "complete" is green. */
export function stateWords(item: Pick<OutboxItem, "state" | "photosMissing">): StateWords {
  switch (item.state) {
    case "saved":
      return { tone: "wait", letter: "T", word: "Tersimpan di tablet, belum terkirim" };
    case "sending-again":
      return { tone: "wait", letter: "U", word: "Dikirim ulang ke Dindukcapil" };
    case "held":
      return { tone: "info", letter: "F", word: `Data diterima, foto menyusul (${item.photosMissing})` };
    case "complete":
      return { tone: "ok", letter: "D", word: "Diterima Dindukcapil" };
    case "quarantined":
      return { tone: "info", letter: "P", word: "Diterima, dilihat petugas Dindukcapil" };
    case "erased":
      return { tone: "off", letter: "H", word: "Dihapus oleh Dindukcapil" };
  }
}

/**
 * The strip on the home screen: what is still here, or that nothing is. `filed`: the entries this tablet still knows; where
 * it knows of none, nothing may be called received, and what the district has set aside is not green either.
 */
export function syncWords(status: SyncStatus | undefined, filed: readonly Pick<OutboxItem, "state">[]): StateWords {
  if (!status) return { tone: "off", letter: "…", word: "Memeriksa" };
  if (status.keyWaitsForCertificate) return { tone: "warning", letter: "K", word: "Tablet perlu didaftarkan ulang" };
  if (status.unreceipted > 0)
    return { tone: "wait", letter: "T", word: `${status.unreceipted} belum diterima Dindukcapil` };
  if (filed.length === 0) return { tone: "off", letter: "–", word: "Tidak ada yang menunggu dikirim" };
  const setAside = filed.filter(({ state }) => state === "quarantined").length;
  if (setAside > 0) return { tone: "info", letter: "P", word: `${setAside} dilihat petugas Dindukcapil` };
  return status.lastReplyAt === undefined
    ? { tone: "off", letter: "–", word: "Belum pernah tersambung" }
    : { tone: "ok", letter: "D", word: "Semua diterima Dindukcapil" };
}

/** How the last try to send went, in a sentence; undefined when there is nothing to say. */
export function outcomeSentence(status: SyncStatus): string | undefined {
  switch (status.lastOutcome) {
    case "offline":
      return "Tidak ada sambungan. Tablet akan mencoba lagi sendiri.";
    case "portal":
      return "Ada wifi, tetapi Dindukcapil tidak terjangkau. Mungkin wifi minta masuk dulu.";
    case "server":
      return "Server Dindukcapil sedang terganggu. Tablet akan mencoba lagi sendiri.";
    case "later":
      return "Dindukcapil sedang penuh dan minta dikirim nanti. Tablet akan mencoba lagi sendiri.";
    case "refused":
      return "Tablet ini ditolak Dindukcapil. Hubungi Dindukcapil.";
    case "failed":
      return "Ada gangguan saat mengirim. Tablet akan mencoba lagi sendiri.";
    case "never":
    case "ok":
      return undefined;
  }
}
