/** "Periksa dulu": what was answered, one row each, with a way to change it. */
import type { JSX } from "preact";
import { Button } from "../actions/button.tsx";
import { words } from "../words.ts";

export type SummaryRow = {
  readonly key: string;
  readonly label: string;
  /** Undefined is shown as "Tidak diisi". */
  readonly value: string | undefined;
  /** Digits stand in equal widths; group them before (groupDigits). */
  readonly isNumber?: boolean;
  readonly onEdit?: () => void;
  /** A doubt about this answer, in words. */
  readonly note?: string;
  /** Being read aloud now. */
  readonly isSpoken?: boolean;
};

export type SummaryListProps = { readonly rows: readonly SummaryRow[] };

export function SummaryList({ rows }: SummaryListProps): JSX.Element {
  return (
    <dl class="summary-list">
      {rows.map((row) => (
        <div key={row.key} class={row.isSpoken === true ? "summary-row summary-row-spoken" : "summary-row"}>
          <dt class="summary-label">{row.label}</dt>
          <dd class={row.isNumber === true ? "summary-value numbers" : "summary-value"}>
            {row.value ?? <span class="summary-missing">{words("notFilled")}</span>}
            {row.note !== undefined && <span class="summary-note">{row.note}</span>}
          </dd>
          {row.onEdit && (
            <dd class="summary-edit">
              <Button icon="edit" label={words("editOf", { label: row.label })} onPress={row.onEdit}>
                {words("edit")}
              </Button>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
