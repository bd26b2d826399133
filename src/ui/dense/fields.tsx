/** The fields of a form on one page, for trained hands: label above, what is wrong below. What a field means is the app's business. */
import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";
import type { SearchOption } from "../answers/search-rank.ts";

export type FieldFrame = {
  readonly label: string;
  /** Example or unit, small behind the label. */
  readonly hint?: string;
  /** What is wrong and what to do. */
  readonly error?: string;
  /** What looks odd and may yet be right. */
  readonly doubts?: readonly string[];
  /** Filled in by the tablet, touched by nobody. */
  readonly isSuggested?: boolean;
  /** Where that comes from, when it was said before. */
  readonly suggestedBy?: string;
  /** "Belum punya NIK": given = the field offers it, and whether it is chosen. */
  readonly other?: { readonly label: string; readonly isChosen: boolean; readonly onChange: (chosen: boolean) => void };
};

type FramedProps = FieldFrame & {
  /** A single control is named by a label, a group by a legend. */
  readonly as: "control" | "group";
  readonly children: (id: string, described: string) => ComponentChildren;
};

function Framed(props: FramedProps): JSX.Element {
  const { label, hint, error, doubts = [], isSuggested = false, suggestedBy, other, as, children } = props;
  const id = useId();
  const notes = `${id}-notes`;
  const name = (
    <>
      {label}
      {hint !== undefined && <span class="dense-hint">{` ${hint}`}</span>}
    </>
  );
  const rest = (
    <>
      {children(id, notes)}
      {other && (
        <label class="dense-other">
          <input
            type="checkbox"
            checked={other.isChosen}
            onChange={(event) => other.onChange(event.currentTarget.checked)}
          />
          {other.label}
        </label>
      )}
      <div id={notes} class="dense-notes">
        {error !== undefined && <p class="dense-error">{error}</p>}
        {doubts.map((doubt) => (
          <p key={doubt} class="dense-doubt">
            {doubt}
          </p>
        ))}
        {isSuggested && error === undefined && (
          <p class="dense-suggested">
            {suggestedBy === undefined ? "Diisi tablet, periksa." : `Dari permohonan tadi (${suggestedBy}), periksa.`}
          </p>
        )}
      </div>
    </>
  );
  const className = `dense-field${error === undefined ? "" : " dense-field-wrong"}`;
  return as === "group" ? (
    <fieldset class={className}>
      <legend>{name}</legend>
      {rest}
    </fieldset>
  ) : (
    <div class={className}>
      <label for={id}>{name}</label>
      {rest}
    </div>
  );
}

export type TextFieldProps = FieldFrame & {
  readonly value: string;
  /** Called when the field is left with something else in it, not at every letter. */
  readonly onCommit: (text: string) => void;
  readonly isNumeric?: boolean;
  readonly lettersMax?: number;
};

export function TextField({ value, onCommit, isNumeric = false, lettersMax, ...frame }: TextFieldProps): JSX.Element {
  return (
    <Framed {...frame} as="control">
      {(id, described) => (
        <input
          id={id}
          class="text-input"
          type="text"
          // On a shared tablet the browser must have nothing to offer the next person.
          autocomplete="off"
          spellcheck={false}
          inputMode={isNumeric ? "numeric" : "text"}
          maxLength={lettersMax}
          value={value}
          aria-invalid={frame.error !== undefined}
          aria-describedby={described}
          onChange={(event) => onCommit(event.currentTarget.value)}
        />
      )}
    </Framed>
  );
}

export type SelectFieldProps = FieldFrame & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Options by group; a group without a title stands alone. */
  readonly groups: readonly { readonly title?: string; readonly options: readonly SearchOption[] }[];
};

export function SelectField({ value, onChange, groups, ...frame }: SelectFieldProps): JSX.Element {
  return (
    <Framed {...frame} as="control">
      {(id, described) => (
        <select
          id={id}
          class="text-input"
          value={value}
          aria-invalid={frame.error !== undefined}
          aria-describedby={described}
          onChange={(event) => onChange(event.currentTarget.value)}
        >
          <option value="">Pilih…</option>
          {groups.map(({ title, options }) =>
            title === undefined ? (
              options.map((option) => <Option key={option.value} {...option} />)
            ) : (
              <optgroup key={title} label={title}>
                {options.map((option) => (
                  <Option key={option.value} {...option} />
                ))}
              </optgroup>
            ),
          )}
        </select>
      )}
    </Framed>
  );
}

function Option({ value, label }: SearchOption): JSX.Element {
  return <option value={value}>{label}</option>;
}

export type PickFieldProps = FieldFrame & {
  readonly options: readonly SearchOption[];
  readonly chosen: readonly string[];
  /** Several may be ticked; otherwise a touch chooses one. */
  readonly isSeveral?: boolean;
  /** All that are chosen now, in the order of the options. */
  readonly onChange: (chosen: readonly string[]) => void;
};

/** A few options side by side, all in sight. */
export function PickField({ options, chosen, isSeveral = false, onChange, ...frame }: PickFieldProps): JSX.Element {
  const touch = (value: string): void => {
    const isNow = (option: string): boolean =>
      isSeveral ? chosen.includes(option) !== (option === value) : option === value;
    onChange(options.map((option) => option.value).filter(isNow));
  };
  return (
    <Framed {...frame} as="group">
      {(id, described) => (
        <div class="dense-picks" aria-describedby={described}>
          {options.map(({ value, label }) => (
            <label key={value} class="dense-pick">
              <input
                type={isSeveral ? "checkbox" : "radio"}
                name={id}
                checked={chosen.includes(value)}
                onChange={() => touch(value)}
              />
              {label}
            </label>
          ))}
        </div>
      )}
    </Framed>
  );
}
