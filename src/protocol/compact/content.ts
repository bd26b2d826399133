/**
 * The contents of format 2: filing, correction and withdrawal with the fields this version knows, each with a way out to
 * any value. Enters a content and what both ends know of its entry; leaves picks for the coder, and back.
 */
import { codeAnswers, codeChanges } from "./answers.ts";
import { attachmentsRule, documentsRule, signatureRule } from "./attachments.ts";
import { asText, nameRule, phoneRule, textRuleOf } from "./kinds.ts";
import type { Session } from "./session.ts";
import { codeBytes, codeRank, codeUint } from "./session.ts";
import { equalBytes, fromHex, toHex } from "../../base/bytes.ts";
import { applicationSecretBytes } from "../entry.ts";
import type { Tables } from "./tables.ts";
import type { Fields, Value } from "./content-value.ts";
import type { Rule, Slot } from "./values.ts";
import { isFields } from "./content-value.ts";
import { always, codeObject, codeValue, often, seldom, uintRule } from "./values.ts";
import { codeText } from "./words.ts";

const kinds = ["application", "correction", "withdrawal"] as const;
const kindWeights = [90, 8, 2, 1] as const;

/** One content. A reader gives `undefined` and gets it. */
export function codeContent(session: Session, content: Value | undefined): Value {
  const given = isFields(content) ? content : undefined;
  const at = kinds.findIndex((each) => each === given?.["kind"]);
  const kind = kinds[session.coder.choose(kindWeights, at < 0 ? kinds.length : at)];
  if (kind === undefined) return codeValue(session, content);
  const { kind: _, ...rest } = given ?? {};
  const slots = slotsOf(session.tables)[kind];
  return { kind, ...codeObject(session, slots, given === undefined ? undefined : rest) };
}

/** In the order they are coded: a rule may look at what came before. */
function slotsOf(tables: Tables): Readonly<Record<(typeof kinds)[number], readonly Slot[]>> {
  const head = [
    { key: "filedAt", rule: momentRule, weights: always },
    { key: "officer", rule: officerRule, weights: always },
  ];
  const attachments = { key: "attachments", rule: attachmentsRule, weights: always };
  return {
    application: [
      ...head,
      { key: "serviceId", rule: serviceRule(tables), weights: always },
      { key: "configVersion", rule: uintRule, weights: always },
      { key: "secret", rule: secretRule, weights: always },
      { key: "answers", rule: answersRule, weights: always },
      { key: "phone", rule: filingPhoneRule, weights: [2, 2, 1] },
      attachments,
      { key: "missing", rule: documentsRule, weights: always },
      { key: "statement", rule: statementRule(tables), weights: always },
      { key: "urgent", rule: urgentRule, weights: seldom },
    ],
    correction: [
      ...head,
      { key: "answers", rule: changesRule, weights: always },
      attachments,
      { key: "statement", rule: statementRule(tables), weights: often },
      { key: "reason", rule: textRuleOf, weights: often },
    ],
    withdrawal: [...head, { key: "reason", rule: textRuleOf, weights: always }],
  };
}

/** Milliseconds from here on, for 17 years in 39 bits; any other number as it is. */
const momentFirst = Date.UTC(2026, 0, 1);
const moments = 2 ** 39;

const momentRule: Rule = {
  fits: uintRule.fits,
  code: (session, value) => {
    const { coder } = session;
    const at = typeof value === "number" ? value - momentFirst : 0;
    const isNear = at >= 0 && at < moments;
    const found =
      coder.choose([250, 1], isNear ? 0 : 1) === 0
        ? momentFirst + coder.below(moments, at)
        : codeUint(session, typeof value === "number" ? value : undefined);
    session.filedAt = found;
    return found;
  },
};

const officerIdBytes = 8;

/** Eight bytes in hex, or any text. */
const officerIdRule: Rule = {
  fits: (value) => typeof value === "string",
  code: (session, value) => {
    const id = asText(value);
    const bytes = id === undefined || id !== id.toLowerCase() ? undefined : fromHex(id);
    const isHex = bytes?.byteLength === officerIdBytes;
    if (session.coder.choose([40, 1], isHex ? 0 : 1) === 0) return toHex(codeBytes(session, officerIdBytes, bytes));
    return codeText(session, "id", id);
  },
};

const officerSlots: readonly Slot[] = [
  { key: "id", rule: officerIdRule, weights: always },
  { key: "name", rule: nameRule, weights: always },
];

