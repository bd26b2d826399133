/** Finds entries of a long list from a few letters, as people spell them: without accents, with one slip. Pure. */

export type SearchOption = {
  readonly value: string;
  readonly label: string;
  /** Told apart by this: the kecamatan beside the village, the group beside an occupation. Searched too, ranked lower. */
  readonly detail?: string;
};

/** Lower case, accents and punctuation dropped, single blanks: "Jati-Barang " → "jati barang". */
export function foldText(text: string): string {
  return text
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/**
 * The options that match `query`, best first, the given order kept among equals; all of them for an empty query.
 * Order of merit: label begins so, a word of it begins so, label contains it (blanks ignored), detail matches, one letter off.
 */
export function rankOptions(query: string, options: readonly SearchOption[]): readonly SearchOption[] {
  const wanted = foldText(query);
  if (wanted === "") return options;
  return options
    .map((option) => ({ option, merit: meritOf(wanted, option) }))
    .filter(({ merit }) => merit > 0)
    .toSorted((a, b) => b.merit - a.merit)
    .map(({ option }) => option);
}

/** One slip is forgiven only in words long enough that it cannot mean another. */
const slipLettersMin = 4;

function meritOf(wanted: string, option: SearchOption): number {
  const label = foldText(option.label);
  if (label.startsWith(wanted)) return 5;
  if (label.includes(` ${wanted}`)) return 4;
  if (joined(label).includes(joined(wanted))) return 3;
  if (foldText(option.detail ?? "").startsWith(wanted)) return 2;
  if (wanted.length < slipLettersMin) return 0;
  return isOneSlipFromPrefix(joined(wanted), joined(label)) ? 1 : 0;
}

function joined(text: string): string {
  return text.replaceAll(" ", "");
}

/** True when `typed` turns into a beginning of `label` by one letter replaced, left out, added, or swapped with its neighbour. */
function isOneSlipFromPrefix(typed: string, label: string): boolean {
  let at = 0;
  while (at < typed.length && typed[at] === label[at]) at += 1;
  const rest = typed.slice(at);
  return (
    label.startsWith(rest.slice(1), at + 1) ||
    label.startsWith(rest, at + 1) ||
    label.startsWith(rest.slice(1), at) ||
    label.startsWith(`${rest.charAt(1)}${rest.charAt(0)}${rest.slice(2)}`, at)
  );
}
