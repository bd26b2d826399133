/**
 * What a run of the headless tablet was asked to append, kept until the run ends well: a run that was killed and is
 * started again with the same words goes on where it was and appends nothing twice.
 */
import { createHash } from "node:crypto";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import type { Bytes } from "../../base/bytes.ts";
import { copyBytes, fromUtf8, toHex, utf8 } from "../../base/bytes.ts";
import type { Random } from "../../base/random.ts";
import { readIfThere, replaceFile } from "./files.ts";
import { draftIdBytes } from "./journal.ts";

export type PlanItem =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "sample"; readonly seed: number; readonly index: number };

/** What was asked for. Files come first, then samples 0 … count - 1 of the seed. */
export type Request = {
  /** Absolute paths. */
  readonly files: readonly string[];
  readonly samples: number;
  readonly seed: number;
};

export type Plan = Request & { readonly id: string };

const planSchema = v.object({
  id: v.string(),
  files: v.array(v.string()),
  samples: v.number(),
  seed: v.number(),
});

/** The plan that was not ended, or undefined. */
export function readPlan(folder: string): Plan | undefined {
  const stored = readIfThere(pathOf(folder));
  return stored && v.parse(planSchema, JSON.parse(fromUtf8(stored) ?? ""));
}

/** A new plan, on disk before anything of it is appended. */
export function beginPlan(folder: string, request: Request, random: Random): Plan {
  const plan = { ...request, id: toHex(random.bytes(draftIdBytes)) };
  replaceFile(pathOf(folder), utf8(JSON.stringify(plan)));
  return plan;
}

/** Everything of the plan has arrived: the same words mean new applications from now on. */
export function endPlan(folder: string): void {
  if (existsSync(pathOf(folder))) rmSync(pathOf(folder));
}

/** True when the same was asked for. */
export function isSameRequest(a: Request, b: Request): boolean {
  return a.samples === b.samples && a.seed === b.seed && a.files.join("\n") === b.files.join("\n");
}

/** What a plan consists of, each with the draft id under which it is appended. */
export function itemsOf(plan: Plan): readonly { readonly item: PlanItem; readonly draftId: Bytes }[] {
  const files = plan.files.map((path): PlanItem => ({ kind: "file", path }));
  const samples = Array.from({ length: plan.samples }, (_, index): PlanItem => ({
    kind: "sample",
    seed: plan.seed,
    index,
  }));
  return [...files, ...samples].map((item, at) => ({ item, draftId: draftIdOf(plan.id, at) }));
}

function draftIdOf(planId: string, at: number): Bytes {
  return copyBytes(createHash("sha256").update(`${planId} ${at}`).digest().subarray(0, draftIdBytes));
}

function pathOf(folder: string): string {
  return join(folder, "plan.json");
}
