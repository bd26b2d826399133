/** Which documents an application needs, given its answers. */
import type { Letter } from "./letter.ts";
import type { CivilDate } from "../date/civil-date.ts";
import type { Answers } from "../form/answer.ts";
import { holds } from "../form/condition.ts";
import { visibleAnswers } from "../form/visible-questions.ts";
import type { Guide, LifeEvent, Requirement, Service } from "./service.ts";

/** The requirements that apply now, in the order of the catalogue. A conditional one whose condition holds is needed. */
export function requirementsFor(service: Service, answers: Answers, today: CivilDate): readonly Requirement[] {
  const asked = visibleAnswers(service, answers, today);
  return service.requirements.filter((requirement) => holds(requirement.when, asked, today));
}

/** Whether an application is incomplete without it (once it applies). */
export function isNeeded(requirement: Pick<Requirement, "level">): boolean {
  return requirement.level !== "opsional";
}

/** The requirement of an id, or undefined. */
export function findRequirement(service: Service, requirementId: string): Requirement | undefined {
  return service.requirements.find((requirement) => requirement.id === requirementId);
}

/** Photos asked for. */
export function pagesOf(requirement: Requirement): number {
  return requirement.pages ?? 1;
}

/** The services of a card, in its order. Ids without a service are left out (a configuration never has them). */
export function servicesOf(lifeEvent: LifeEvent, services: readonly Service[]): readonly Service[] {
  return lifeEvent.services.flatMap((id) => services.filter((service) => service.id === id));
}

/** The guides of a card, in its order. */
export function guidesOf(lifeEvent: LifeEvent, guides: readonly Guide[] = []): readonly Guide[] {
  return (lifeEvent.guides ?? []).flatMap((id) => guides.filter((guide) => guide.id === id));
}

/** The village's letters of a card, in its order. */
export function lettersOf(lifeEvent: LifeEvent, letters: readonly Letter[] = []): readonly Letter[] {
  return (lifeEvent.letters ?? []).flatMap((id) => letters.filter((letter) => letter.id === id));
}

/** The services of a card and of all cards behind it, in their order. */
export function servicesBehind(lifeEvent: LifeEvent, services: readonly Service[]): readonly Service[] {
  return withEventsBehind(lifeEvent).flatMap((each) => servicesOf(each, services));
}

/** A card and all cards behind it. */
export function withEventsBehind(lifeEvent: LifeEvent): readonly LifeEvent[] {
  return [lifeEvent, ...(lifeEvent.events ?? []).flatMap(withEventsBehind)];
}
