/** One of several, as radio buttons with large rows: six to a screen, longer lists by search and pages, never by scrolling. */
import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import { Button } from "../actions/button.tsx";
import { words } from "../words.ts";
import { pageOf } from "./pages.ts";
import { rankOptions } from "./search-rank.ts";
import type { SearchOption } from "./search-rank.ts";

export type ChoiceListProps = {
  /** For screen readers; the question stands above. */
  readonly legend: string;
  readonly options: readonly SearchOption[];
  readonly value: string | undefined;
  readonly onChange: (value: string) => void;
  readonly perPage?: number;
};

/** Search field and page buttons take the place of this many rows. */
const rowsForSearch = 2;

export function ChoiceList({ legend, options, value, onChange, perPage = 6 }: ChoiceListProps): JSX.Element {
  const [query, setQuery] = useState("");
  const [from, setFrom] = useState(() => {
    const chosen = options.findIndex((option) => option.value === value);
    return Math.max(0, chosen - (chosen % perPage));
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
              type="radio"
              name={group}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
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
