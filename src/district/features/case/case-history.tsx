/** What happened to a case, oldest first. */
import type { JSX } from "preact";
import type { Configuration } from "../../../domain/configuration/configuration.ts";
import { momentText } from "../../../domain/date/date-words.ts";
import type { CaseDetail } from "../../../protocol/staff/staff-api.ts";
import { eventWords, targetText } from "./case-words.ts";

export type CaseHistoryProps = { readonly detail: CaseDetail; readonly config: Configuration };

export function CaseHistory({ detail, config }: CaseHistoryProps): JSX.Element {
  return (
    <ol class="history">
      {detail.history.map((item) => (
        <li key={`${item.kind}-${item.at}`}>
          <strong>{eventWords[item.kind] ?? item.kind}</strong>
          {` · ${momentText(item.at)}${item.by === undefined ? "" : ` · ${item.by}`}`}
          {item.isLate && " · datang terlambat, tidak mengubah apa-apa"}
          {item.text !== undefined && <div>{item.text}</div>}
          {item.requests.map((request) => (
            <div key={request.target}>{`${targetText(request.target, detail.serviceId, config)}: ${request.text}`}</div>
          ))}
        </li>
      ))}
    </ol>
  );
}
