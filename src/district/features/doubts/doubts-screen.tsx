/** The rules whose sources disagree, for the admin: what is asked, what counts now, where it counts. Decides nothing: that is written in the regency's file. */
import type { JSX } from "preact";
import type { SteeringDoubt } from "../../../domain/configuration/doubts.ts";
import type { DoubtList } from "../../../protocol/staff/staff-api.ts";
import { staffPaths } from "../../../protocol/staff/staff-api.ts";
import { Message } from "../../../ui/feedback/message.tsx";
import { Pill } from "../../../ui/feedback/pill.tsx";
import { useLive } from "../../platform/live.ts";
import { configuration } from "../../platform/session.ts";
import "./doubts.css";

export function DoubtsScreen(): JSX.Element {
  // A restart, which publishes what was decided, breaks the stream of events: the page reads anew by itself.
  const { data, problem } = useLive<DoubtList>(staffPaths.doubts);
  const config = configuration.value;
  const doubts = data.value?.doubts;
  if (!doubts || !config) {
    return problem.value === undefined ? <p>Membaca…</p> : <Message kind="error">{problem.value}</Message>;
  }
  const open = doubts.filter(({ isDecided }) => !isDecided);
  const inOrder = [...open, ...doubts.filter(({ isDecided }) => isDecided)];
  const [first] = inOrder;
  return (
    <>
      <h1>Aturan yang belum pasti</h1>
      <div class="narrow">
        <p>
          Sumber aturan di bawah ini saling berbeda atau belum dipastikan. Selama dinas belum memutuskan, jawaban bawaan
          yang berlaku di tablet.
        </p>
        {problem.value !== undefined && <Message kind="warning">{problem.value}</Message>}
        <p>
          <strong>{`${open.length} dari ${doubts.length} aturan belum diputuskan.`}</strong>
        </p>
        {first !== undefined && <HowToDecide regency={config.regency} example={first.id} />}
      </div>
      <div class="doubts">
        {inOrder.map((doubt) => (
          <DoubtCard key={doubt.id} doubt={doubt} />
        ))}
      </div>
    </>
  );
}

function HowToDecide({ regency, example }: { readonly regency: string; readonly example: string }): JSX.Element {
  return (
    <Message kind="info" title="Cara memutuskan">
      <p>
        Pengelola server menulis keputusan dinas di berkas kabupaten{" "}
        <code class="doubt-path">{`kiosk-config/districts/${regency}.json`}</code>, di bagian <code>decisions</code>:{" "}
        <code>true</code> untuk Ya, <code>false</code> untuk Tidak. Contoh:
      </p>
      <p class="doubt-example">
        <code>{`"decisions": { "${example}": false }`}</code>
      </p>
      <p>Sesudah server dinyalakan ulang, keputusan itu berlaku dan dikirim ke semua tablet.</p>
    </Message>
  );
}

function DoubtCard({ doubt }: { readonly doubt: SteeringDoubt }): JSX.Element {
  const { id, question, isDecided, answer, services, sources } = doubt;
  return (
    <section class="doubt" aria-labelledby={id}>
      <h2 id={id}>{question}</h2>
      <p class="doubt-answer">
        <span>Sekarang:</span>
        <strong>{answer ? "Ya" : "Tidak"}</strong>
        {isDecided ? <Pill tone="ok">diputuskan</Pill> : <Pill tone="wait">bawaan</Pill>}
      </p>
      <p>{doubt.doubt}</p>
      <dl>
        <dt>Layanan yang diatur</dt>
        <dd>{services.length === 0 ? "Belum ada" : services.join("; ")}</dd>
        <dt>Sumber</dt>
        <dd>
          <ul>
            {sources.map((source) => (
              <li key={source}>{source}</li>
            ))}
          </ul>
        </dd>
        <dt>Nama di berkas</dt>
        <dd>
          <code>{id}</code>
        </dd>
      </dl>
    </section>
  );
}
