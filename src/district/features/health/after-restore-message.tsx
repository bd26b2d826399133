/** What has not come back since the last restore, village by village. */
import type { JSX } from "preact";
import { momentText } from "../../../domain/date/date-words.ts";
import type { AfterRestore, RestoreGap } from "../../../protocol/staff/staff-api.ts";
import { Message } from "../../../ui/feedback/message.tsx";
import { placeText } from "../../place-text.ts";
import { NamedList } from "./named-list.tsx";

export function AfterRestoreMessage({ left }: { readonly left: AfterRestore }): JSX.Element {
  return (
    <Message kind={left.isOlder ? "error" : "warning"} title="Belum kembali sesudah pemulihan">
      <p>
        {`Data dipulihkan ${momentText(left.at)} dari cadangan ${momentText(left.takenAt)}. Yang di bawah ini belum kembali. `}
        {left.isOlder
          ? "Cadangannya lebih tua daripada yang dijaga, jadi sebagian mungkin sudah dihapus di tablet. Telepon desanya dan minta kertas buktinya."
          : "Tablet masih menyimpannya dan mengirimnya sendiri begitu tersambung."}
      </p>
      <NamedList lines={left.gaps.map(gapText)} />
    </Message>
  );
}

function gapText({ village, device, missing }: RestoreGap): string {
  const numbers = missing.map(([from, to]) => (from === to ? `no. ${from}` : `no. ${from}–${to}`)).join(", ");
  return `${placeText(village)}, tablet ${device.slice(0, 6)}: ${numbers}`;
}
