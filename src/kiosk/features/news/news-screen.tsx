/** "Kabari warga": who must hear what, where they live, and a tick when they have. The list can be printed for whoever walks round. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { isStage, stageText } from "../../../domain/case/stage-text.ts";
import { phoneText } from "../../../domain/ids/phone.ts";
import { Button } from "../../../ui/actions/button.tsx";
import { Empty } from "../../../ui/feedback/empty.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { Pill } from "../../../ui/feedback/pill.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { worker } from "../../platform/worker-bridge.ts";
import type { News } from "../../session/news.ts";
import { news } from "../../session/news.ts";
import { Paged } from "../../session/paged.tsx";
import { problemSentence } from "../../session/problem-sentences.ts";
import { serviceLabel } from "../../session/service-label.ts";
import { go } from "../../session/route.ts";
import "../../session/rows.css";
import "./news.css";

const rowsAtOnce = 4;

export function NewsScreen(): JSX.Element {
  const problem = useSignal<string | undefined>(undefined);
  const told = async (item: News): Promise<void> => {
    const marked = await worker().markTold(item.applicationId);
    problem.value = marked.ok ? undefined : problemSentence(marked.code);
  };
  const waiting = news.value.filter(({ isTold }) => !isTold);
  return (
    <Screen
      title="Kabari warga"
      eyebrow="Kabar dari Dindukcapil"
      onBack={() => go({ name: "home" })}
      {...(waiting.length > 0 && {
        secondary: { label: "Cetak", icon: "printer", onPress: () => globalThis.print() },
      })}
    >
      {problem.value !== undefined && <Message kind="error">{problem.value}</Message>}
      {news.value.length === 0 && <Empty icon="check" title="Belum ada kabar yang perlu disampaikan." />}
      <Paged
        items={news.value}
        perPage={rowsAtOnce}
        row={(item) => (
          <li key={item.applicationId} class="row" data-code={item.slipCode}>
            <span class="row-name">{item.name}</span>
            <span class="row-detail">
              {`${wordsOf(item)} · ${serviceLabel(item.serviceId)} · ${item.slipCode}`}
              <br />
              {whereOf(item)}
            </span>
            <span class="row-side">
              {item.isTold ? (
                <Pill tone="ok">Sudah diberi tahu</Pill>
              ) : (
                <Button kind="primary" icon="check" onPress={() => void told(item)}>
                  Sudah diberi tahu
                </Button>
              )}
            </span>
          </li>
        )}
      />
      <WalkingList items={waiting} />
    </Screen>
  );
}

/** One part for each RT, for whoever walks round there. The items come sorted by RT. */
function byRt(items: readonly News[]): readonly (readonly [string, readonly News[]])[] {
  const parts = new Map<string, News[]>();
  for (const item of items) {
    const rt = item.rt === undefined ? "RT tidak diketahui" : `RT ${item.rt}`;
    parts.set(rt, [...(parts.get(rt) ?? []), item]);
  }
  return [...parts];
}

/** On paper only: no service and no reason, a list gets lost. */
function WalkingList({ items }: { readonly items: readonly News[] }): JSX.Element | null {
  if (items.length === 0) return null;
  return (
    <article class="printed news-sheet" aria-hidden="true">
      <h2>Kabari warga</h2>
      {byRt(items).map(([rt, ofRt]) => (
        <section key={rt} class="news-rt">
          <h3>{rt}</h3>
          <table>
            <tbody>
              {ofRt.map((item) => (
                <tr key={item.applicationId}>
                  <td>{item.name}</td>
                  <td>{item.phone === undefined ? "tanya tetangga" : phoneText(item.phone)}</td>
                  <td>{item.slipCode}</td>
                  <td>☐</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
      <p>Minta datang ke balai desa. Bukan dokumen resmi.</p>
    </article>
  );
}

function wordsOf({ stage }: News): string {
  return isStage(stage) ? stageText(stage).label : stage;
}

function whereOf({ rt, phone }: News): string {
  const parts = [rt === undefined ? undefined : `RT ${rt}`, phone === undefined ? undefined : phoneText(phone)];
  const known = parts.filter((part) => part !== undefined);
  return known.length === 0 ? "Tanpa nomor HP dan RT: tanyakan ke tetangga." : known.join(" · ");
}
