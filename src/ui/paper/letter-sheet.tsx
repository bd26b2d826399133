/**
 * A letter of the village on A4, as it is signed: head, number, paragraphs and rows, place for the hand. Without crest and
 * stamp: it is worth nothing before it is signed. Is shown on the screen and printed alike.
 */
import type { JSX } from "preact";

type Labelled = { readonly label: string; readonly value: string };

export type LetterPartProps = { readonly text: string } | { readonly rows: readonly Labelled[] };

export type LetterSheetProps = {
  /** Lines of the head: regency, kecamatan, village. */
  readonly office: readonly string[];
  readonly title: string;
  /** Undefined before it is issued. */
  readonly number: string | undefined;
  readonly parts: readonly LetterPartProps[];
  /** Others who sign, with who they are. */
  readonly alsoSign?: readonly Labelled[];
  /** "Banjaran, 25 November 2026". */
  readonly placeAndDate: string;
  /** "Kepala Desa Banjaran". */
  readonly signerTitle: string;
  readonly signer: string;
};

export function LetterSheet(props: LetterSheetProps): JSX.Element {
  const { office, title, number, parts, alsoSign = [], placeAndDate, signerTitle, signer } = props;
  return (
    <article class={`letter-sheet${number === undefined ? "" : " printed"}`}>
      <header class="letter-office">
        {office.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </header>
      <h2 class="letter-title">{title}</h2>
      <p class="letter-number numbers">{`Nomor: ${number ?? "diberikan waktu surat dibuat"}`}</p>
      {parts.map((part, at) =>
        "text" in part ? (
          <p key={at} class="letter-text">
            {part.text}
          </p>
        ) : (
          <dl key={at} class="letter-rows">
            {part.rows.map(({ label, value }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        ),
      )}
      {alsoSign.length > 0 && (
        <ul class="letter-others">
          {alsoSign.map(({ label, value }) => (
            <li key={`${label} ${value}`}>
              <span>{label}</span>
              <span class="letter-signer">{value}</span>
            </li>
          ))}
        </ul>
      )}
      <footer class="letter-signature">
        <p>{placeAndDate}</p>
        <p>{signerTitle}</p>
        <p class="letter-signer">{signer}</p>
      </footer>
      <p class="letter-note">Berlaku sesudah ditandatangani dan distempel.</p>
    </article>
  );
}
