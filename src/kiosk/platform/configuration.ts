/** The configuration as the screens use it: verified by the worker, read at this door, kept for the page's life. */
import { computed, signal } from "@preact/signals";
import type { Configuration } from "../../domain/configuration/configuration.ts";
import { worker } from "./worker-bridge.ts";

const loaded = signal<Configuration | undefined>(undefined);

/** The newest configuration this tablet keeps; undefined until it is loaded. */
export const configuration = computed(() => loaded.value);

let loading: Promise<Configuration | undefined> | undefined;

/** The newest kept configuration, loaded unless it is loaded or on its way. */
export async function ensureConfiguration(): Promise<Configuration | undefined> {
  if (loaded.value) return loaded.value;
  loading ??= loadConfiguration().finally(() => (loading = undefined));
  return loading;
}

/** Loads the newest kept configuration into the signal, or gives the one a draft names. Undefined when there is none. */
export async function loadConfiguration(version?: number): Promise<Configuration | undefined> {
  if (version !== undefined && version === loaded.value?.version) return loaded.value;
  const text = await worker().configuration(version);
  if (!text.ok) return undefined;
  // The unlock screen asks for no configuration: its parser stays out of the first download.
  const { parseConfiguration } = await import("../../domain/configuration/parse-configuration.ts");
  const parsed = parseConfiguration(JSON.parse(text.value));
  if (!parsed.ok) return undefined;
  if (version === undefined) loaded.value = parsed.value;
  return parsed.value;
}
