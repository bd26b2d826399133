/** A list that is never drawn longer than the screen: so many at a time, and two buttons. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { Button } from "../../ui/actions/button.tsx";

export type PagesProps<T> = {
  readonly items: readonly T[];
  readonly perPage: number;
  readonly children: (shown: readonly T[]) => ComponentChildren;
};

/** Draws the items of one page as its child says, and the buttons where there is more than one. */
export function Pages<T>({ items, perPage, children }: PagesProps<T>): JSX.Element {
  const page = useSignal(0);
  const pages = Math.max(1, Math.ceil(items.length / perPage));
  const shown = Math.min(page.value, pages - 1);
  return (
    <>
      {children(items.slice(shown * perPage, (shown + 1) * perPage))}
      {pages > 1 && (
        <div class="rows-pages">
          <Button icon="chevron-left" isDisabled={shown === 0} onPress={() => (page.value = shown - 1)}>
            Sebelumnya
          </Button>
          <span class="numbers">{`${shown + 1} dari ${pages}`}</span>
          <Button
            icon="chevron-right"
            iconSide="end"
            isDisabled={shown === pages - 1}
            onPress={() => (page.value = shown + 1)}
          >
            Berikutnya
          </Button>
        </div>
      )}
    </>
  );
}

export type PagedProps<T> = Omit<PagesProps<T>, "children"> & { readonly row: (item: T) => ComponentChildren };

/** Rows of a list. */
export function Paged<T>({ items, perPage, row }: PagedProps<T>): JSX.Element {
  return (
    <Pages items={items} perPage={perPage}>
      {(shown) => <ul class="rows">{shown.map(row)}</ul>}
    </Pages>
  );
}
