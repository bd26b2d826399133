/** The villages somebody should telephone, worst first, in words: the grid shows where, this shows who. */
import type { JSX } from "preact";
import { momentText } from "../../../domain/date/date-words.ts";
import type { RegencyHealth, VillageHealth } from "../../../protocol/staff/staff-api.ts";
import { Table } from "../../../ui/dense/table.tsx";
import { Pill } from "../../../ui/feedback/pill.tsx";
import { StatusChip } from "../../../ui/feedback/status-chip.tsx";
import { ageText } from "../../age-text.ts";
import { placeText } from "../../place-text.ts";
import { stateWords, worstFirst } from "./health-words.ts";

/** A longer list pushes the grid off the screen, and after a holiday everybody is on it. */
const shownMax = 6;

export type AttentionListProps = {
  readonly health: RegencyHealth;
  readonly onOpen: (village: string) => void;
};

export function AttentionList({ health, onOpen }: AttentionListProps): JSX.Element | null {
  const list = worstFirst(health.villages);
  if (list.length === 0) return null;
  return (
    <section>
      <h2>{`Perlu ditindaklanjuti (${list.length})`}</h2>
      <Table<VillageHealth>
        caption="Desa yang perlu ditindaklanjuti"
        rows={list.slice(0, shownMax)}
        rowKey={(each) => each.village}
        empty=""
        columns={[
          {
            key: "village",
            header: "Desa",
            isRowHeader: true,
            cell: (each) => (
              <button type="button" class="as-link" onClick={() => onOpen(each.village)}>
                {placeText(each.village)}
              </button>
            ),
          },
          {
            key: "state",
            header: "Keadaan",
            cell: (each) => (
              <>
                <StatusChip {...stateWords[each.state]} />
                {each.isForked && <Pill tone="danger">Catatan bercabang</Pill>}
                {each.isUnusual && <Pill tone="warning">Kiriman tidak biasa</Pill>}
              </>
            ),
          },
          { key: "missing", header: "Masih di tablet", align: "end", cell: (each) => each.missing },
          {
            key: "oldest",
            header: "Yang tertua",
            cell: (each) => (each.oldestMissingSince === undefined ? "–" : ageText(each.oldestMissingSince, health.at)),
          },
          {
            key: "seen",
            header: "Terakhir terdengar",
            cell: (each) => (each.lastSeenAt === undefined ? "Belum pernah" : momentText(each.lastSeenAt)),
          },
        ]}
      />
      {list.length > shownMax && <p>{`${list.length - shownMax} desa lagi ada di peta di bawah.`}</p>}
    </section>
  );
}