const officerRule: Rule = {
  fits: isFields,
  code: (session, value) => {
    session.officer = codeObject(session, officerSlots, isFields(value) ? value : undefined);
    return session.officer;
  },
};

/** Nearly always the officer who files. */
const witnessRule: Rule = {
  fits: isFields,
  code: (session, value) => {
    const given = isFields(value) ? value : undefined;
    const { officer, coder } = session;
    const isOfficer = given !== undefined && officer !== undefined && isSameOfficer(given, officer);
    if (coder.choose([officer === undefined ? 0 : 30, 1], isOfficer ? 0 : 1) === 0) return officer ?? {};
    return codeObject(session, officerSlots, given);
  },
};

function isSameOfficer(a: Fields, b: Fields): boolean {
  const keys = ["id", "name"];
  const isPlain = (fields: Fields): boolean =>
    Object.keys(fields).length === keys.length && keys.every((key) => typeof fields[key] === "string");
  return isPlain(a) && isPlain(b) && keys.every((key) => a[key] === b[key]);
}

function serviceRule({ services }: Tables): Rule {
  const ranks = { items: services.map(({ id }) => id), rankOf: new Map(services.map(({ id }, at) => [id, at])) };
  return {
    fits: (value) => typeof value === "string" && ranks.rankOf.has(value),
    code: (session, value) => {
      const id = codeRank(session, ranks, asText(value));
      session.service = services.find((service) => service.id === id);
      return id;
    },
  };
}

/** The seal's own, which the receiver can compute, or one that is told. */
const secretRule: Rule = {
  fits: (value) => value instanceof Uint8Array && value.byteLength === applicationSecretBytes,
  code: (session, value) => {
    const given = value instanceof Uint8Array ? value : undefined;
    const derived = session.entry.secret;
    const isDerived = derived !== undefined && given !== undefined && equalBytes(given, derived);
    const how = session.coder.choose([derived === undefined ? 0 : 1000, 1], isDerived ? 0 : 1);
    return how === 0 && derived !== undefined ? derived : codeBytes(session, applicationSecretBytes, given);
  },
};

const answersRule: Rule = {
  fits: isFields,
  code: (session, value) => {
    session.answers = codeAnswers(session, isFields(value) ? value : undefined);
    return session.answers;
  },
};

const changesRule: Rule = {
  fits: isFields,
  code: (session, value) => codeChanges(session, isFields(value) ? value : undefined),
};

/** The answer of the service's phone field, a phone number, or any text. */
const filingPhoneRule: Rule = {
  fits: (value) => typeof value === "string",
  code: (session, value) => {
    const { service, answers, coder } = session;
    const id = service?.phone;
    const answered =
      id !== undefined && answers !== undefined && Object.hasOwn(answers, id) ? asText(answers[id]) : undefined;
    const given = asText(value);
    const isAnswer = given !== undefined && given === answered;
    const isNumber = given !== undefined && phoneRule.fits(given);
    const how = coder.choose([answered === undefined ? 0 : 200, 4, 1], isAnswer ? 0 : isNumber ? 1 : 2);
    if (how === 0) return answered ?? "";
    return how === 1 ? phoneRule.code(session, given) : codeText(session, "text", given);
  },
};

function statementRule({ statements }: Tables): Rule {
  const slots: readonly Slot[] = [
    {
      key: "version",
      rule: {
        fits: (value) => typeof value === "string" && statements.rankOf.has(value),
        code: (session, value) => codeRank(session, statements, asText(value)),
      },
      weights: often,
    },
    { key: "signedBy", rule: signedByRule, weights: always },
    { key: "witness", rule: witnessRule, weights: [4, 4, 1] },
    { key: "signature", rule: signatureRule, weights: [4, 4, 1] },
  ];
  return {
    fits: isFields,
    code: (session, value) => codeObject(session, slots, isFields(value) ? value : undefined),
  };
}

const signedByRule: Rule = {
  fits: (value) => value === "signature" || value === "cross",
  code: ({ coder }, value) => (coder.choose([1, 1], value === "cross" ? 1 : 0) === 1 ? "cross" : "signature"),
};

const urgentSlots: readonly Slot[] = [{ key: "reason", rule: textRuleOf, weights: always }];
const urgentRule: Rule = {
  fits: isFields,
  code: (session, value) => codeObject(session, urgentSlots, isFields(value) ? value : undefined),
};
