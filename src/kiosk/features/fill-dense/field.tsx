/** One field of the page: which control fits which kind of question. Knows no order and no other field. */
import type { JSX } from "preact";
import type { Configuration } from "../../../domain/configuration/configuration.ts";
import type { AnswerValue } from "../../../domain/form/answer.ts";
import { UNKNOWN, chosenCodes, isUnknown } from "../../../domain/form/answer.ts";
import type { Question } from "../../../domain/form/question.ts";
import { PickField, SelectField, TextField } from "../../../ui/dense/fields.tsx";
import type { FieldFrame } from "../../../ui/dense/fields.tsx";
import { codeOptions } from "../../session/code-options.ts";
import type { DenseField } from "./dense-form.ts";
import { readTyped, typedText } from "./dense-form.ts";

export type FieldProps = {
  readonly field: DenseField;
  readonly config: Configuration;
  readonly isJudged: boolean;
  readonly onAnswer: (value: AnswerValue | undefined) => void;
};

/** So many options stand side by side; longer lists open. */
const picksAtOnce = 4;

export function Field({ field, config, isJudged, onAnswer }: FieldProps): JSX.Element {
  const { question, value } = field;
  const frame = frameOf(field, isJudged, onAnswer);
  const one = typeof value === "string" ? value : "";
  switch (question.kind) {
    case "yes-no":
      return (
        <PickField
          {...frame}
          options={yesNo}
          chosen={typeof value === "boolean" ? [value ? "yes" : "no"] : []}
          onChange={([chosen]) => onAnswer(chosen === "yes")}
        />
      );
    case "codes":
      return (
        <PickField
          {...frame}
          options={codeOptions(question.list, config)}
          chosen={chosenCodes(value)}
          isSeveral
          onChange={(codes) => onAnswer(codes.length === 0 ? undefined : codes)}
        />
      );
    case "code": {
      const options = codeOptions(question.list, config);
      return options.length <= picksAtOnce ? (
        <PickField
          {...frame}
          options={options}
          chosen={one === "" ? [] : [one]}
          onChange={([code]) => onAnswer(code)}
        />
      ) : (
        <SelectField {...frame} groups={[{ options }]} value={one} onChange={(code) => onAnswer(code || undefined)} />
      );
    }
    case "village":
      return (
        <SelectField
          {...frame}
          groups={config.areas.subdistricts.map(({ name, villages }) => ({
            title: `Kec. ${name}`,
            options: villages.map((village) => ({ value: village.code, label: `${village.name}, Kec. ${name}` })),
          }))}
          value={one}
          onChange={(code) => onAnswer(code || undefined)}
        />
      );
    default:
      return (
        <TextField
          {...frame}
          value={typedText(question, value)}
          isNumeric={numeric.has(question.kind)}
          onCommit={(text) => onAnswer(readTyped(question, text))}
        />
      );
  }
}

const yesNo = [
  { value: "yes", label: "Ya" },
  { value: "no", label: "Tidak" },
];
const numeric: ReadonlySet<Question["kind"]> = new Set(["nik", "kk-number", "phone", "rt-rw", "digits", "integer"]);

function frameOf(
  { question, value, ...field }: DenseField,
  isJudged: boolean,
  onAnswer: FieldProps["onAnswer"],
): FieldFrame {
  const { unknown } = question;
  return {
    label: question.label,
    ...hintOf(question),
    ...(isJudged && field.error !== undefined ? { error: field.error } : {}),
    ...(isJudged ? { doubts: field.doubts } : {}),
    isSuggested: field.isSuggested,
    ...(field.offeredFrom === undefined ? {} : { suggestedBy: field.offeredFrom }),
    ...(unknown === undefined
      ? {}
      : {
          other: {
            label: unknown,
            isChosen: isUnknown(value),
            onChange: (chosen) => onAnswer(chosen ? UNKNOWN : undefined),
          },
        }),
  };
}

/** How it is typed, or what it is counted in. */
function hintOf(question: Question): { readonly hint?: string } {
  const parts = [
    question.optional === true ? "boleh kosong" : undefined,
    question.kind === "date"
      ? question.precision === "day"
        ? "tgl-bln-tahun"
        : "tgl-bln-tahun, atau tahunnya saja"
      : undefined,
    question.kind === "time" ? "08.30" : undefined,
    question.kind === "integer" && question.unit !== "" ? question.unit : undefined,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? {} : { hint: `(${parts.join(", ")})` };
}
