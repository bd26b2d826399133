/** The blocks of questions that services share, out of their files. Knows not where they are put in. */
import * as v from "valibot";
import type { Result } from "../../base/result.ts";
import { ok } from "../../base/result.ts";
import type { SharedParts } from "./expand-service.ts";
import type { ConfigFiles } from "./read-files.ts";
import { pathsIn, readNamed } from "./read-files.ts";

const blockSchema = v.object({ id: v.string(), questions: v.array(v.record(v.string(), v.unknown())) });

/** Every `blocks/*.json`, by its id. Failure: `config-invalid` with file and field in its detail. */
export function readBlocks(files: ConfigFiles): Result<SharedParts["blocks"], "config-invalid"> {
  const blocks = new Map<string, v.InferOutput<typeof blockSchema>["questions"]>();
  for (const path of pathsIn(files, "blocks")) {
    const block = readNamed(files, path, blockSchema);
    if (!block.ok) return block;
    blocks.set(block.value.id, block.value.questions);
  }
  return ok(blocks);
}
