/** Entries that are here and wait for photos: nothing to do, said so that nobody worries. */
import type { JSX } from "preact";
import type { WaitingItem } from "../../../protocol/staff/set-aside.ts";
import { Table } from "../../../ui/dense/table.tsx";
import { ageText } from "../../age-text.ts";
import { placeText } from "../../place-text.ts";
import { CodeCell, DeviceLink } from "./item-cells.tsx";

export function WaitingList({
  items,
  at,
}: {
  readonly items: readonly WaitingItem[];
  readonly at: number;
}): JSX.Element {
  return (
    <>
      <p>Datanya sudah diterima, fotonya masih dalam perjalanan dari tablet. Tablet mengirimnya sendiri.</p>
      <Table<WaitingItem>
        caption="Menunggu foto"
        rows={items}
        rowKey={(item) => item.digest}
        empty="Semua foto sudah sampai."
        columns={[
          { key: "code", header: "Nomor", isRowHeader: true, cell: (item) => <CodeCell item={item} /> },
          { key: "missing", header: "Belum sampai", cell: (item) => `${item.missing} dari ${item.photos} foto` },
          { key: "age", header: "Sejak", cell: (item) => `${ageText(item.receivedAt, at)} lalu` },
          { key: "village", header: "Desa", cell: (item) => placeText(item.village) },
          { key: "device", header: "Tablet", cell: (item) => <DeviceLink device={item.device} /> },
        ]}
      />
    </>
  );
}
