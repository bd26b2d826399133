/** What a poster says, out of the regency's configuration: no word of it is written for one village. Knows no paper. */
import { isNeeded, lettersOf, servicesBehind, withEventsBehind } from "../../../domain/catalogue/requirements.ts";
import type { Service } from "../../../domain/catalogue/service.ts";
import type { Configuration, Office } from "../../../domain/configuration/configuration.ts";
import { isNever } from "../../../domain/form/condition.ts";
import { dayNames } from "../../../domain/date/date-words.ts";

export type PosterFacts = {
  readonly events: readonly {
    readonly id: string;
    readonly label: string;
    readonly picture: string;
    readonly things: readonly string[];
    /** How many more there are than fit. */
    readonly more: number;
    /** Letters the village writes itself: their fee is its own, so they stand apart. */
    readonly letters: number;
  }[];
  /** What to bring for the first service of each card that has one. */
  readonly bring: readonly {
    readonly id: string;
    readonly service: string;
    readonly papers: readonly string[];
    readonly maybe: readonly string[];
  }[];
  readonly officeHours: string;
  /** Undefined where the regency has not said it yet: a line to write on. */
  readonly phone: string | undefined;
  readonly complaints: string | undefined;
};

/** A card of a poster has room for so many lines. */
const thingsMax = 5;
/** The catalogue puts what most need first. */
const maybeMax = 2;
/** A regency marks what it has not settled with this word. */
const unsettled = "PLACEHOLDER";

export function posterFacts(config: Configuration): PosterFacts {
  const { office } = config;
  return {
    events: config.lifeEvents.map((event) => {
      const behind = withEventsBehind(event);
      const things = servicesBehind(event, config.services).map(({ label }) => label);
      const letters = behind.flatMap((each) => lettersOf(each, config.letters)).length;
      const { id, label, picture } = event;
      return {
        id,
        label,
        picture,
        things: things.slice(0, thingsMax),
        more: Math.max(0, things.length - thingsMax),
        letters,
      };
    }),
    bring: config.lifeEvents.flatMap((event) => servicesBehind(event, config.services)[0] ?? []).map(toBring),
    officeHours: hoursOf(office),
    phone: settled(office.phone),
    complaints: settled(office.complaints),
  };
}

function toBring({ id, label, requirements }: Service): PosterFacts["bring"][number] {
  const photos = requirements.filter((each) => each.capture === "photo" && isNeeded(each));
  const [always, some] = [
    photos.filter(({ when }) => when === undefined),
    photos.filter(({ when }) => when !== undefined && !isNever(when)),
  ];
  return {
    id,
    service: label,
    papers: always.map(({ name }) => name),
    maybe: [...new Set(some.map(({ name }) => name))].slice(0, maybeMax),
  };
}

/** "Senin–Jumat, 08.00–15.00 WIB" */
function hoursOf({ workDays, opens, closes }: Office): string {
  const names = workDays.flatMap((day) => dayNames[day - 1] ?? []);
  const isRun = workDays.every((day, index) => index === 0 || day === (workDays[index - 1] ?? 0) + 1);
  const days = isRun && names.length > 2 ? `${names[0] ?? ""}–${names.at(-1) ?? ""}` : names.join(", ");
  return `${days}, ${opens.replace(":", ".")}–${closes.replace(":", ".")} WIB`;
}

const settled = (text: string): string | undefined => (text.includes(unsettled) ? undefined : text);
