/** The pages for people who were never told: what can be asked for here and what to bring, from the catalogue alone. */
import { isNeeded, requirementsFor, servicesBehind } from "../../../domain/catalogue/requirements.ts";
import type { LifeEvent, Service } from "../../../domain/catalogue/service.ts";
import type { Configuration } from "../../../domain/configuration/configuration.ts";
import type { CivilDate } from "../../../domain/date/civil-date.ts";

/** More lines than this nobody reads in passing. */
const linesMax = 4;

export type AttractPage = {
  readonly event: LifeEvent;
  /** What is filed here, in the words of the cards. */
  readonly services: readonly string[];
  /** The first of them, as an example of what to bring. */
  readonly example: string;
  /** What everybody must bring for it. */
  readonly papers: readonly string[];
};

/** One page for every life event behind which something is filed here. */
export function attractPages(config: Configuration, today: CivilDate): readonly AttractPage[] {
  return config.lifeEvents.flatMap((event) => {
    const filed = servicesBehind(event, config.services);
    const [first] = filed;
    if (!first) return [];
    const labels = [...new Set(filed.map(({ label }) => label))];
    const more = labels.length > linesMax ? ["dan lainnya"] : [];
    const services = [...labels.slice(0, linesMax - more.length), ...more];
    return [{ event, services, example: first.label, papers: papersOf(first, today) }];
  });
}

function papersOf(service: Service, today: CivilDate): readonly string[] {
  return requirementsFor(service, {}, today)
    .filter((each) => each.capture === "photo" && isNeeded(each))
    .map(({ name }) => name)
    .slice(0, linesMax);
}
