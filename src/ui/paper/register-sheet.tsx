/** The register of letters on A4, oldest last, on paper only. */
import type { JSX } from "preact";

export type RegisterSheetProps = {
  readonly office: string;
  /** Number, date, name, letter. */
  readonly rows: readonly (readonly string[])[];
};

const columns = ["Nomor", "Tanggal", "Nama", "Surat"] as const;

export function RegisterSheet({ office, rows }: RegisterSheetProps): JSX.Element {
  return (
    <article class="printed register-sheet" aria-hidden="true">
      <h2>Buku surat desa</h2>
      <p>{office}</p>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column}>{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row[0]}>
              {row.map((cell, at) => (
                <td key={columns[at]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  );
}
