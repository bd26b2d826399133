/** The first officer of a tablet makes the vault; so does the first one after the browser has lost the others. */
import type { JSX } from "preact";
import { Message } from "../../../ui/feedback/message.tsx";
import { go } from "../../session/route.ts";
import { readState, tablet } from "../../session/tablet.ts";
import { NewOfficer } from "./new-officer.tsx";

export function FirstOfficerScreen(): JSX.Element {
  const done = async (): Promise<void> => {
    await readState();
    go({ name: "home" });
  };
  const lost = tablet.value?.kind === "no-vault" ? tablet.value.lost : undefined;
  if (lost === undefined) return <NewOfficer eyebrow="Petugas pertama di tablet ini" onDone={() => void done()} />;
  return (
    <NewOfficer
      eyebrow="Simpanan tablet sempat rusak"
      notice={<WhatWasLost entries={lost.entries} />}
      onDone={() => void done()}
    />
  );
}

/** What is safe first, then what is gone, then what to do. */
function WhatWasLost({ entries }: { readonly entries: number }): JSX.Element {
  const safe = entries > 0 ? `${entries} permohonan yang tersimpan tetap aman dan dikirim. ` : "";
  return (
    <Message kind="warning" title="Yang hilang: petugas dan draf">
      {`${safe}Nama, PIN, dan draf harus dibuat lagi. Sesudah itu daftarkan ulang tablet ini. Dindukcapil ikut diberi tahu.`}
    </Message>
  );
}
