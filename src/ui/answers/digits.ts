/** Typing and grouping digits the way people read them from a card. Pure; knows nothing about what the number means. */

/** NIK and nomor KK, as printed and read aloud: 6-6-4. */
export const nikGroups = [6, 6, 4] as const;

/** Keeps the digits of `text` (pasted with blanks or dots, or typed), at most `digitsMax` of them. */
export function digitsOf(text: string, digitsMax: number): string {
  return text.replaceAll(/\D/g, "").slice(0, digitsMax);
}

/** "3329100000000001" in groups of 6, 6, 4 → "332910 000000 0001". Digits beyond the groups form a last one. */
export function groupDigits(digits: string, groups: readonly number[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const size of [...groups, Number.POSITIVE_INFINITY]) {
    if (from >= digits.length) break;
    parts.push(digits.slice(from, from + size));
    from += size;
  }
  return parts.join(" ");
}

export type PadKey = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "," | "erase" | "erase-all";

export type PadRule = {
  readonly digitsMax: number;
  /** Digits after a comma; 0 or absent = whole numbers only. */
  readonly decimals?: number;
};

/** What stands on the display after `key`. A key that would break the rule changes nothing. */
export function pressKey(value: string, key: PadKey, rule: PadRule): string {
  if (key === "erase") return value.slice(0, -1);
  if (key === "erase-all") return "";
  const [whole = "", fraction] = value.split(",");
  if (key === ",") {
    const isAllowed = (rule.decimals ?? 0) > 0 && fraction === undefined && whole !== "";
    return isAllowed ? `${value},` : value;
  }
  const isFull = fraction === undefined ? whole.length >= rule.digitsMax : fraction.length >= (rule.decimals ?? 0);
  return isFull ? value : value + key;
}

/** The pad key a hardware key stands for; undefined for keys that are not ours (Tab, arrows, letters). */
export function padKeyOf(key: string): PadKey | undefined {
  if (key === "Backspace") return "erase";
  if (key === "Delete") return "erase-all";
  if (key === "." || key === ",") return ",";
  return padDigits.find((digit) => digit === key);
}

/** Telephone order: what people know from their phones, and faster than any other (ux.md §0.7). */
export const padDigits = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"] as const;
