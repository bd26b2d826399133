/**
 * An application as papers to be signed by hand: one for each official form it fills, place by place. Enters what was answered,
 * leaves what stands on the paper; knows no printer and no page size. The templates themselves are the office's: this is their
 * content in their order, not their picture.
 */
import type { Attachment } from "../application/content.ts";
import type { Service } from "../catalogue/service.ts";
import type { Configuration } from "../configuration/configuration.ts";
import { findCodeList } from "../configuration/configuration.ts";
import type { CivilDate } from "../date/civil-date.ts";
import { openAnswerText } from "./answer-text.ts";
import type { Answers } from "./answer.ts";
import type { FormRow } from "./official-form.ts";
import { formsFilled, officialForm } from "./official-form.ts";
import type { FormReference } from "./question.ts";
import { allQuestions, findQuestion } from "./visible-questions.ts";

export type PaperRow = {
  /** Its number on the form; empty where the form has none. */
  readonly item: string;
  readonly label: string;
  /** Empty: to be written by hand. */
  readonly text: string;
  /** What goes into the form's code box. */
  readonly code?: string;
  /** A number that the form has a box a digit for. */
  readonly digits?: string;
  /** A short list of the form, all of it: one is ticked. */
  readonly choices?: readonly { readonly code: string; readonly text: string }[];
  /** A document that was brought. */
  readonly isTick?: true;
};

export type PaperSection = { readonly title: string; readonly rows: readonly PaperRow[] };

export type FormPaper = {
  /** "F-2.01" */
  readonly form: string;
  readonly title: string;
  readonly sections: readonly PaperSection[];
  /** Places this application leaves empty, by section: they are named, so that nobody looks for them. */
  readonly empty: readonly { readonly title: string; readonly items: readonly string[] }[];
  /** Who signs, in the order of the lines. */
  readonly signers: readonly string[];
};

/** Longer lists stand on the form's back: only the code and its words are printed. */
const choicesMax = 6;

const twoWitnesses = ["Saksi I", "Saksi II"];
/** Names and signers of the forms (Permendagri 109/2019). A form not listed is signed by the applicant. */
const forms: Readonly<Record<string, { readonly title: string; readonly signers: readonly string[] }>> = {
  "F-1.01": { title: "Formulir Biodata Keluarga", signers: ["Kepala keluarga"] },
  "F-1.02": { title: "Formulir Pendaftaran Peristiwa Kependudukan", signers: ["Petugas", "Pemohon"] },
  "F-1.03": { title: "Formulir Pendaftaran Perpindahan Penduduk", signers: ["Pemohon"] },
  "F-1.04": {
    title: "Surat Pernyataan Tidak Memiliki Dokumen Kependudukan",
    signers: ["Yang menyatakan", ...twoWitnesses],
  },
  "F-1.05": {
    title: "Surat Pernyataan Tanggung Jawab Mutlak Perkawinan atau Perceraian Belum Tercatat",
    signers: ["Suami", "Istri", ...twoWitnesses],
  },
  "F-1.06": { title: "Surat Pernyataan Perubahan Elemen Data Kependudukan", signers: ["Yang menyatakan"] },
  "F-1.07": {
    title: "Surat Kuasa dalam Pelayanan Administrasi Kependudukan",
    signers: ["Penerima kuasa", "Pemberi kuasa"],
  },
  "F-2.01": {
    title: "Formulir Pelaporan Pencatatan Sipil di Dalam Wilayah NKRI",
    signers: ["Pelapor", ...twoWitnesses],
  },
  "F-2.03": {
    title: "Surat Pernyataan Tanggung Jawab Mutlak Kebenaran Data Kelahiran",
    signers: ["Yang menyatakan", ...twoWitnesses],
  },
  "F-2.04": {
    title: "Surat Pernyataan Tanggung Jawab Mutlak Kebenaran sebagai Pasangan Suami Istri",
    signers: ["Suami", "Istri", ...twoWitnesses],
  },
};

