/** Decides what the generator may write: the guard of the frozen wire, apart from the disk so that it can be tested. */
import type { Bytes } from "../../../src/base/bytes.ts";
import { equalBytes } from "../../../src/base/bytes.ts";
import { releasedName } from "./fixtures.ts";

type Named = { readonly name: string; readonly bytes: Bytes };
export type Plan = { readonly write: readonly Named[]; readonly refused: readonly string[] };

/** Missing messages are written; one that differs only with `replace`, and never when it is released. */
export function planFixtures(
  messages: readonly Named[],
  options: {
    readonly replace: boolean;
    readonly released: ReadonlySet<string>;
    readonly read: (name: string) => Bytes | undefined;
  },
): Plan {
  const write: Named[] = [];
  const refused: string[] = [];
  for (const { name, bytes } of messages) {
    const frozen = options.read(name);
    if (frozen && equalBytes(frozen, bytes)) continue;
    if (options.released.has(releasedName(name)))
      refused.push(`${name}: released, and may never change. Add a new message, or mend the code.`);
    else if (frozen && !options.replace) refused.push(`${name}: differs from its file; --replace writes it anew.`);
    else write.push({ name, bytes });
  }
  return { write, refused };
}
