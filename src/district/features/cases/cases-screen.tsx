/** The inbox: what waits, the urgent and then the longest waiting first, desk by desk; found by slip code, NIK or a word of the name. */
import { useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { stageText } from "../../../domain/case/stage-text.ts";
import { findService } from "../../../domain/configuration/configuration.ts";
import { momentText } from "../../../domain/date/date-words.ts";
import { formatSlipCode } from "../../../domain/slip/slip-code.ts";
import type { CaseList, CaseListItem } from "../../../protocol/staff/staff-api.ts";
import { staffPaths } from "../../../protocol/staff/staff-api.ts";
import { Button } from "../../../ui/actions/button.tsx";
import { Table } from "../../../ui/dense/table.tsx";
import { Tabs } from "../../../ui/dense/tabs.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { Pill } from "../../../ui/feedback/pill.tsx";
import { useLive } from "../../platform/live.ts";
import { configuration } from "../../platform/session.ts";
import { placeText } from "../../place-text.ts";
import { RouteLink } from "../../route-link.tsx";
import { stageTone } from "../../stage-tone.ts";
import type { Desk } from "./desks.ts";
import { countOnDesk, desks, everything, papersText, toCheck, waitText } from "./desks.ts";

export function CasesScreen(): JSX.Element {
  const words = useSignal("");
  const query = useSignal("");
  const desk = useSignal(toCheck);
  const counts = useSignal<CaseList["stages"]>({});
  const search = (event?: Event): void => {
    event?.preventDefault();
    query.value = words.value.trim();
    // Whoever searches does not know the stage; who is done searching goes back to work.
    desk.value = query.value === "" ? toCheck : everything;
  };
  return (
    <>
      <h1>Berkas</h1>
      <form class="filters" onSubmit={search}>
        <label class="field">
          Nomor bukti, NIK, atau nama
          <input
            type="search"
            autocomplete="off"
            value={words.value}
            onInput={(e) => (words.value = e.currentTarget.value)}
          />
        </label>
        <Button icon="search" onPress={search}>
          Cari
        </Button>
      </form>
      <Tabs
        label="Tahap"
        tabs={desks.map((each) => ({ ...each, count: countOnDesk(each, counts.value) }))}
        openKey={desk.value.key}
        onOpen={(key) => (desk.value = desks.find((each) => each.key === key) ?? toCheck)}
      >
        <CasePages
          key={`${desk.value.key}|${query.value}`}
          desk={desk.value}
          query={query.value}
          onCounts={(next) => (counts.value = next)}
        />
      </Tabs>
    </>
  );
}

type CasePagesProps = {
  readonly desk: Desk;
  readonly query: string;
  readonly onCounts: (counts: CaseList["stages"]) => void;
};

/** Pages of one desk. The way back is the places the pages before began behind. */
function CasePages(props: CasePagesProps): JSX.Element {
  const places = useSignal<readonly string[]>([]);
  return (
    <CasePage
      {...props}
      key={places.value.length}
      after={places.value.at(-1)}
      number={places.value.length + 1}
      onBack={() => (places.value = places.value.slice(0, -1))}
      onNext={(place) => (places.value = [...places.value, place])}
    />
  );
}

type CasePageProps = CasePagesProps & {
  readonly after: string | undefined;
  readonly number: number;
  readonly onBack: () => void;
  readonly onNext: (place: string) => void;
};

/** One page of the list. What is searched for travels in the body: a NIK must not stand in an address or an access log. */
function CasePage({ desk, query, after, number, onCounts, onBack, onNext }: CasePageProps): JSX.Element {
  const parameters = new URLSearchParams(desk.stages.map((stage) => ["stage", stage]));
  if (after !== undefined) parameters.set("after", after);
  const { data, problem } = useLive<CaseList>(
    `${staffPaths.cases}?${parameters}`,
    query === "" ? undefined : { query },
  );
  useSignalEffect(() => {
    if (data.value) onCounts(data.value.stages);
  });
  const list = data.value;
  if (problem.value !== undefined) return <Message kind="error">{problem.value}</Message>;
  if (!list) return <p>Membaca…</p>;
  const { next } = list;
  return (
    <>
      <CaseTable list={list} />
      <div class="actions pager">
        <Button isDisabled={number === 1} onPress={onBack}>
          Sebelumnya
        </Button>
        <span class="numbers">{`Halaman ${number} · ${list.total} berkas`}</span>
        <Button isDisabled={next === undefined} onPress={() => next !== undefined && onNext(next)}>
          Berikutnya
        </Button>
      </div>
    </>
  );
}

function CaseTable({ list }: { readonly list: CaseList }): JSX.Element {
  return (
    <Table<CaseListItem>
      caption="Berkas"
      rows={list.items}
      rowKey={(item) => item.application}
      empty="Tidak ada berkas."
      columns={[
        { key: "code", header: "Nomor", isRowHeader: true, cell: (item) => <CaseLink item={item} /> },
        {
          key: "name",
          header: "Nama",
          cell: (item) => (
            <>
              {item.name}
              {item.subject !== undefined && <div class="subject">{`untuk ${item.subject}`}</div>}
            </>
          ),
        },
        { key: "stage", header: "Tahap", cell: (item) => <StageCell item={item} now={list.at} /> },
        { key: "service", header: "Layanan", cell: (item) => serviceLabel(item.serviceId) },
        { key: "village", header: "Desa", cell: (item) => placeText(item.village) },
        { key: "received", header: "Masuk", cell: (item) => momentText(item.receivedAt) },
      ]}
    />
  );
}

/** Where it is, since when, what it still lacks, and why it goes before others. */
function StageCell({ item, now }: { readonly item: CaseListItem; readonly now: number }): JSX.Element {
  const papers = papersText(item);
  return (
    <>
      <div class="pills">
        <Pill tone={stageTone(item.stage)}>{stageText(item.stage).label}</Pill>
        {item.isUrgent && <Pill tone="warning">Mendesak</Pill>}
        {papers !== undefined && <Pill tone="wait">{papers}</Pill>}
      </div>
      <div class="subject">{waitText(item, now)}</div>
      {item.urgentReason !== undefined && <div class="urgent-reason">{item.urgentReason}</div>}
    </>
  );
}

function CaseLink({ item }: { readonly item: CaseListItem }): JSX.Element {
  return <RouteLink to={{ name: "case", application: item.application }}>{formatSlipCode(item.slipCode)}</RouteLink>;
}

function serviceLabel(serviceId: string): string {
  return (configuration.value && findService(configuration.value, serviceId)?.label) ?? serviceId;
}
