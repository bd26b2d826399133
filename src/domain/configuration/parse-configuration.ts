/** The door for a configuration: shape first, then every reference. Who signed it is not asked here. */
import * as v from "valibot";
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";
import { findBrokenReference } from "./check-references.ts";
import type { Configuration } from "./configuration.ts";
import { configurationSchema } from "./schemas.ts";

/**
 * Reads a configuration as it was served. Fields it does not know come from a newer district and are dropped. Failure:
 * `config-invalid`; the detail names place and fault ("services/birth-certificate/child.sex: unknown code list jk").
 */
export function parseConfiguration(value: unknown): Result<Configuration, "config-invalid"> {
  const parsed = v.safeParse(configurationSchema, value, { abortEarly: true });
  if (!parsed.success) {
    const [issue] = parsed.issues;
    return err("config-invalid", `${v.getDotPath(issue) ?? "configuration"}: ${issue.message}`);
  }
  const broken = findBrokenReference(parsed.output);
  return broken === undefined ? ok(parsed.output) : err("config-invalid", broken);
}
