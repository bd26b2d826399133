/**
 * The doubtful rules out of their files: what each asks, what a regency is served, and which of its services that steers. How a
 * decision gets into a service is `expand-service.ts`.
 */
import * as v from "valibot";
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";
import { readBlocks } from "./blocks.ts";
import type { DistrictFile } from "./district-file.ts";
import { readDistrictFile } from "./district-file.ts";
import { doubtsOf } from "./expand-service.ts";
import type { ConfigFiles } from "./read-files.ts";
import { pathsIn, readNamed } from "./read-files.ts";

/** A question of the rules whose sources disagree or were not verified; its default is served until the regency decides. */
const doubtSchema = v.object({
  id: v.string(),
  question: v.string(),
  doubt: v.string(),
  sources: v.array(v.string()),
  default: v.boolean(),
});

/** What every service says of itself, filed here or not. */
const namedSchema = v.looseObject({ id: v.string(), label: v.string() });

export type Doubt = {
  readonly id: string;
  /** Answered by yes or no. */
  readonly question: string;
  /** Why nobody knows, in words. */
  readonly doubt: string;
  readonly sources: readonly string[];
  /** The answer that counts now. */
  readonly answer: boolean;
  /** False while the default counts. */
  readonly isDecided: boolean;
};

/** A doubt and the services of the regency that depend on its answer, as people call them. */
export type SteeringDoubt = Doubt & { readonly services: readonly string[] };

/**
 * Every doubt there is with the answer that counts under these decisions. Failure: `config-invalid`: a file that does not
 * read, or a decision about a doubt nobody wrote down.
 */
export function readDoubts(
  files: ConfigFiles,
  { decisions = {} }: Pick<DistrictFile, "decisions">,
): Result<readonly Doubt[], "config-invalid"> {
  const doubts: Doubt[] = [];
  for (const path of pathsIn(files, "doubts")) {
    const file = readNamed(files, path, doubtSchema);
    if (!file.ok) return file;
    const { default: byDefault, ...doubt } = file.value;
    const decided = decisions[doubt.id];
    doubts.push({ ...doubt, answer: decided ?? byDefault, isDecided: decided !== undefined });
  }
  const unknown = Object.keys(decisions).find((id) => doubts.every((doubt) => doubt.id !== id));
  return unknown === undefined ? ok(doubts) : err("config-invalid", `doubts: no doubt ${unknown} to decide`);
}

/** Every doubt with the services of `regency` ("33.29") that it steers. Failure: as {@link readDoubts}. */
export function listDoubts(files: ConfigFiles, regency: string): Result<readonly SteeringDoubt[], "config-invalid"> {
  const district = readDistrictFile(files, regency);
  if (!district.ok) return district;
  const doubts = readDoubts(files, district.value);
  if (!doubts.ok) return doubts;
  const steered = readSteered(files, district.value);
  if (!steered.ok) return steered;
  const services = (id: string): readonly string[] =>
    steered.value.filter((service) => service.doubts.has(id)).map(({ label }) => label);
  return ok(doubts.value.map((doubt) => ({ ...doubt, services: services(doubt.id) })));
}

type Steered = { readonly label: string; readonly doubts: ReadonlySet<string> };

function readSteered(
  files: ConfigFiles,
  { withoutServices = [] }: Pick<DistrictFile, "withoutServices">,
): Result<readonly Steered[], "config-invalid"> {
  const blocks = readBlocks(files);
  if (!blocks.ok) return blocks;
  const steered: Steered[] = [];
  for (const path of pathsIn(files, "services")) {
    const named = v.safeParse(namedSchema, files[path]);
    if (!named.success) return err("config-invalid", `${path}: id or label missing`);
    const { id, label } = named.output;
    if (!withoutServices.includes(id)) steered.push({ label, doubts: doubtsOf(files[path], blocks.value) });
  }
  return ok(steered);
}
