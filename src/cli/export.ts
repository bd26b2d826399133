/** `export`: everything the district holds, opened, for whoever must carry it elsewhere. */
import type { AnswerValue } from "../domain/form/answer.ts";
import { isUnknown } from "../domain/form/answer.ts";
import type { ExportedCase } from "../server/backup/export.ts";
import { exportCases, exportEntries } from "../server/backup/export.ts";
import type { Command } from "./command.ts";
import { exits, UsageError } from "./command.ts";
import { toCsv } from "./csv.ts";
import { withDistrict } from "./data.ts";

export const exportAll: Command = {
  name: "export",
  usage: "[--csv] [--json]",
  summary: "Prints every entry and every case with its values in clear. Works beside a running server.",
  details: "The output holds personal data: keep it like the paper forms. Keys, secrets and photos are not in it.",
  flags: { csv: { type: "boolean", help: "one line per case for a spreadsheet, instead of JSON" } },
  run: (typed, world) =>
    withDistrict(world, async ({ district }) => {
      if (typed.isSet("csv") && typed.isSet("json")) throw new UsageError("choose --csv or --json");
      const cases = await collect(exportCases(district));
      if (typed.isSet("csv")) {
        world.print({ json: undefined, text: casesToCsv(cases).trimEnd() });
        return exits.done;
      }
      const all = { entries: await collect(exportEntries(district)), cases };
      world.print({ json: all, text: JSON.stringify(all, undefined, 2) });
      return exits.done;
    }),
};

async function collect<T>(pages: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const each of pages) all.push(each);
  return all;
}

const COLUMNS = ["slipCode", "village", "serviceId", "stage", "receivedAt", "changedAt"] as const;

/** The same columns for all services: a question that another form asks stays empty. */
function casesToCsv(cases: readonly ExportedCase[]): string {
  const questions = [...new Set(cases.flatMap(({ content }) => Object.keys(content.answers)))].toSorted();
  const rows = cases.map((each) => [
    ...COLUMNS.map((column) => each[column]),
    each.content.missing.join(" "),
    ...questions.map((question) => answerText(each.content.answers[question])),
  ]);
  return toCsv([...COLUMNS, "missing", ...questions], rows);
}

function answerText(answer: AnswerValue | undefined): string {
  if (answer === undefined) return "";
  if (isUnknown(answer)) return "tidak tahu";
  return Array.isArray(answer) ? answer.join(" ") : String(answer);
}