/** The papers of an application, in the service's order of forms. `today` = the day it was filed, or today for a draft. */
export function formPapers(
  service: Service,
  answers: Answers,
  attachments: readonly Pick<Attachment, "requirementId">[],
  config: Configuration,
  today: CivilDate,
): readonly FormPaper[] {
  const filled = officialForm(service, answers, attachments, config, today);
  const rows = filled.flatMap((section) => section.rows);
  return formsFilled(service, filled).map((form) => {
    const known = forms[form] ?? { title: "", signers: ["Pemohon"] };
    const own = rows.filter(({ official }) => official?.form === form);
    const sections = groupBySection(own, ({ official }) => official).map(([title, those]) => ({
      title,
      rows: inOrder(those.map((row) => paperRow(service, row, config))),
    }));
    return { form, ...known, sections, empty: emptyPlaces(service, form, own) };
  });
}

/**
 * As the form numbers them, where it does: the questions are asked in another order. Where a number comes again (a family's
 * members under one heading), each person stays whole.
 */
function inOrder(rows: readonly PaperRow[]): readonly PaperRow[] {
  const isNumbered = rows.every(({ item }) => /^\d/.test(item));
  const isOnce = new Set(rows.map(({ item }) => item)).size === rows.length;
  return isNumbered && isOnce
    ? rows.toSorted((a, b) => Number.parseInt(a.item, 10) - Number.parseInt(b.item, 10))
    : rows;
}

function paperRow(service: Service, row: FormRow, config: Configuration): PaperRow {
  const question = row.questionId === undefined ? undefined : findQuestion(service, row.questionId);
  const said = row.text === openAnswerText ? "" : row.text;
  // The forms ask for names in block letters.
  const text = question?.kind === "name" ? said.toUpperCase() : said;
  const base = { item: row.official?.item ?? "", label: row.label, text };
  if (row.text === "✓")
    return { ...base, text: "", isTick: true, ...(row.code === undefined ? {} : { code: row.code }) };
  if ((question?.kind === "nik" || question?.kind === "kk-number") && /^[\d ]+$/.test(text))
    return { ...base, digits: text.replaceAll(" ", "") };
  const list = question?.kind === "code" ? findCodeList(config, question.list)?.items : undefined;
  return {
    ...base,
    ...(row.code === undefined ? {} : { code: row.code }),
    ...(list !== undefined && list.length <= choicesMax ? { choices: list } : {}),
  };
}

/** Every place on an official form that the service may fill: asked, fixed or ticked. */
function placesOf(service: Service): readonly FormReference[] {
  return [
    ...allQuestions(service).flatMap(({ official }) => official ?? []),
    ...service.fixedValues.map(({ official }) => official),
    ...service.requirements.flatMap(({ tick }) => tick?.official ?? []),
  ];
}

/** The official forms a service may fill; none where the office has no form for it. */
export function officialFormsOf(service: Service): readonly string[] {
  return [...new Set(placesOf(service).map(({ form }) => form))];
}

/** The places the service knows on this form and this application does not fill. */
function emptyPlaces(service: Service, form: string, filled: readonly FormRow[]): FormPaper["empty"] {
  const keyOf = ({ section, item }: FormReference): string => JSON.stringify([section, item]);
  const done = new Set(filled.flatMap(({ official }) => (official ? [keyOf(official)] : [])));
  const open = new Map(
    placesOf(service)
      .filter((place) => place.form === form && !done.has(keyOf(place)))
      .map((place) => [keyOf(place), place]),
  );
  return groupBySection([...open.values()], (place) => place).map(([title, places]) => ({
    title,
    items: places.flatMap(({ item }) => item ?? []),
  }));
}

function groupBySection<T>(
  rows: readonly T[],
  placeOf: (row: T) => FormReference | undefined,
): readonly (readonly [title: string, rows: readonly T[]])[] {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const title = placeOf(row)?.section ?? "";
    groups.set(title, [...(groups.get(title) ?? []), row]);
  }
  return [...groups];
}
