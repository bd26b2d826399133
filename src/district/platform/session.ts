/** Who is signed in, and the configuration that names villages, fields and reasons. */
import { signal } from "@preact/signals";
import type { Configuration } from "../../domain/configuration/configuration.ts";
import { parseConfiguration } from "../../domain/configuration/parse-configuration.ts";
import type { StaffMe } from "../../protocol/staff/staff-api.ts";
import { staffPaths } from "../../protocol/staff/staff-api.ts";
import { getJson, postJson } from "./api.ts";
import type { ApiResult } from "./api.ts";

/** undefined = not asked yet, null = nobody. */
export const me = signal<StaffMe | null | undefined>(undefined);
export const configuration = signal<Configuration | undefined>(undefined);

/** Asks the server who is here; loads the configuration when somebody is. */
export async function readSession(): Promise<void> {
  const answer = await getJson<StaffMe>(staffPaths.me);
  me.value = answer.ok ? answer.value : null;
  if (!answer.ok) return;
  const found = await getJson<unknown>(staffPaths.configuration);
  const parsed = found.ok ? parseConfiguration(found.value) : undefined;
  if (parsed?.ok === true) configuration.value = parsed.value;
}

/** Signs in with e-mail and password. */
export async function signIn(email: string, password: string): Promise<ApiResult<unknown>> {
  const answer = await postJson<unknown>("/api/auth/sign-in/email", { email, password });
  if (answer.ok) await readSession();
  return answer;
}

export async function signOut(): Promise<void> {
  await postJson<unknown>("/api/auth/sign-out", {});
  // A fresh document: nothing of a case stays in memory.
  location.replace("/district/");
}
