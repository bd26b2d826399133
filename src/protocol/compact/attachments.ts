/** Attachments and missing documents of format 2: hash and size stand in the clear header and do not travel twice. */
import { equalBytes } from "../../base/bytes.ts";
import type { Session } from "./session.ts";
import { codeBytes, codeRank, codeUint } from "./session.ts";
import { asText } from "./kinds.ts";
import type { Fields, Value } from "./content-value.ts";
import type { Rule, Slot } from "./values.ts";
import { elementsOf, isFields } from "./content-value.ts";
import { always, codeList, codeObject, often, seldom } from "./values.ts";
import { codeText } from "./words.ts";

const hashBytes = 32;

const isHash = (value: Value): boolean => value instanceof Uint8Array && value.byteLength === hashBytes;
const isUint = (value: Value): value is number => typeof value === "number" && value >= 0;

/** A document of the service, of any service, or another id. */
function codeDocument(session: Session, id: string | undefined): string {
  const { coder, tables, service } = session;
  const own = service?.documents ?? [];
  const all = tables.documents;
  const weights = [own.length === 0 ? 0 : 40, all.items.length === 0 ? 0 : 2, 1];
  const given = id ?? "";
  const from = own.includes(given) ? 0 : all.rankOf.has(given) ? 1 : 2;
  const picked = coder.choose(weights, from);
  if (picked === 0) return own[coder.below(own.length, Math.max(0, own.indexOf(given)))] ?? "";
  return picked === 1 ? codeRank(session, all, id) : codeText(session, "id", id);
}

/** Ids of documents, in any order. */
export const documentsRule: Rule = {
  fits: (value) => elementsOf(value)?.every((id) => typeof id === "string") === true,
  code: (session, value) => {
    const given = elementsOf(value)?.map((id) => asText(id) ?? "");
    return codeList(session, given, (id) => codeDocument(session, id));
  },
};

/** The document of the photo before, or another. */
const requirementRule: Rule = {
  fits: (value) => typeof value === "string",
  code: (session, value) => {
    const { last, coder } = session;
    const given = asText(value);
    const isAgain = last !== undefined && given === last.document;
    const document =
      coder.choose([last === undefined ? 0 : 1, 3], isAgain ? 0 : 1) === 0
        ? (last?.document ?? "")
        : codeDocument(session, given);
    session.last = { document, page: document === last?.document ? last.page : 0 };
    return document;
  },
};

/** The next page of its document, or any. */
const pageRule: Rule = {
  fits: isUint,
  code: (session, value) => {
    const next = (session.last?.page ?? 0) + 1;
    const isNext = session.coder.choose([60, 1], value === next ? 0 : 1) === 0;
    const page = isNext ? next : codeUint(session, typeof value === "number" ? value : undefined);
    if (session.last !== undefined) session.last = { ...session.last, page };
    return page;
  },
};

/** The next blob of the header, another of its blobs, or 32 bytes. */
const blobRule: Rule = {
  fits: isHash,
  code: (session, value) => {
    const { coder, entry } = session;
    const given = value instanceof Uint8Array ? value : undefined;
    const next = session.blobsNamed;
    const at = given === undefined ? -1 : entry.blobs.findIndex(({ hash }) => equalBytes(hash, given));
    const weights = [next < entry.blobs.length ? 60 : 0, entry.blobs.length === 0 ? 0 : 4, 1];
    const picked = coder.choose(weights, at < 0 ? 2 : at === next ? 0 : 1);
    session.blob = undefined;
    if (picked === 2) return codeBytes(session, hashBytes, given);
    const found = picked === 0 ? next : coder.below(entry.blobs.length, Math.max(0, at));
    if (picked === 0) session.blobsNamed += 1;
    session.blob = entry.blobs[found];
    return session.blob?.hash ?? new Uint8Array(hashBytes);
  },
};

/** As the header says of the blob, or any. */
const sizeRule: Rule = {
  fits: isUint,
  code: (session, value) => {
    const known = session.blob?.size;
    const isKnown = session.coder.choose([known === undefined ? 0 : 200, 1], value === known ? 0 : 1) === 0;
    return isKnown ? (known ?? 0) : codeUint(session, typeof value === "number" ? value : undefined);
  },
};

const keyRule: Rule = {
  fits: isHash,
  code: (session, value) => codeBytes(session, hashBytes, value instanceof Uint8Array ? value : undefined),
};

const mimeRule: Rule = {
  fits: (value) => typeof value === "string",
  code: (session, value) => {
    const { mimes } = session.tables;
    const given = asText(value);
    const isListed = given !== undefined && mimes.rankOf.has(given);
    return session.coder.choose([mimes.items.length === 0 ? 0 : 60, 1], isListed ? 0 : 1) === 0
      ? codeRank(session, mimes, given)
      : codeText(session, "id", given);
  },
};

/** Photos are scaled to this on their longer side. */
const usualEdge = 1600;

const edgeRule: Rule = {
  fits: isUint,
  code: (session, value) =>
    session.coder.choose([1, 1], value === usualEdge ? 0 : 1) === 0
      ? usualEdge
      : codeUint(session, typeof value === "number" ? value : undefined),
};

const noteRule: Rule = {
  fits: (value) => typeof value === "string",
  code: (session, value) => codeText(session, "text", asText(value)),
};

const slots: readonly Slot[] = [
  { key: "requirementId", rule: requirementRule, weights: always },
  { key: "page", rule: pageRule, weights: always },
  { key: "blob", rule: blobRule, weights: always },
  { key: "size", rule: sizeRule, weights: always },
  { key: "key", rule: keyRule, weights: always },
  { key: "mime", rule: mimeRule, weights: always },
  { key: "width", rule: edgeRule, weights: often },
  { key: "height", rule: edgeRule, weights: often },
  { key: "note", rule: noteRule, weights: seldom },
];

function codeAttachment(session: Session, value: Fields | undefined): Fields {
  return codeObject(session, slots, value);
}

/** The signature's strokes are an attachment like the others. */
export const signatureRule: Rule = {
  fits: isFields,
  code: (session, value) => codeAttachment(session, isFields(value) ? value : undefined),
};

export const attachmentsRule: Rule = {
  fits: (value) => elementsOf(value)?.every(isFields) === true,
  code: (session, value) =>
    codeList(session, elementsOf(value)?.filter(isFields), (each) => codeAttachment(session, each)),
};
