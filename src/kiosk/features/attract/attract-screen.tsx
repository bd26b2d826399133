/**
 * What stands on a tablet that nobody uses: which papers can be asked for here, that it costs nothing, what to bring. Any
 * touch leads back to the lock. Shows what the regency publishes and nothing of anybody; asks for no camera and no sound.
 */
import { useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { attractPageMs } from "../../../base/counter-limits.ts";
import { Icon } from "../../../ui/icons/icon.tsx";
import { after, todayInWib, wantsStillness } from "../../platform/ambient.ts";
import { configuration, ensureConfiguration } from "../../platform/configuration.ts";
import { EventDrawing } from "../../session/catalogue-cards.tsx";
import { goToStart, ownVillage } from "../../session/tablet.ts";
import type { AttractPage } from "./attract-pages.ts";
import { attractPages } from "./attract-pages.ts";
import "./attract.css";

export function AttractScreen(): JSX.Element {
  const config = configuration.value;
  const shown = useSignal(0);
  useSignalEffect(() => void ensureConfiguration());
  // The first page, with everything in small, is also the only one for whoever asked for stillness.
  useSignalEffect(() => {
    const next = shown.value + 1;
    return wantsStillness() ? undefined : after(attractPageMs, () => (shown.value = next));
  });
  const pages = config ? attractPages(config, todayInWib()) : [];
  const page = pages[(shown.value % (pages.length + 1)) - 1];
  return (
    <button type="button" class="attract" onClick={goToStart}>
      <span class="attract-head">
        <span>{ownVillage()?.text ?? ""}</span>
        <span class="attract-free">GRATIS, tidak dipungut biaya</span>
      </span>
      {page ? <OneEvent key={page.event.id} page={page} /> : <Overview pages={pages} />}
      <span class="attract-foot">
        <Icon name="check" />
        Sentuh layar untuk mulai, atau tanya ke petugas.
      </span>
    </button>
  );
}

function Overview({ pages }: { readonly pages: readonly AttractPage[] }): JSX.Element {
  return (
    <span class="attract-page">
      <span class="attract-title">Surat kependudukan bisa diurus di sini, di balai desa</span>
      <span class="attract-all">
        {pages.map(({ event }) => (
          <span key={event.id} class="attract-one">
            <EventDrawing event={event} />
            {event.label}
          </span>
        ))}
      </span>
    </span>
  );
}

function OneEvent({ page }: { readonly page: AttractPage }): JSX.Element {
  const { event, services, example, papers } = page;
  return (
    <span class="attract-page attract-event">
      <span class="attract-picture">
        <EventDrawing event={event} />
      </span>
      <span class="attract-words">
        <span class="attract-title">{event.label}</span>
        <Lines head="Bisa diurus di sini" lines={services} />
        {papers.length > 0 && <Lines head={`Yang dibawa untuk ${example}`} lines={papers} />}
      </span>
    </span>
  );
}

function Lines({ head, lines }: { readonly head: string; readonly lines: readonly string[] }): JSX.Element {
  return (
    <span class="attract-lines">
      <strong>{head}</strong>
      {lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </span>
  );
}
