/** What happened to a case, oldest first. */
import type { JSX } from "preact";
import { momentText } from "../../../domain/date/date-words.ts";
import type { CaseHistoryItem } from "../../../protocol/staff/staff-api.ts";

const kindWords: Readonly<Record<string, string>> = {
  received: "Masuk dari desa",
  corrected: "Perbaikan masuk dari desa",
  withdrawn: "Dibatalkan pemohon",
  accepted: "Diterima",
  "correction-asked": "Minta perbaikan",
  "ready-for-pickup": "Siap diambil",
  "handed-over": "Sudah diserahkan",
  rejected: "Ditolak",
};

export function CaseHistory({ history }: { readonly history: readonly CaseHistoryItem[] }): JSX.Element {
  return (
    <ol class="history">
      {history.map((item) => (
        <li key={`${item.kind}-${item.at}`}>
          {`${kindWords[item.kind] ?? item.kind} · ${momentText(item.at)}${item.by === undefined ? "" : ` · ${item.by}`}`}
          {item.text !== undefined && ` · ${item.text}`}
          {item.requests.map((request) => (
            <div key={request.target}>{`${request.target}: ${request.text}`}</div>
          ))}
        </li>
      ))}
    </ol>
  );
}
