/** What to bring, on a sheet of A5 for those who come back another day. On paper only; plain, so that nobody takes it for a document. */
import type { JSX } from "preact";
import type { Paper } from "./bring-list.tsx";

export type BringSheetProps = {
  /** "Desa Gununglarang, Kec. Salem". */
  readonly office: string;
  readonly service: string;
  readonly papers: readonly Paper[];
  /** Needed only by some. */
  readonly maybe?: readonly Paper[];
  readonly stepsTitle: string;
  readonly steps: readonly string[];
  readonly whoMayApply: string;
  readonly serviceTime: string;
  /** "GRATIS, tidak dipungut biaya". */
  readonly cost: string;
  /** Where to complain when somebody asks for money. */
  readonly complaints: string;
};

export function BringSheet(props: BringSheetProps): JSX.Element {
  const { office, service, papers, maybe = [], stepsTitle, steps, whoMayApply, serviceTime, cost, complaints } = props;
  return (
    <article class="printed bring-sheet" aria-hidden="true">
      <p>{office}</p>
      <h2>{service}</h2>
      {steps.length > 0 && (
        <>
          <h3>{stepsTitle}</h3>
          <ol>
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </>
      )}
      <PaperPart title="Yang dibawa (yang asli, bukan fotokopi)" papers={papers} />
      <PaperPart title="Mungkin juga perlu" papers={maybe} />
      <h3>Yang boleh mengurus</h3>
      <p>{whoMayApply}</p>
      <p>{serviceTime}</p>
      <p class="bring-sheet-free">{cost}</p>
      <p>{complaints}</p>
      <p>Bukan dokumen resmi.</p>
    </article>
  );
}

function PaperPart({
  title,
  papers,
}: {
  readonly title: string;
  readonly papers: readonly Paper[];
}): JSX.Element | null {
  if (papers.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {papers.map(({ id, name, hint, isOptional = false }) => (
          <li key={id}>
            <strong>{name}</strong>
            {isOptional ? " (kalau ada)" : ""}
            {hint === undefined ? "" : `. ${hint}`}
          </li>
        ))}
      </ul>
    </>
  );
}
