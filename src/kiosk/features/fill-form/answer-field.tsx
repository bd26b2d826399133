/** The input for one question: which component of the ui asks for which kind of answer. Knows no order of questions. */
import type { JSX } from "preact";
import { allVillages } from "../../../domain/areas/areas.ts";
import type { Configuration } from "../../../domain/configuration/configuration.ts";
import type { CivilDate } from "../../../domain/date/civil-date.ts";
import type { AnswerValue } from "../../../domain/form/answer.ts";
import { chosenCodes } from "../../../domain/form/answer.ts";
import type { Question } from "../../../domain/form/question.ts";
import { ChoiceList, ChoicesList } from "../../../ui/answers/choice-list.tsx";
import { DateAnswer } from "../../../ui/answers/date-answer.tsx";
import { nikGroups } from "../../../ui/answers/digits.ts";
import { Keypad } from "../../../ui/answers/keypad.tsx";
import { NumberAnswer } from "../../../ui/answers/number-answer.tsx";
import { SearchPick } from "../../../ui/answers/search-pick.tsx";
import { TextAnswer } from "../../../ui/answers/text-answer.tsx";
import { TimeAnswer } from "../../../ui/answers/time-answer.tsx";
import { YesNo } from "../../../ui/answers/yes-no.tsx";
import { codeOptions } from "../../session/code-options.ts";
import { dateRange, fromClock, fromKnownDate, toClock, toKnownDate } from "./date-time-answers.ts";

export type AnswerFieldProps = {
  readonly question: Question;
  readonly value: AnswerValue | undefined;
  readonly config: Configuration;
  readonly today: CivilDate;
  readonly isInvalid: boolean;
  readonly onChange: (value: AnswerValue | undefined) => void;
  readonly onEnter: () => void;
};

/** Lists up to here are shown whole; longer ones are searched. */
const choicesAtOnce = 8;
/** What may be ticked is seen together: nobody remembers what stood on the page before. */
const ticksAtOnce = 10;
/** NIK and nomor KK. */
const identityDigits = 16;
/** RT and RW have three digits at most. */
const rtRwDigits = 3;
/** +62 and up to 12 digits, as people type it: 0812… */
const phoneDigits = 15;

export function AnswerField(props: AnswerFieldProps): JSX.Element {
  const { question, value, config, onChange, isInvalid } = props;
  const text = typeof value === "string" ? value : "";
  switch (question.kind) {
    case "nik":
    case "kk-number":
    case "phone":
    case "rt-rw":
    case "digits":
      return (
        <DigitsField
          question={question}
          label={question.label}
          value={text}
          isInvalid={isInvalid}
          onChange={onChange}
        />
      );
    case "integer":
      return (
        <NumberAnswer
          label={question.label}
          value={typeof value === "number" ? String(value) : text}
          onChange={onChange}
          digitsMax={String(question.max).length}
          unit={question.unit}
          isInvalid={isInvalid}
        />
      );
    case "date":
      return (
        <DateAnswer
          {...dateRange(question, props.today)}
          value={toKnownDate(text)}
          onChange={(date) => onChange(date && fromKnownDate(date))}
          canBeApproximate={question.precision !== "day"}
        />
      );
    case "time":
      return <TimeAnswer value={toClock(text)} onChange={(time) => onChange(time && fromClock(time))} />;
    case "yes-no":
      return (
        <YesNo
          label={question.label}
          value={typeof value === "boolean" ? (value ? "yes" : "no") : undefined}
          onChange={(answer) => onChange(answer === "yes")}
        />
      );
    case "code":
      return <CodeField question={question} value={text} config={config} onChange={onChange} />;
    case "codes":
      return (
        <ChoicesList
          legend={question.label}
          options={codeOptions(question.list, config)}
          values={chosenCodes(value)}
          onChange={onChange}
          perPage={ticksAtOnce}
        />
      );
    case "village":
      return <VillageField label={question.label} value={text} config={config} onChange={onChange} />;
    case "name":
    case "text":
    case "place":
    case "address":
      return <WordsField {...props} value={text} kind={question.kind} />;
  }
}

type FieldProps = Pick<AnswerFieldProps, "onChange"> & { readonly label: string; readonly value: string };

type DigitsFieldProps = FieldProps & {
  readonly question: Extract<Question, { kind: "nik" | "kk-number" | "phone" | "rt-rw" | "digits" }>;
  readonly isInvalid: boolean;
};

/** NIK and KK are counted and grouped; a phone or RT has the length it has. */
function DigitsField({ question, ...keypad }: DigitsFieldProps): JSX.Element {
  switch (question.kind) {
    case "nik":
    case "kk-number":
      return <Keypad {...keypad} digitsMax={identityDigits} groups={nikGroups} />;
    case "digits":
      return <Keypad {...keypad} digitsMax={question.digitsMax} isCounted={false} />;
    case "phone":
    case "rt-rw":
      return <Keypad {...keypad} digitsMax={question.kind === "phone" ? phoneDigits : rtRwDigits} isCounted={false} />;
  }
}

function VillageField({ label, value, config, onChange }: FieldProps & Pick<AnswerFieldProps, "config">): JSX.Element {
  const options = allVillages(config.areas).map(({ village, subdistrict }) => ({
    value: village.code,
    label: village.name,
    detail: `Kec. ${subdistrict.name}`,
  }));
  return (
    <SearchPick
      label={label}
      isLabelHidden
      options={options}
      value={value === "" ? undefined : value}
      onChange={onChange}
    />
  );
}

type WordsFieldProps = Omit<AnswerFieldProps, "value"> & {
  readonly value: string;
  readonly kind: "name" | "text" | "place" | "address";
};

function WordsField({ question, kind, value, isInvalid, onChange, onEnter }: WordsFieldProps): JSX.Element {
  return (
    <TextAnswer
      label={question.label}
      isLabelHidden
      value={value}
      onChange={onChange}
      capitals={kind === "name" ? "characters" : "words"}
      lines={kind === "address" ? 2 : 1}
      isInvalid={isInvalid}
      onEnter={onEnter}
    />
  );
}

type CodeFieldProps = Pick<AnswerFieldProps, "config" | "onChange"> & {
  readonly question: Extract<Question, { kind: "code" }>;
  readonly value: string;
};

function CodeField({ question, value, config, onChange }: CodeFieldProps): JSX.Element {
  const options = codeOptions(question.list, config);
  const chosen = value === "" ? undefined : value;
  return options.length <= choicesAtOnce ? (
    <ChoiceList legend={question.label} options={options} value={chosen} onChange={onChange} perPage={choicesAtOnce} />
  ) : (
    <SearchPick label={question.label} isLabelHidden options={options} value={chosen} onChange={onChange} />
  );
}
