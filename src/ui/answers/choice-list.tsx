/**
 * One of several as radio buttons, or some of several as check boxes, with large rows: six to a screen, longer lists by
 * search and pages, never by scrolling.
 */
import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import { Button } from "../actions/button.tsx";
import { words } from "../words.ts";
import { pageOf } from "./pages.ts";
import { rankOptions } from "./search-rank.ts";
import type { SearchOption } from "./search-rank.ts";

type ListProps = {
  /** For screen readers; the question stands above. */
  readonly legend: string;
  readonly options: readonly SearchOption[];
  readonly perPage?: number;
};

export type ChoiceListProps = ListProps & {
  readonly value: string | undefined;
  readonly onChange: (value: string) => void;
};

export type ChoicesListProps = ListProps & {
  readonly values: readonly string[];
  /** All that are ticked now, in the order of the options. */
  readonly onChange: (values: readonly string[]) => void;
};

/** Search field and page buttons take the place of this many rows. */
const rowsForSearch = 2;

/** One of the options. */
export function ChoiceList({ value, onChange, ...list }: ChoiceListProps): JSX.Element {
  return <Rows {...list} type="radio" chosen={value === undefined ? [] : [value]} onTouch={onChange} />;
}

/** Any number of the options; a second touch takes the tick away. */
export function ChoicesList({ values, onChange, ...list }: ChoicesListProps): JSX.Element {
  const toggle = (touched: string): void => {
    const isTicked = (option: string): boolean => values.includes(option) !== (option === touched);
    onChange(list.options.map((option) => option.value).filter(isTicked));
  };
  return <Rows {...list} type="checkbox" chosen={values} onTouch={toggle} />;
}

type RowsProps = ListProps & {
  readonly type: "radio" | "checkbox";
  readonly chosen: readonly string[];
  readonly onTouch: (value: string) => void;
};

function Rows({ legend, options, type, chosen, onTouch, perPage = 6 }: RowsProps): JSX.Element {
  const [query, setQuery] = useState("");
  const [from, setFrom] = useState(() => {
    const first = options.findIndex((option) => chosen.includes(option.value));
    return Math.max(0, first - (first % perPage));
  });
  const group = useId();
  const isLong = options.length > perPage;
  const matches = isLong ? rankOptions(query, options) : options;
  const page = pageOf(matches, from, isLong ? perPage - rowsForSearch : perPage);
  const search = (text: string): void => {
    setQuery(text);
    setFrom(0);
  };
  return (
    <fieldset class="choice-list">
      <legend class="visually-hidden">{legend}</legend>
      {isLong && <ChoiceSearch legend={legend} query={query} onSearch={search} />}
      <div class="choice-rows">
        {page.items.map((option) => (
          <label key={option.value} class="choice-row">
            <input
              type={type}
              name={group}
              value={option.value}
              checked={chosen.includes(option.value)}
              onChange={() => onTouch(option.value)}
            />
            <span class="choice-row-label">{option.label}</span>
            {option.detail !== undefined && <span class="choice-row-detail">{option.detail}</span>}
          </label>
        ))}
      </div>
      {matches.length === 0 && <p role="status">{words("searchNone")}</p>}
      {isLong && page.total > page.size && (
        <div class="choice-pages">
          <Button icon="chevron-left" isDisabled={page.isFirst} onPress={() => setFrom(page.from - page.size)}>
            {words("previousPage")}
          </Button>
          <p role="status" class="numbers">
            {words("pageOf", { from: page.from + 1, to: page.from + page.items.length, total: page.total })}
          </p>
          <Button
            icon="chevron-right"
            iconSide="end"
            isDisabled={page.isLast}
            onPress={() => setFrom(page.from + page.size)}
          >
            {words("nextPage")}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

type ChoiceSearchProps = {
  readonly legend: string;
  readonly query: string;
  readonly onSearch: (text: string) => void;
};

function ChoiceSearch({ legend, query, onSearch }: ChoiceSearchProps): JSX.Element {
  return (
    <input
      class="text-input"
      type="text"
      autocomplete="off"
      spellcheck={false}
      enterkeyhint="search"
      aria-label={`${words("search")}: ${legend}`}
      placeholder={words("searchHint")}
      value={query}
      onInput={(event) => onSearch(event.currentTarget.value)}
    />
  );
}
