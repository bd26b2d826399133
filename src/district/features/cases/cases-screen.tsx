/** The inbox: urgent first, then the newest change; found by slip code, NIK or a word of the name. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { findVillage, villageText } from "../../../domain/areas/areas.ts";
import type { Stage } from "../../../domain/case/case-state.ts";
import { stageText } from "../../../domain/case/stage-text.ts";
import { findService } from "../../../domain/configuration/configuration.ts";
import { momentText } from "../../../domain/date/date-words.ts";
import { formatSlipCode } from "../../../domain/slip/slip-code.ts";
import type { CaseList, CaseListItem } from "../../../protocol/staff/staff-api.ts";
import { casesPerPage, staffPaths } from "../../../protocol/staff/staff-api.ts";
import { Button } from "../../../ui/actions/button.tsx";
import { Table } from "../../../ui/dense/table.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { Pill } from "../../../ui/feedback/pill.tsx";
import { useLive } from "../../platform/live.ts";
import { go, pathOfRoute } from "../../platform/route.ts";
import { configuration } from "../../platform/session.ts";
import { stageTone } from "../../stage-tone.ts";

const stages: readonly Stage[] = [
  "received",
  "corrected",
  "correction-asked",
  "accepted",
  "ready-for-pickup",
  "handed-over",
  "rejected",
  "withdrawn",
];

export function CasesScreen(): JSX.Element {
  const words = useSignal("");
  const query = useSignal("");
  const stage = useSignal("");
  const page = useSignal(0);
  const search = (event: Event): void => {
    event.preventDefault();
    page.value = 0;
    query.value = words.value.trim();
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
        <label class="field">
          Tahap
          <select
            value={stage.value}
            onChange={(e) => {
              stage.value = e.currentTarget.value;
              page.value = 0;
            }}
          >
            <option value="">Semua</option>
            {stages.map((each) => (
              <option key={each} value={each}>
                {stageText(each).label}
              </option>
            ))}
          </select>
        </label>
        <Button icon="search" onPress={() => (query.value = words.value.trim())}>
          Cari
        </Button>
      </form>
      <CasePage
        key={`${stage.value}|${query.value}|${page.value}`}
        stage={stage.value}
        query={query.value}
        page={page.value}
        onPage={(next) => (page.value = next)}
      />
    </>
  );
}

type CasePageProps = {
  readonly stage: string;
  readonly query: string;
  readonly page: number;
  readonly onPage: (page: number) => void;
};

/** One page of the list. What is searched for travels in the body: a NIK must not stand in an address or an access log. */
function CasePage({ stage, query, page, onPage }: CasePageProps): JSX.Element {
  const parameters = new URLSearchParams({ stage, page: String(page) });
  const { data, problem } = useLive<CaseList>(
    `${staffPaths.cases}?${parameters}`,
    query === "" ? undefined : { query },
  );
  const list = data.value;
  if (problem.value !== undefined) return <Message kind="error">{problem.value}</Message>;
  if (!list) return <p>Membaca…</p>;
  const pages = Math.max(1, Math.ceil(list.total / casesPerPage));
  return (
    <>
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
          { key: "service", header: "Layanan", cell: (item) => serviceLabel(item.serviceId) },
          { key: "village", header: "Desa", cell: (item) => placeText(item.village) },
          {
            key: "stage",
            header: "Tahap",
            cell: (item) => (
              <>
                <Pill tone={stageTone(item.stage)}>{stageText(item.stage).label}</Pill>{" "}
                {item.isUrgent && <Pill tone="warning">Mendesak</Pill>}
              </>
            ),
          },
          { key: "received", header: "Masuk", cell: (item) => momentText(item.receivedAt) },
        ]}
      />
      <div class="actions pager">
        <Button isDisabled={page === 0} onPress={() => onPage(page - 1)}>
          Sebelumnya
        </Button>
        <span class="numbers">{`${page + 1} dari ${pages} · ${list.total} berkas`}</span>
        <Button isDisabled={page + 1 >= pages} onPress={() => onPage(page + 1)}>
          Berikutnya
        </Button>
      </div>
    </>
  );
}

function CaseLink({ item }: { readonly item: CaseListItem }): JSX.Element {
  const to = { name: "case", application: item.application } as const;
  return (
    <a
      href={pathOfRoute(to)}
      onClick={(event) => {
        event.preventDefault();
        go(to);
      }}
    >
      {formatSlipCode(item.slipCode)}
    </a>
  );
}

function serviceLabel(serviceId: string): string {
  return (configuration.value && findService(configuration.value, serviceId)?.label) ?? serviceId;
}

function placeText(village: string): string {
  const place = configuration.value && findVillage(configuration.value.areas, village);
  return place ? villageText(place) : village;
}
