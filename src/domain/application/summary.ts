/** The few words by which people find an application again in a list. Personal data: for screens under the vault only. */
import type { Service } from "../catalogue/service.ts";
import type { Answers } from "../form/answer.ts";
import { initials } from "../ids/name.ts";
import { maskNumber } from "../ids/mask.ts";

export type ApplicationSummary = {
  /** "Akta lahir" */
  readonly serviceLabel: string;
  readonly applicantName: string;
  /** Whom the document is for, where it is not the applicant. */
  readonly subjectName?: string;
  /** "3329••••••••0001"; undefined when there is none. */
  readonly applicantNikMasked?: string;
  /** "S. A.", for a slip that others may see. */
  readonly initials: string;
};

/** What lists and slips say about an application. Open answers are left out. */
export function summarise(service: Service, answers: Answers): ApplicationSummary {
  const applicantName = findText(answers, service.roles.applicantName) ?? "";
  const subjectName = findText(answers, service.roles.subjectName);
  const nik = findText(answers, service.roles.applicantNik);
  return {
    serviceLabel: service.label,
    applicantName,
    initials: initials(applicantName),
    ...(subjectName === undefined ? {} : { subjectName }),
    ...(nik === undefined ? {} : { applicantNikMasked: maskNumber(nik) }),
  };
}

function findText(answers: Answers, questionId: string | undefined): string | undefined {
  const value = questionId === undefined ? undefined : answers[questionId];
  return typeof value === "string" ? value : undefined;
}
