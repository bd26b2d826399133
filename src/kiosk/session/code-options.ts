/** A code list of the configuration as options to choose from. */
import type { Configuration } from "../../domain/configuration/configuration.ts";
import { findCodeList } from "../../domain/configuration/configuration.ts";
import type { SearchOption } from "../../ui/answers/search-rank.ts";

/** In the order of the form; none where the configuration does not have the list. */
export function codeOptions(list: string, config: Configuration): readonly SearchOption[] {
  return (findCodeList(config, list)?.items ?? []).map((item) => ({ value: item.code, label: item.text }));
}
