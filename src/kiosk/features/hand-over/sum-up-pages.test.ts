/** The citizen reads one section at a time, never more than an eye takes in, and all that will be filed. */
import { expect, it } from "vitest";
import { correctionOf, openVisit } from "../../../../tests/fixtures/open-visit.ts";
import type { Attachment } from "../../../domain/application/content.ts";
import type { CorrectionRequest } from "../../../domain/case/case-event.ts";
import type { Answers } from "../../../domain/form/answer.ts";
import { sampleFiling } from "../../../domain/sample/sample-filing.ts";
import { askedQuestions } from "../../session/asked.ts";
import { sumUpPages } from "./sum-up-pages.ts";

const today = "2026-11-24";
const rowsMax = 6;
const photo: Attachment = {
  requirementId: "kk",
  page: 1,
  blob: new Uint8Array(32),
  key: new Uint8Array(32),
  size: 1,
  mime: "image/webp",
};

/** Someone's answers to every question; nothing here depends on what they say. */
function answersOf(serviceId: string): Answers {
  const { service, config } = openVisit(serviceId);
  let turns = 0;
  const random = (): number => ((turns += 1) * 0.618_034) % 1;
  const filedAt = Date.UTC(2026, 10, 24, 3);
  const attach = (requirementId: string, page: number): Attachment => ({ ...photo, requirementId, page });
  return sampleFiling(service, config, random, { filedAt, village: "33.29.01.2010", attach }).answers;
}

it.each(["birth-certificate", "kk-add-child", "ktp-el-lost"])("every answer of %s stands on exactly one page", (id) => {
  const answers = answersOf(id);
  const visit = openVisit(id, { answers });
  const pages = sumUpPages(visit, today);
  const answered = askedQuestions(visit, today).filter((question) => answers[question.id] !== undefined);
  const read = pages.filter(({ taskId }) => taskId !== undefined).flatMap(({ rows }) => rows.map(({ key }) => key));
  expect(read).toEqual(answered.map((question) => question.id));
  expect(Math.max(...pages.map(({ rows }) => rows.length))).toBeLessThanOrEqual(rowsMax);
  expect(Math.min(...pages.map(({ rows }) => rows.length))).toBeGreaterThan(0);
});

it("a section longer than a page goes on under its name, in parts of nearly one length", () => {
  const answers = answersOf("birth-certificate");
  const pages = sumUpPages(openVisit("birth-certificate", { answers }), today);
  const parts = pages.filter(({ title }) => title.endsWith("(lanjutan)"));
  expect(parts.length).toBeGreaterThan(0);
  for (const part of parts) {
    const lengths = pages.filter(({ taskId }) => taskId === part.taskId).map(({ rows }) => rows.length);
    expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(lengths.length - 1);
  }
});

it("papers stand at the end: how many photos, or that they follow", () => {
  const visit = openVisit("ktp-el-lost", {
    answers: answersOf("ktp-el-lost"),
    attachments: [photo],
    missing: ["surat-hilang"],
  });
  const papers = sumUpPages(visit, today).at(-1);
  expect(papers?.taskId).toBeUndefined();
  expect(papers?.rows.map(({ key, value }) => [key, value])).toEqual([
    ["surat-hilang", "Menyusul"],
    ["kk", "1 foto"],
  ]);
});

it("a correction of what the district named is read alone", () => {
  const request: CorrectionRequest = { target: { kind: "field", id: "loss.place" }, reasonTemplate: "x", text: "" };
  const visit = openVisit("ktp-el-lost", {
    answers: { "loss.place": "Pasar Bumiayu" },
    correctionOf: correctionOf("ktp-el-lost", { "loss.place": "Pasar" }, [request]),
  });
  expect(sumUpPages(visit, today).map(({ rows }) => rows.map(({ value }) => value))).toEqual([["Pasar Bumiayu"]]);
});
