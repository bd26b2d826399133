/** Type a few letters, touch the right one: for villages and other long lists. The list never grows past the screen. */
import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import { Icon } from "../icons/icon.tsx";
import { words } from "../words.ts";
import { rankOptions } from "./search-rank.ts";
import type { SearchOption } from "./search-rank.ts";

export type SearchPickProps = {
  /** Names the search field; shown unless the question above says it. */
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly options: readonly SearchOption[];
  readonly value: string | undefined;
  readonly onChange: (value: string) => void;
  /** Rows shown at once. 4 stay visible above a tablet's keyboard in landscape. */
  readonly resultsMax?: number;
};

export function SearchPick(props: SearchPickProps): JSX.Element {
  const { label, isLabelHidden = false, options, value, onChange, resultsMax = 4 } = props;
  const [query, setQuery] = useState("");
  const id = useId();
  const chosen = options.find((option) => option.value === value);
  const ranked =
    query === "" && chosen ? [chosen, ...options.filter((o) => o !== chosen)] : rankOptions(query, options);
  const hidden = ranked.length - resultsMax;
  return (
    <div class="search-pick">
      <label for={id} class={isLabelHidden ? "visually-hidden" : "answer-label"}>
        {label}
      </label>
      <div class="search-pick-field">
        <Icon name="search" />
        <input
          id={id}
          type="text"
          autocomplete="off"
          spellcheck={false}
          enterkeyhint="search"
          placeholder={words("searchHint")}
          value={query}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
      </div>
      <ul class="search-pick-results" aria-label={label}>
        {ranked.slice(0, resultsMax).map((option) => (
          <li key={option.value}>
            <SearchResult option={option} isChosen={option.value === value} onPick={() => onChange(option.value)} />
          </li>
        ))}
      </ul>
      <p class="search-pick-rest" role="status">
        {ranked.length === 0 ? words("searchNone") : hidden > 0 && words("searchMore", { count: hidden })}
      </p>
    </div>
  );
}

type SearchResultProps = {
  readonly option: SearchOption;
  readonly isChosen: boolean;
  readonly onPick: () => void;
};

function SearchResult({ option, isChosen, onPick }: SearchResultProps): JSX.Element {
  return (
    <button type="button" class="search-result" aria-pressed={isChosen} onClick={onPick}>
      <span class="search-result-label">{option.label}</span>
      {option.detail !== undefined && <span class="search-result-detail">{option.detail}</span>}
      {isChosen && <Icon name="check" />}
    </button>
  );
}
