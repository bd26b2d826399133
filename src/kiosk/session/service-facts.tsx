/** What to do and what to bring, on the screen in two columns and on a sheet of paper: for guides, and for services before they are begun. */
import type { JSX } from "preact";
import { isNeeded, requirementsFor } from "../../domain/catalogue/requirements.ts";
import type { Letter } from "../../domain/catalogue/letter.ts";
import type { Guide, Requirement, Service } from "../../domain/catalogue/service.ts";
import type { Configuration } from "../../domain/configuration/configuration.ts";
import type { CivilDate } from "../../domain/date/civil-date.ts";
import type { Answers } from "../../domain/form/answer.ts";
import { isNever } from "../../domain/form/condition.ts";
import { screenSentences } from "../../domain/speech/screen-sentences.ts";
import { Message } from "../../ui/feedback/message.tsx";
import { BringList } from "../../ui/paper/bring-list.tsx";
import type { Paper } from "../../ui/paper/bring-list.tsx";
import { BringSheet } from "../../ui/paper/bring-sheet.tsx";
import "./service-facts.css";
import { ownVillage } from "./tablet.ts";

export type Facts = {
  readonly label: string;
  /** What to do, in order; of a service what happens after it was filed. */
  readonly stepsTitle: string;
  readonly steps: readonly string[];
  readonly papers: readonly Paper[];
  /** Needed only by some. */
  readonly maybe: readonly Paper[];
  readonly whoMayApply: string;
  readonly serviceTime: string;
  /** What it costs, in words. */
  readonly cost: string;
};

const stepsOfLetter = ["Data ditulis di tablet ini.", "Surat dicetak di sini.", "Kepala desa menandatangani."] as const;

/** The law makes civil registration free (UU 24/2013 ps 79A), not the letters of a village: its own rule decides. */
export function factsOfLetter(letter: Letter): Facts {
  const facts = factsOfGuide({ ...letter, steps: stepsOfLetter });
  return { ...facts, stepsTitle: "Sesudah diminta di sini", cost: screenSentences.lettersFee };
}

export function factsOfGuide(guide: Omit<Guide, "mode">): Facts {
  const { label, steps, requirements, whoMayApply, serviceTime } = guide;
  const [papers, maybe] = [
    requirements.filter(({ level }) => level !== "kondisional"),
    requirements.filter(({ level }) => level === "kondisional"),
  ];
  return {
    label,
    stepsTitle: "Yang dilakukan",
    steps,
    papers: papers.map(paperOf),
    maybe: maybe.map(paperOf),
    whoMayApply,
    serviceTime,
    cost: screenSentences.free,
  };
}

/** By the answers so far: what is certain, and what further answers may add. A paper the regency decided against is neither. */
export function factsOfService(service: Service, answers: Answers, today: CivilDate): Facts {
  const { label, afterFiling, whoMayApply, serviceTime } = service;
  const certain = requirementsFor(service, answers, today).filter(isPhoto);
  const maybe = service.requirements.filter(
    (each) => isPhoto(each) && each.when && !isNever(each.when) && !certain.includes(each),
  );
  return {
    label,
    stepsTitle: "Sesudah diajukan di sini",
    steps: afterFiling,
    papers: certain.map(paperOf),
    maybe: maybe.map(paperOf),
    whoMayApply,
    serviceTime,
    cost: screenSentences.free,
  };
}

const isPhoto = ({ capture }: Requirement): boolean => capture === "photo";

function paperOf({ id, name, hint, level }: Guide["requirements"][number]): Paper {
  return { id, name, isOptional: !isNeeded({ level }), ...(hint === undefined ? {} : { hint }) };
}

/** Steps and papers beside each other, under a question's title. */
export function FactColumns({ facts }: { readonly facts: Facts }): JSX.Element {
  const { stepsTitle, steps, papers, maybe, whoMayApply, serviceTime } = facts;
  return (
    <div class="facts question-whole">
      <section class="facts-part">
        <h3>{stepsTitle}</h3>
        <ol class="facts-steps">
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </section>
      <div class="facts-part">
        {papers.length + maybe.length > 0 && (
          <section class="facts-part">
            <h3>Yang dibawa</h3>
            <BringList papers={papers} />
            <BringList papers={maybe} isMaybe />
          </section>
        )}
        <Message kind="info" title="Yang boleh mengurus">{`${whoMayApply} ${serviceTime}`}</Message>
      </div>
    </div>
  );
}

/** The same on paper, with where it was printed and where to complain. */
export function FactSheet({ facts, config }: { readonly facts: Facts; readonly config: Configuration }): JSX.Element {
  return (
    <BringSheet
      office={ownVillage()?.text ?? ""}
      service={facts.label}
      stepsTitle={facts.stepsTitle}
      steps={facts.steps}
      papers={facts.papers}
      maybe={facts.maybe}
      whoMayApply={facts.whoMayApply}
      serviceTime={facts.serviceTime}
      cost={facts.cost}
      complaints={config.office.complaints}
    />
  );
}
