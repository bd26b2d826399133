/** "Lembar bulanan": what this tablet filed in a month, by service, and the data it used; on the screen and on paper. */
import { useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { Button } from "../../../ui/actions/button.tsx";
import { Empty } from "../../../ui/feedback/empty.tsx";
import { Loading } from "../../../ui/feedback/loading.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import type { MonthSheet } from "../../../worker/counter-api.ts";
import { todayInWib } from "../../platform/ambient.ts";
import { worker } from "../../platform/worker-bridge.ts";
import { Paged } from "../../session/paged.tsx";
import { serviceLabel } from "../../session/service-label.ts";
import { go } from "../../session/route.ts";
import { outbox, ownVillage } from "../../session/tablet.ts";
import "../../session/rows.css";
import { megabytesText, monthBefore, monthText } from "./months.ts";
import "./month-sheet.css";

const rowsAtOnce = 4;
/** Nobody reports what is a year old. */
const monthsBackMax = 11;

type Line = { readonly name: string; readonly count: number };

export function MonthSheetScreen(): JSX.Element {
  const back = useSignal(0);
  const sheet = useSignal<MonthSheet | undefined>(undefined);
  const month = monthBefore(todayInWib(), back.value);
  useSignalEffect(() => {
    void outbox.value;
    const wanted = monthBefore(todayInWib(), back.value);
    void worker()
      .monthSheet(wanted)
      .then((read) => (sheet.value = read.ok ? read.value : undefined));
  });
  return (
    <Screen
      title="Lembar bulanan"
      eyebrow="Yang diajukan dari tablet ini"
      onBack={() => go({ name: "tools" })}
      primary={{ label: "Cetak", icon: "printer", onPress: () => globalThis.print(), isDisabled: !sheet.value }}
    >
      <div class="month-sheet">
        <div class="month-turn">
          <Button icon="chevron-left" isDisabled={back.value >= monthsBackMax} onPress={() => (back.value += 1)}>
            Bulan sebelumnya
          </Button>
          <h2>{monthText(month)}</h2>
          <Button icon="chevron-right" iconSide="end" isDisabled={back.value === 0} onPress={() => (back.value -= 1)}>
            Bulan berikutnya
          </Button>
        </div>
        {sheet.value ? <Month key={month} month={month} sheet={sheet.value} /> : <Loading />}
      </div>
    </Screen>
  );
}

function Month({ month, sheet }: { readonly month: string; readonly sheet: MonthSheet }): JSX.Element {
  const lines = sheet.filed.map(({ serviceId, count }): Line => ({ name: serviceLabel(serviceId), count }));
  const total = lines.reduce((sum, { count }) => sum + count, 0);
  const used = megabytesText(sheet.bytes);
  return (
    <>
      <p>
        <strong>{`${total} permohonan.`}</strong> {`Kuota internet terpakai: ${used}, tanpa pembaruan aplikasi.`}
      </p>
      {lines.length === 0 && <Empty icon="calendar" title="Belum ada permohonan di bulan ini." />}
      <Paged items={lines} perPage={rowsAtOnce} row={(line) => <Row key={line.name} {...line} />} />
      <PaperSheet month={month} lines={lines} total={total} used={used} />
    </>
  );
}

function Row({ name, count }: Line): JSX.Element {
  return (
    <li class="row">
      <span class="row-name">{name}</span>
      <span class="row-side numbers">{count}</span>
    </li>
  );
}

type PaperSheetProps = {
  readonly month: string;
  readonly lines: readonly Line[];
  readonly total: number;
  readonly used: string;
};

function PaperSheet({ month, lines, total, used }: PaperSheetProps): JSX.Element {
  return (
    <article class="printed slip-a5 month-paper" aria-hidden="true">
      <p>{ownVillage()?.text ?? ""}</p>
      <h2>{`Permohonan ${monthText(month)}`}</h2>
      <table>
        <tbody>
          {lines.map(({ name, count }) => (
            <tr key={name}>
              <td>{name}</td>
              <td>{count}</td>
            </tr>
          ))}
          <tr>
            <th>Jumlah</th>
            <th>{total}</th>
          </tr>
        </tbody>
      </table>
      <p>{`Kuota internet terpakai: ${used}, tanpa pembaruan aplikasi.`}</p>
      <p>Dihitung oleh tablet ini saja. Bukan dokumen resmi.</p>
    </article>
  );
}
