/** A plain table for the district: sorting and paging are asked for, never done here. */
import type { ComponentChildren, JSX } from "preact";
import { Icon } from "../icons/icon.tsx";
import { words } from "../words.ts";

export type TableColumn<Row> = {
  readonly key: string;
  readonly header: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** Numbers stand at the end. */
  readonly align?: "start" | "end";
  readonly isSortable?: boolean;
  /** The cell that names the row, for screen readers. One per table. */
  readonly isRowHeader?: boolean;
};

export type TableSort = { readonly key: string; readonly direction: "ascending" | "descending" };

export type TableProps<Row> = {
  readonly caption: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly sort?: TableSort;
  readonly onSort?: (sort: TableSort) => void;
  readonly empty?: string;
};

export function Table<Row>(props: TableProps<Row>): JSX.Element {
  const { caption, columns, rows, rowKey, sort, onSort, empty = words("tableEmpty") } = props;
  return (
    <div class="table-frame" tabIndex={0} role="region" aria-label={caption}>
      <table class="table">
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <ColumnHeader key={column.key} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => (
                <Cell key={column.key} column={column} row={row} />
              ))}
            </tr>
          ))}
          {rows.length === 0 && (
            <tr>
              <td colSpan={columns.length}>{empty}</td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

type ColumnHeaderProps<Row> = {
  readonly column: TableColumn<Row>;
  readonly sort: TableSort | undefined;
  readonly onSort: ((sort: TableSort) => void) | undefined;
};

function ColumnHeader<Row>({ column, sort, onSort }: ColumnHeaderProps<Row>): JSX.Element {
  const { key, header, align = "start" } = column;
  const direction = sort?.key === key ? sort.direction : undefined;
  if (column.isSortable !== true || onSort === undefined) {
    return (
      <th scope="col" class={`align-${align}`}>
        {header}
      </th>
    );
  }
  const next = direction === "ascending" ? "descending" : "ascending";
  return (
    <th scope="col" class={`align-${align}`} aria-sort={direction ?? "none"}>
      <button type="button" class="table-sort" onClick={() => onSort({ key, direction: next })}>
        {header}
        {direction && <Icon name={direction === "ascending" ? "chevron-up" : "chevron-down"} />}
      </button>
    </th>
  );
}

type CellProps<Row> = { readonly column: TableColumn<Row>; readonly row: Row };

function Cell<Row>({ column, row }: CellProps<Row>): JSX.Element {
  const className = `align-${column.align ?? "start"}`;
  if (column.isRowHeader === true) {
    return (
      <th scope="row" class={className}>
        {column.cell(row)}
      </th>
    );
  }
  return <td class={className}>{column.cell(row)}</td>;
}
