/**
 * The witness outside tablet and district: writes down what the screen has shown, in a file, and says at the end what of it
 * the district does not hold as it was said. Knows how to compare, and nothing of browsers and servers.
 */
import { appendFileSync } from "node:fs";
import type { OutboxItem } from "../../src/worker/worker-api.ts";
import type { ShownRow, Told } from "./officer-page.ts";

/** What another process reads from the district's database. */
export type Holdings = {
  readonly entries: readonly {
    readonly digest: string;
    readonly kind: string;
    readonly slipCode: string;
    readonly state: string;
  }[];
  readonly cases: readonly {
    readonly slipCode: string;
    readonly stage: string;
    readonly content: { readonly answers: Readonly<Record<string, unknown>>; readonly photos: readonly unknown[] };
  }[];
};

/** What a row of the outbox says. */
export type OnTablet = Pick<OutboxItem, "slipCode" | "kind" | "state" | "stage">;

/** What had been shown at some moment, by slip code. */
export type Seen = {
  readonly saved: ReadonlySet<string>;
  readonly green: ReadonlySet<string>;
  /** "kind code". */
  readonly later: ReadonlySet<string>;
};

export class Oracle {
  readonly #path: string;
  readonly #attempts = new Map<string, Told>();
  /** Slip codes by what was shown of them. */
  readonly #saved = new Set<string>();
  readonly #green = new Set<string>();
  /** "kind code" of what was said of an application later. */
  readonly #later = new Set<string>();

  constructor(path: string) {
    this.#path = path;
  }

  /** Applications whose "tersimpan" somebody saw. */
  get saved(): number {
    return this.#saved.size;
  }

  get attempts(): number {
    return this.#attempts.size;
  }

  /** What has been shown until now. To be taken before the district is read: screens go on meanwhile. */
  seen(): Seen {
    return { saved: new Set(this.#saved), green: new Set(this.#green), later: new Set(this.#later) };
  }

  attempted(attempt: Told): void {
    this.#write({ attempted: attempt.draftId });
    this.#attempts.set(keyOf(attempt.answers), attempt);
  }

  /** True when the row says something of an entry that no row said before. */
  shown(row: ShownRow): boolean {
    this.#write({ shown: row });
    const isApplication = row.kind === "application";
    const [seen, name] = isApplication ? [this.#saved, row.code] : [this.#later, `${row.kind} ${row.code}`];
    const isNew = !seen.has(name);
    seen.add(name);
    if (row.state === "complete" && isApplication) this.#green.add(row.code);
    return isNew;
  }

  /** At any moment: what no waiting makes right again. */
  wrongs(seen: Seen, holdings: Holdings): readonly string[] {
    const { entries, cases } = holdings;
    const applications = entries.filter((entry) => entry.kind === "application");
    return [
      ...falseGreens(seen, holdings),
      ...repeated(entries.map(({ digest }) => digest)).map((digest) => `doubled: entry ${digest}`),
      ...repeated(applications.map(({ slipCode }) => slipCode)).map((code) => `doubled: ${code}`),
      ...repeated(cases.map(({ content }) => keyOf(content.answers))).map((key) => `doubled: the visit ${key}`),
      ...cases.flatMap((held) => this.#misheard(held)),
    ];
  }

  #misheard({ slipCode, content }: Holdings["cases"][number]): readonly string[] {
    const attempt = this.#attempts.get(keyOf(content.answers));
    if (!attempt) return [`untrue: ${slipCode} says what nobody said`];
    const found = content.photos.length;
    return found === attempt.photos ? [] : [`untrue: ${slipCode} has ${found} photos of ${attempt.photos}`];
  }

  #write(line: unknown): void {
    appendFileSync(this.#path, `${JSON.stringify(line)}\n`);
  }
}

/** Everything shown green is held, complete. */
function falseGreens({ green }: Seen, { entries }: Holdings): readonly string[] {
  const complete = new Set(
    entries.filter(({ kind, state }) => kind === "application" && state === "complete").map(({ slipCode }) => slipCode),
  );
  return [...green]
    .filter((code) => !complete.has(code))
    .map((code) => `untrue: ${code} was shown green and is not held`);
}

/** In the calm: what was shown as saved and is not yet held as it was said. */
export function owed({ saved, later }: Seen, { entries, cases }: Holdings): readonly string[] {
  const applications = entries.filter((entry) => entry.kind === "application");
  const held = new Set(
    entries.filter(({ state }) => state === "complete").map((each) => `${each.kind} ${each.slipCode}`),
  );
  return [
    ...[...saved].flatMap((code) => debtOf(code, applications, cases)),
    ...[...later].filter((name) => !held.has(name)).map((name) => `lost: the ${name}`),
  ];
}

const villageStages: ReadonlySet<string> = new Set(["withdrawn", "corrected"]);

/** What tablet and district say differently of the same applications, when nothing is on its way any more. */
export function disagreements(outbox: readonly OnTablet[], { cases }: Holdings): readonly string[] {
  const stages = new Map(cases.map(({ slipCode, stage }) => [slipCode, stage]));
  return outbox.flatMap(({ slipCode, state, stage, kind }) => {
    const told = stage ?? "received";
    const decided = stages.get(slipCode);
    if (state !== "complete") return [`stuck: ${slipCode} (${kind}) is shown as ${state}`];
    // What the village itself did needs no notice to it.
    if (decided === undefined || villageStages.has(decided) || told === decided) return [];
    return [`stuck: ${slipCode} is ${decided} at the district and ${told} on the tablet`];
  });
}

function debtOf(code: string, applications: Holdings["entries"], cases: Holdings["cases"]): readonly string[] {
  const entry = applications.find(({ slipCode }) => slipCode === code);
  if (!entry) return [`lost: ${code}, which was shown as saved`];
  if (entry.state !== "complete") return [`stuck: ${code} is held as ${entry.state}`];
  return cases.some(({ slipCode }) => slipCode === code) ? [] : [`stuck: ${code} is held and became no case`];
}

function repeated(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
}

function keyOf(answers: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(Object.entries(answers).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
