/** A form left in the middle: a name half typed, and nothing pressed after it. */
import type { Locator } from "playwright-core";
import { answerQuestions, beginApplication } from "./file-application.ts";
import type { Visit } from "./people.ts";
import { visitOf } from "./people.ts";
import type { Tablet } from "./tablet.ts";

export const halfTyped = "SITI HALF TYPED";

export const nameField = ({ page }: Tablet): Locator => page.getByRole("textbox", { name: "Nama pemohon" });

/** Begins an application of `person` and stops in the middle of the applicant's name. */
export async function beginHalfTyped(tablet: Tablet, person: number): Promise<Visit> {
  const visit = visitOf("ktp-el-lost", person, { "applicant.is-owner": true });
  await beginApplication(tablet, visit);
  await answerQuestions(tablet, visit, { stopAt: "applicant.name" });
  await nameField(tablet).fill(halfTyped);
  return visit;
}
