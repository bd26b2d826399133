/** The poster itself, on paper only: what can be done in the village, that it is free, what to bring, and where to ask. */
import type { JSX } from "preact";
import { Drawing } from "../../../ui/icons/drawings.tsx";
import { QrCode } from "../../../ui/paper/qr-code.tsx";
import { drawingFor } from "../../session/catalogue-cards.tsx";
import type { PosterFacts } from "./poster-facts.ts";
import "./poster.css";

export type PosterProps = {
  readonly size: "a4" | "a3";
  /** "Desa Gununglarang, Kec. Salem". */
  readonly village: string;
  readonly facts: PosterFacts;
  /** The public page where anybody follows an application by its number. */
  readonly trackAddress: string;
};

export function Poster({ size, village, facts, trackAddress }: PosterProps): JSX.Element {
  const { events, bring, officeHours, phone, complaints } = facts;
  return (
    <article class={`printed poster poster-${size}`}>
      <header class="poster-head">
        <p class="poster-village">{village}</p>
        <h2>Urus KTP, KK, dan akta di sini</h2>
        <p class="poster-free">Dokumen kependudukan GRATIS</p>
      </header>
      <ul class="poster-events">
        {events.map(({ id, label, picture, things, more, letters }) => (
          <li key={id}>
            <Drawing name={drawingFor(picture)} />
            <div>
              <h3>{label}</h3>
              <p>{`${things.join(" · ")}${more === 0 ? "" : ` · dan ${more} lagi`}`}</p>
              {letters > 0 && <p>{`Surat keterangan dari desa: ${letters} macam`}</p>}
            </div>
          </li>
        ))}
      </ul>
      <section class="poster-bring">
        <h3>Bawa surat yang asli, bukan fotokopi</h3>
        <dl>
          {bring.map(({ id, service, papers, maybe }) => (
            <div key={id}>
              <dt>{service}</dt>
              <dd>
                {papers.length === 0 ? "Tanyakan ke petugas" : papers.join(" + ")}
                {maybe.length > 0 && <span class="poster-maybe">{` · mungkin juga: ${maybe.join(", ")}`}</span>}
              </dd>
            </div>
          ))}
        </dl>
        <p>Ada surat yang belum punya? Datang saja. Petugas memberi tahu yang kurang, dan bisa menyusul.</p>
      </section>
      <footer class="poster-foot">
        <dl>
          <Fact name="Kantor ini buka" text={undefined} />
          <Fact name="Dindukcapil buka" text={officeHours} />
          <Fact name="Tanya ke" text={phone} />
          <Fact name="Ada yang minta bayaran?" text={complaints} />
        </dl>
        <div class="poster-qr">
          <QrCode text={trackAddress} label="QR cek status" />
          <p>Sudah mengajukan? Pindai dengan HP, lalu ketik nomor di kertas bukti.</p>
        </div>
      </footer>
    </article>
  );
}

/** What nobody has settled is written by hand, never made up. */
function Fact({ name, text }: { readonly name: string; readonly text: string | undefined }): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{text ?? <span class="poster-line" />}</dd>
    </div>
  );
}
