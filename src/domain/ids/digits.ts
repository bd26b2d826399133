/** Digits as people type them. */

/** The digits of a number typed with spaces, dots or dashes; undefined when anything else is in it, or nothing. */
export function digitsOf(text: string): string | undefined {
  const bare = text.replaceAll(/[\s.\-–]/g, "");
  return /^\d+$/.test(bare) ? bare : undefined;
}

/** Groups of `sizes`, joined by thin gaps: "332999 050868 0001". A rest beyond the sizes is one more group. */
export function groupDigits(digits: string, sizes: readonly number[]): string {
  const groups: string[] = [];
  let at = 0;
  for (const size of sizes) {
    if (at >= digits.length) break;
    groups.push(digits.slice(at, at + size));
    at += size;
  }
  if (at < digits.length) groups.push(digits.slice(at));
  return groups.join(" ");
}

/** How NIK and KK are read aloud and shown: 6-6-4. */
export const identityGroups = [6, 6, 4] as const;
