/** What a file imports and calls, from its syntax tree: words in comments and texts are no imports and no calls. */
import { dirname, join } from "node:path/posix";
import { parseSync } from "vite";
import type { SourceFile } from "./source-files.ts";
import { isScript } from "./source-files.ts";

export type Import = {
  /** As written, without the query (`?worker&url`). */
  readonly specifier: string;
  /** `?worker&url`, or empty. */
  readonly query: string;
  /** The file in this project, or undefined for a package. */
  readonly target: string | undefined;
  /** True when nothing of it is left at run time. */
  readonly isType: boolean;
};

export type SyntaxNode = { readonly type: string; readonly [field: string]: unknown };

function parse(file: SourceFile): unknown {
  const { program, errors } = parseSync(file.path, file.text);
  const [problem] = errors;
  if (problem !== undefined) throw new Error(`${file.path}: ${problem.message}`);
  return program;
}

/** Everything a script, stylesheet or page brings in. */
export function importsOf(file: SourceFile): readonly Import[] {
  if (!isScript(file.path)) return referencesOf(file);
  const imports: Import[] = [];
  for (const node of nodesOf(file)) {
    const specifier = literalOf(node["source"]);
    if (specifier === undefined) continue;
    if (/^(?:Import|Export(?:Named|All))Declaration$/.test(node.type)) {
      imports.push(makeImport(file.path, specifier, isTypeOnly(node)));
    }
    if (node.type === "ImportExpression") imports.push(makeImport(file.path, specifier, false));
    if (node.type === "TSImportType") imports.push(makeImport(file.path, specifier, true));
  }
  return imports;
}

/** Stylesheets import stylesheets; pages name scripts and stylesheets. */
function referencesOf(file: SourceFile): readonly Import[] {
  const pattern = file.path.endsWith(".css")
    ? /@import\s+(?:url\()?["']([^"']+)["']/g
    : /(?:src|href)="(\.{1,2}\/[^"]+)"/g;
  return [...file.text.matchAll(pattern)].map((match) => makeImport(file.path, match[1] ?? "", false));
}

function makeImport(from: string, written: string, isType: boolean): Import {
  const [specifier = "", query = ""] = written.split("?", 2);
  const target = specifier.startsWith(".") ? join(dirname(from), specifier) : undefined;
  return { specifier, query, target, isType };
}

/** Types alone: the whole declaration says so, or each name does. */
function isTypeOnly(node: SyntaxNode): boolean {
  if (node["importKind"] === "type" || node["exportKind"] === "type") return true;
  const names = Array.isArray(node["specifiers"]) ? node["specifiers"].filter(isNode) : [];
  return names.length > 0 && names.every((name) => name["importKind"] === "type" || name["exportKind"] === "type");
}

const walked = new WeakMap<SourceFile, readonly SyntaxNode[]>();

/** Every node of a script, parents before children. */
export function nodesOf(file: SourceFile): readonly SyntaxNode[] {
  const nodes = walked.get(file) ?? walk(file);
  walked.set(file, nodes);
  return nodes;
}

function walk(file: SourceFile): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const waiting: unknown[] = [parse(file)];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (Array.isArray(value)) waiting.push(...value.toReversed());
    else if (typeof value === "object" && value !== null) {
      if (isNode(value)) found.push(value);
      waiting.push(...Object.values(value).toReversed());
    }
  }
  return found;
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && typeof Reflect.get(value, "type") === "string";
}

/** The dotted name of an identifier or member access (`Date.now`, `globalThis.fetch`), or undefined. */
export function dottedName(value: unknown): string | undefined {
  if (!isNode(value)) return undefined;
  if (value.type === "Identifier") return typeof value["name"] === "string" ? value["name"] : undefined;
  if (value.type !== "MemberExpression" || value["computed"] === true) return undefined;
  const object = dottedName(value["object"]);
  const property = dottedName(value["property"]);
  return object === undefined || property === undefined ? undefined : `${object}.${property}`;
}

function literalOf(value: unknown): string | undefined {
  return isNode(value) && value.type === "Literal" && typeof value["value"] === "string" ? value["value"] : undefined;
}

/** The number of the line, from 1, in which the node starts. */
export function lineOf(file: SourceFile, offset: unknown): number {
  return file.text.slice(0, typeof offset === "number" ? offset : 0).split("\n").length;
}
