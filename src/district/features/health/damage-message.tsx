/** What the server's own disk has spoilt and no tablet has brought back yet. Nothing is shown while all is well. */
import type { JSX } from "preact";
import { momentText } from "../../../domain/date/date-words.ts";
import type { Damage, ScrubReport } from "../../../protocol/staff/staff-api.ts";
import { Message } from "../../../ui/feedback/message.tsx";
import { placeText } from "../../place-text.ts";
import { NamedList } from "./named-list.tsx";

export function DamageMessage({ scrub }: { readonly scrub: ScrubReport }): JSX.Element | null {
  if (scrub.isDatabaseSound && scrub.damages.length === 0) return null;
  return (
    <Message kind="error" title="Ada simpanan server yang rusak">
      <p>{`Diperiksa ${momentText(scrub.at)}. Hubungi admin server: hard disk mungkin perlu diganti.`}</p>
      {!scrub.isDatabaseSound && <p>Susunan basis data rusak. Pulihkan dari cadangan terakhir.</p>}
      {scrub.damages.length > 0 && (
        <>
          <p>Yang di bawah ini diminta lagi dari tablet. Bila tidak kembali, telepon desanya.</p>
          <NamedList lines={scrub.damages.map(damageText)} />
        </>
      )}
    </Message>
  );
}

function damageText({ kind, village, device, seq }: Damage): string {
  const what = kind === "blob" ? "foto dari kiriman" : "kiriman";
  return `${placeText(village)}, tablet ${device.slice(0, 6)}: ${what} no. ${seq}`;
}
