/** A list that is never drawn longer than the screen: so many rows, and two buttons. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { Button } from "../../ui/actions/button.tsx";

export type PagedProps<T> = {
  readonly items: readonly T[];
  readonly perPage: number;
  readonly row: (item: T) => ComponentChildren;
};

export function Paged<T>({ items, perPage, row }: PagedProps<T>): JSX.Element {
  const page = useSignal(0);
  const pages = Math.max(1, Math.ceil(items.length / perPage));
  const shown = Math.min(page.value, pages - 1);
  return (
    <>
      <ul class="rows">{items.slice(shown * perPage, (shown + 1) * perPage).map(row)}</ul>
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
