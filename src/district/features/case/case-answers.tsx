/** The answers as the official form has them, what a check remarks on them, and a tick for what is wrong. */
import type { JSX } from "preact";
import type { Configuration } from "../../../domain/configuration/configuration.ts";
import { findService } from "../../../domain/configuration/configuration.ts";
import { dateInJakarta } from "../../../domain/date/civil-date.ts";
import { officialText } from "../../../domain/form/answer-text.ts";
import type { FormRow } from "../../../domain/form/official-form.ts";
import { formsFilled, officialForm } from "../../../domain/form/official-form.ts";
import type { CaseDetail } from "../../../protocol/staff/staff-api.ts";

export type CaseAnswersProps = {
  readonly detail: CaseDetail;
  readonly config: Configuration;
  readonly marked: ReadonlySet<string>;
  readonly onMark: (target: string) => void;
};

export function CaseAnswers({ detail, config, marked, onMark }: CaseAnswersProps): JSX.Element {
  const service = findService(config, detail.serviceId);
  if (!service) return <p>Layanan ini belum dikenal di sini.</p>;
  const sections = officialForm(service, detail.answers, detail.photos, config, dateInJakarta(detail.filedAt));
  return (
    <>
      <p>{`Berkas ini mengisi formulir ${formsFilled(service, sections).join(", ")}.`}</p>
      {sections.map((section) => (
        <section key={section.title}>
          <h2>{section.title}</h2>
          <dl class="answers">
            {section.rows.map((row) => (
              <AnswerRow
                key={row.questionId ?? placeOf(row)}
                row={row}
                detail={detail}
                marked={marked}
                onMark={onMark}
              />
            ))}
          </dl>
        </section>
      ))}
    </>
  );
}

/** A label may stand on a form twice, its place never. */
function placeOf({ official, label, code }: FormRow): string {
  return [official === undefined ? "" : officialText(official), label, code].join();
}

type AnswerRowProps = Pick<CaseAnswersProps, "detail" | "marked" | "onMark"> & { readonly row: FormRow };

function AnswerRow({ row, detail, marked, onMark }: AnswerRowProps): JSX.Element {
  const target = row.questionId === undefined ? undefined : `field:${row.questionId}`;
  const remarks = detail.remarks.filter((remark) => remark.target === target);
  return (
    <div class={target !== undefined && marked.has(target) ? "asked" : ""}>
      <dt>
        {row.label}
        {row.official && <span class="official">{officialText(row.official)}</span>}
      </dt>
      <dd class="numbers">
        {row.text}
        {remarks.map((remark) => (
          <span key={remark.text} class={remark.isError ? "remark remark-error" : "remark"}>
            {remark.text}
          </span>
        ))}
      </dd>
      <dd>
        {target !== undefined && (
          <label class="tick">
            <input type="checkbox" checked={marked.has(target)} onChange={() => onMark(target)} /> salah
          </label>
        )}
      </dd>
    </div>
  );
}
