/** The check of what was filed, as the district does it after opening an entry. */
import type { Configuration } from "../configuration/configuration.ts";
import { findService } from "../configuration/configuration.ts";
import { dateInJakarta } from "../date/civil-date.ts";
import type { ApplicationCheck } from "../form/check-answers.ts";
import { checkAnswers } from "../form/check-answers.ts";
import type { Filing } from "./content.ts";

/**
 * Checks a filing under the configuration it names, as of the day it was filed: a child that turned six on the way asks
 * for no new answers. Undefined when that configuration has no such service. A filing with errors is still a case: people
 * see what is wrong.
 */
export function checkFiling(filing: Filing, config: Configuration): ApplicationCheck | undefined {
  const service = findService(config, filing.serviceId);
  if (service === undefined) return undefined;
  const today = dateInJakarta(filing.filedAt);
  return checkAnswers(service, filing.answers, filing.attachments, { config, today, missing: filing.missing });
}
