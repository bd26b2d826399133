/** The official forms of a draft or of what was filed here, as a PDF to be signed in ink. Reads under the vault; keeps nothing. */
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import type { Filing } from "../domain/application/content.ts";
import { findService } from "../domain/configuration/configuration.ts";
import { dateInJakarta } from "../domain/date/civil-date.ts";
import { dateText } from "../domain/date/date-words.ts";
import { formPapers } from "../domain/form/form-paper.ts";
import { listDrafts } from "./drafts.ts";
import { drawForms } from "./forms-pdf.ts";
import type { MendDeps } from "./mend.ts";
import { findCopy } from "./mend.ts";
import { slipCodeOf } from "./outbox.ts";
import { readConfiguration } from "./read-configuration.ts";

/** Whose official forms are printed: a draft of this tablet, or what was filed here within 48 hours. */
export type FormsOf = { readonly draftId: string } | { readonly applicationId: string };

/** Filled forms to be signed in ink. */
export type PrintedForms = {
  /** PDF, A4. */
  readonly file: Blob;
  /** "loket-F-2.01-7K2M9P4TQ.pdf": no person is named. */
  readonly name: string;
  readonly forms: readonly string[];
};

type Deps = Pick<MendDeps, "tablet" | "vault">;

/** What the forms are filled from. */
type Source = Pick<Filing, "serviceId" | "configVersion" | "answers" | "attachments" | "filedAt"> & {
  /** Undefined before it is filed. */
  readonly code: string | undefined;
};

/**
 * A draft is printed as far as it is filled; what is open stays a line to write on. Failures: `locked`, `no-copy` (48 hours are
 * over, or filed elsewhere), `unknown-draft`, `no-forms`, `config-missing`.
 */
export async function printForms(
  deps: Deps,
  of: FormsOf,
  watermark: string | undefined,
): Promise<Result<PrintedForms, string>> {
  const { tablet } = deps;
  const found = "draftId" in of ? await fromDraft(deps, of.draftId) : await fromCopy(deps, of.applicationId);
  if (!found.ok) return found;
  const { serviceId, configVersion, answers, attachments, filedAt, code } = found.value;
  const config = await readConfiguration(tablet.database, configVersion);
  if (!config.ok) return config;
  const service = findService(config.value, serviceId);
  const day = dateInJakarta(filedAt);
  const papers = service ? formPapers(service, answers, attachments, config.value, day) : [];
  if (papers.length === 0) return err("no-forms");
  const forms = papers.map(({ form }) => form);
  const bytes = await drawForms({
    papers,
    office: (await tablet.world.settings.read("tablet"))?.village.text ?? "",
    number: code === undefined ? "Belum dikirim" : `Permohonan ${code}`,
    date: dateText(day),
    ...(watermark === undefined ? {} : { watermark }),
  });
  const name = ["loket", ...forms, ...(code === undefined ? [] : [code.replaceAll("-", "")])].join("-");
  return ok({ file: new Blob([bytes], { type: "application/pdf" }), name: `${name}.pdf`, forms });
}

async function fromDraft({ tablet, vault }: Deps, id: string): Promise<Result<Source, string>> {
  const drafts = await listDrafts(tablet, vault);
  if (!drafts.ok) return drafts;
  const draft = drafts.value.find((each) => each.id === id);
  return draft ? ok({ ...draft, filedAt: tablet.world.clock.now(), code: undefined }) : err("unknown-draft");
}

async function fromCopy(deps: Deps, applicationId: string): Promise<Result<Source, string>> {
  const copy = await findCopy(deps, applicationId);
  return copy.ok ? ok({ ...copy.value.filing, code: slipCodeOf(applicationId) }) : copy;
}
