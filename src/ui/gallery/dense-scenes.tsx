/** Gallery scene of the district's dense components. Invented figures only. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Button } from "../actions/button.tsx";
import { Table } from "../dense/table.tsx";
import type { TableSort } from "../dense/table.tsx";
import { Tabs } from "../dense/tabs.tsx";
import { TileGrid } from "../dense/tile-grid.tsx";
import type { Tile } from "../dense/tile-grid.tsx";
import { StatusChip } from "../feedback/status-chip.tsx";

const pass = (): void => undefined;
const states = [
  { tone: "ok", letter: "L", word: "Lengkap" },
  { tone: "wait", letter: "T", word: "2 masih di tablet" },
  { tone: "warning", letter: "S", word: "Senyap 3 hari kerja" },
  { tone: "danger", letter: "G", word: "Galat" },
  { tone: "off", letter: "–", word: "Belum aktif" },
] as const;

function tileOf(place: string, index: number): Tile {
  const state = states[(index * 7) % 11 > 5 ? 0 : (index * 3) % states.length] ?? states[0];
  return { key: `${place}-${index}`, name: `Desa ${index + 1}`, ...state };
}

const groups = ["Salem", "Bantarkawung", "Bumiayu", "Losari", "Tonjong", "Brebes"].map((title, group) => ({
  key: title,
  title,
  tiles: Array.from({ length: 15 + group }, (_, index) => tileOf(title, index + group)),
}));

type Row = { readonly code: string; readonly service: string; readonly village: string; readonly days: number };
const rows: readonly Row[] = [
  { code: "7K2 M9P 4TQ", service: "Akta kelahiran", village: "Gununglarang", days: 1 },
  { code: "A4F Q02 8ZD", service: "KK: tambah anak", village: "Jatirokeh", days: 2 },
  { code: "H7R 3WX 9BC", service: "KTP-el hilang", village: "Losari Kidul", days: 5 },
];

function District(): JSX.Element {
  const [sort, setSort] = useState<TableSort>({ key: "days", direction: "descending" });
  const [tab, setTab] = useState("new");
  return (
    <main class="gallery-dense" data-density="dense">
      <h1>Pantau</h1>
      <TileGrid groups={groups} onOpen={pass} openKey="Salem-4" />
      <Tabs
        label="Kotak berkas"
        tabs={[
          { key: "new", label: "Baru", count: 12 },
          { key: "mine", label: "Milik saya", count: 3 },
          { key: "waiting", label: "Menunggu perbaikan" },
        ]}
        openKey={tab}
        onOpen={setTab}
      >
        <Table
          caption="Berkas baru"
          rows={rows}
          rowKey={(row) => row.code}
          sort={sort}
          onSort={setSort}
          columns={[
            { key: "code", header: "Nomor", cell: (row) => row.code, isRowHeader: true, isSortable: true },
            { key: "service", header: "Layanan", cell: (row) => row.service },
            { key: "village", header: "Desa", cell: (row) => row.village, isSortable: true },
            { key: "state", header: "Keadaan", cell: () => <StatusChip tone="info" letter="B" word="Baru" /> },
            { key: "days", header: "Umur (hari)", cell: (row) => row.days, align: "end", isSortable: true },
          ]}
        />
      </Tabs>
      <div class="gallery-row">
        <Button kind="primary" icon="check" onPress={pass}>
          Terima
        </Button>
        <Button icon="edit" onPress={pass}>
          Minta perbaikan
        </Button>
        <Button kind="danger" onPress={pass}>
          Tolak
        </Button>
      </div>
    </main>
  );
}

export const denseScenes = { district: District } satisfies Record<string, () => JSX.Element>;
