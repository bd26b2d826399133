/**
 * A service as it is written, made into a service as it is served: shared blocks of questions put in, repeated groups
 * written out, and what the regency has decided folded into the conditions. Works on parsed JSON, before any schema has
 * seen it: the schemas judge what comes out. Pure.
 */
import * as v from "valibot";
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";

type Json = Readonly<Record<string, unknown>>;

/** What all services of a regency share. */
export type SharedParts = {
  /** Questions by the block's id, with `{words}` to be filled. */
  readonly blocks: ReadonlyMap<string, readonly Json[]>;
  /** What the regency has decided about a doubtful rule, by the doubt's id. */
  readonly decisions: ReadonlyMap<string, boolean>;
};

const json = v.record(v.string(), v.unknown());
/** Stands among the questions of a task. */
const useSchema = v.strictObject({
  use: v.string(),
  words: v.exactOptional(v.record(v.string(), v.string()), {}),
  /** Ids left out. */
  without: v.exactOptional(v.array(v.string()), []),
  /** Fields changed, by id; null takes a field away. */
  change: v.exactOptional(v.record(v.string(), json), {}),
  /** Holds for every question of the block. */
  when: v.exactOptional(json),
});
/** Stands in a task that is asked again as long as there is one more. */
const repeatSchema = v.strictObject({
  max: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(20)),
  more: v.strictObject({ ask: v.string(), label: v.string() }),
});
const decidedSchema = v.strictObject({ op: v.literal("decided"), doubt: v.string() });
const always: Json = { op: "all", of: [] };
const never: Json = { op: "any", of: [] };

/**
 * The service of a file. `{ "use": "person", "words": { "as": "reporter" } }` among questions becomes the questions of that
 * block; a task with `repeat` becomes `max` tasks, `{n}`, `{before}` and `{next}` in its texts numbers;
 * a condition `{ "op": "decided", "doubt": "…" }` becomes always or never. Failure: `config-invalid`: a block, id, word or
 * doubt that is not there.
 */
export function expandService(file: unknown, shared: SharedParts): Result<unknown, "config-invalid"> {
  const faults: string[] = [];
  const decided = decide(writeOut(file, shared, faults), shared, faults);
  const open = findOpenWord(decided);
  if (open !== undefined) faults.push(`nothing fills ${open}`);
  return faults[0] === undefined ? ok(decided) : err("config-invalid", faults[0]);
}

/** The ids of the doubts that steer anything in the service of a file, wherever the block it uses wrote them down. */
export function doubtsOf(file: unknown, blocks: SharedParts["blocks"]): ReadonlySet<string> {
  const ids = new Set<string>();
  const look = (value: unknown): void => {
    if (v.is(decidedSchema, value)) ids.add(value.doubt);
    else if (typeof value === "object" && value !== null) Object.values(value).forEach(look);
  };
  look(writeOut(file, { blocks }, []));
  return ids;
}

const writtenSchema = v.looseObject({ tasks: v.array(v.looseObject({ id: v.string(), questions: v.array(json) })) });

/** With blocks put in and repeated tasks repeated. */
function writeOut(file: unknown, shared: Pick<SharedParts, "blocks">, faults: string[]): unknown {
  const written = v.safeParse(writtenSchema, file);
  if (!written.success) return file;
  const tasks = written.output.tasks.flatMap((task) => repeat(putIn(task, shared, faults), faults));
  return { ...written.output, tasks };
}

type Task = { readonly id: string; readonly questions: readonly Json[]; readonly [field: string]: unknown };

function putIn(task: Task, { blocks }: Pick<SharedParts, "blocks">, faults: string[]): Task {
  const questions = task.questions.flatMap((question) => {
    if (!("use" in question)) return [question];
    const use = v.safeParse(useSchema, question);
    if (!use.success) {
      faults.push(`tasks/${task.id}: use: ${v.getDotPath(use.issues[0]) ?? ""}: ${use.issues[0].message}`);
      return [];
    }
    return questionsOf(use.output, blocks, faults);
  });
  return { ...task, questions };
}

function questionsOf(use: v.InferOutput<typeof useSchema>, blocks: SharedParts["blocks"], faults: string[]) {
  const block = blocks.get(use.use);
  if (block === undefined) faults.push(`unknown block ${use.use}`);
  const questions = (block ?? []).map((question) => fillObject(question, use.words));
  const ids = questions.map(({ id }) => id);
  for (const id of [...use.without, ...Object.keys(use.change)])
    if (!ids.includes(id)) faults.push(`block ${use.use} has no question ${id}`);
  return questions
    .filter(({ id }) => !use.without.includes(String(id)))
    .map((question) => guard(change(question, use.change[String(question["id"])]), use.when));
}

function change(question: Json, changes: Json | undefined): Json {
  return Object.fromEntries(Object.entries({ ...question, ...changes }).filter(([, value]) => value !== null));
}

function guard(question: Json, when: Json | undefined): Json {
  if (when === undefined) return question;
  const own = question["when"];
  return { ...question, when: own === undefined ? when : { op: "all", of: [when, own] } };
}

function repeat(task: Task, faults: string[]): readonly Json[] {
  if (task["repeat"] === undefined) return [task];
  const rule = v.safeParse(repeatSchema, task["repeat"]);
  if (!rule.success) {
    faults.push(`tasks/${task.id}: repeat: ${v.getDotPath(rule.issues[0]) ?? ""}: ${rule.issues[0].message}`);
    return [];
  }
  const { max, more } = rule.output;
  const idOfMore = (n: number): string => `${task.id}.${n}.more`;
  return Array.from({ length: max }, (_, at) => {
    const n = at + 1;
    const { repeat: _rule, ...rest } = task;
    const asked = { id: idOfMore(n), kind: "yes-no", ...more };
    const before: Json | undefined = n === 1 ? undefined : { op: "equals", field: idOfMore(n - 1), value: true };
    const questions = [...task.questions, ...(n === max ? [] : [asked])].map((question) => guard(question, before));
    return fillObject(
      { ...rest, id: `${task.id}-${n}`, questions },
      {
        n: String(n),
        before: String(n - 1),
        next: String(n + 1),
      },
    );
  });
}

/** Fills what `words` has and leaves the rest for whoever comes after. */
function fillObject(value: Json, words: Readonly<Record<string, string>>): Json {
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, fill(each, words)]));
}

function fill(value: unknown, words: Readonly<Record<string, string>>): unknown {
  if (typeof value === "string")
    return value.replaceAll(/\{([a-z]+)\}/gi, (whole, word: string) =>
      Object.hasOwn(words, word) ? (words[word] ?? whole) : whole,
    );
  if (Array.isArray(value)) return value.map((each: unknown) => fill(each, words));
  return v.is(json, value) ? fillObject(value, words) : value;
}

function decide(value: unknown, shared: SharedParts, faults: string[]): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => decide(each, shared, faults));
  if (!v.is(json, value)) return value;
  if (value["op"] !== "decided")
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, decide(each, shared, faults)]));
  const condition = v.safeParse(decidedSchema, value);
  const decision = condition.success ? shared.decisions.get(condition.output.doubt) : undefined;
  if (decision === undefined) faults.push(`unknown doubt ${String(value["doubt"])}`);
  return decision === true ? always : never;
}

/** The first `{word}` nobody filled; comments may hold any. */
function findOpenWord(value: unknown): string | undefined {
  if (typeof value === "string") return /\{[a-z]+\}/i.exec(value)?.[0];
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, each] of Object.entries(value)) {
    const open = key.startsWith("_") ? undefined : findOpenWord(each);
    if (open !== undefined) return open;
  }
  return undefined;
}
