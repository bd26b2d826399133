/** Who comes to the counter: answers for a whole application, made from the service's own definition and a number. */
import type { Configuration } from "../../../src/domain/configuration/configuration.ts";
import { askedLike } from "../../../src/domain/catalogue/letter.ts";
import { findLetter, findService } from "../../../src/domain/configuration/configuration.ts";
import type { Service } from "../../../src/domain/catalogue/service.ts";
import type { Answers } from "../../../src/domain/form/answer.ts";
import { sampleFiling } from "../../../src/domain/sample/sample-filing.ts";
import { seededFraction } from "../../../src/domain/sample/seeded-fraction.ts";
import { brebes } from "../../fixtures/kiosk-config.ts";
import { village } from "./district.ts";

/** What one visit will say, question by question. */
export type Visit = {
  readonly service: Service;
  readonly config: Configuration;
  readonly answers: Answers;
  /** The words of an urgent need. */
  readonly urgentReason?: string;
  /** Papers that are not there yet, by the ids of their requirements. */
  readonly follows?: readonly string[];
};

const config = brebes();

/** A visit for the service or letter `serviceId` by person number `person`. `answers` are said instead of made up. */
export function visitOf(serviceId: string, person: number, answers: Answers = {}, from = config): Visit {
  const letter = findLetter(from, serviceId);
  const service = letter ? askedLike(letter) : findService(from, serviceId);
  if (service === undefined) throw new Error(`no service ${serviceId}`);
  // The same number makes the same person.
  const filing = sampleFiling(service, from, seededFraction(person * 0x9e3779b1), {
    filedAt: Date.now(),
    village,
    answers,
  });
  return { service, config: from, answers: filing.answers };
}
