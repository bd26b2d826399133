/**
 * The register on the village's stick: every letter that can be read, under a key of the book, that key under a code of a
 * hundred bits which the village writes down. A PIN would not do: a stick is lost more easily than a tablet, and whoever
 * finds it has all the time there is. The file is one line of JSON in the clear, then the sealed letters.
 */
import * as v from "valibot";
import type { Bytes } from "../base/bytes.ts";
import { fromHex, fromUtf8, toHex, utf8 } from "../base/bytes.ts";
import { crockfordCheck, isCrockford, makeCode, normaliseCrockford } from "../base/ids.ts";
import { parseJson } from "../base/json.ts";
import { letterBookBytesMax } from "../base/limits.ts";
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import type { VaultPlace, WrappedVaultKey } from "../crypto/vault.ts";
import { makeVaultKey, openFromVault, sealToVault, unwrapVaultKey, wrapVaultKey } from "../crypto/vault.ts";
import { dateInJakarta } from "../domain/date/civil-date.ts";
import { attempt } from "../store/drafts.ts";
import type { LetterRow } from "../store/letters.ts";
import type { IssuedLetter, LetterBookFile, LetterBookTaken, RegisterLine } from "./letter-api.ts";
import type { LetterDeps } from "./letter-lines.ts";
import { issuedSchema, letterPlace, ownVillage, readLine } from "./letter-lines.ts";

const format = "loket-surat/1";
/** Crockford letters without the check: a hundred bits. */
const codeLetters = 20;
const codeBytes = 13;
const headBytesMax = 4096;
const codePlace: VaultPlace = { purpose: "letter-code", id: "" };
const bookPlace = (village: string): VaultPlace => ({ purpose: "letter-book", id: village });

const hex = v.pipe(v.string(), v.hexadecimal());
const headSchema = v.object({
  format: v.literal(format),
  village: v.string(),
  kdf: v.object({ memoryKib: v.number(), iterations: v.number(), parallelism: v.number() }),
  salt: hex,
  wrapped: hex,
});
const lineSchema = v.object({
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{1,64}$/)),
  at: v.number(),
  year: v.number(),
  count: v.number(),
  tablet: v.string(),
  letter: v.exactOptional(issuedSchema),
}) satisfies v.GenericSchema<unknown, BookLine>;
/** A line as it lies in the book. */
type BookLine = Omit<LetterRow, "sealed"> & { readonly letter?: IssuedLetter };

/** See {@link LetterApi.saveLetterBook}. A letter that this vault cannot read goes along as its number. */
export async function saveLetterBook(deps: LetterDeps): Promise<Result<LetterBookFile, string>> {
  const { tablet, vault, letters } = deps;
  const code = await codeOfBook(deps);
  if (!code.ok) return code;
  const rows = await letters.all();
  if (rows.length === 0) return err("no-letters");
  const lines = await Promise.all(rows.map((row) => readLine(vault, row)));
  const village = ownVillage(tablet);
  const { random, clock } = tablet.world;
  const key = makeVaultKey(random);
  const { kdf, salt, sealed: wrapped } = await wrapVaultKey(key, { pin: code.value }, random);
  const head = JSON.stringify({ format, village, kdf, salt: toHex(salt), wrapped: toHex(wrapped) });
  const sealed = await sealToVault(key, bookPlace(village), utf8(JSON.stringify(lines.map(lineOfBook))), random);
  return ok({
    file: new Blob([`${head}\n`, sealed], { type: "application/octet-stream" }),
    name: `surat-desa-${village}-${dateInJakarta(clock.now())}.loket-surat`,
    code: inGroups(code.value),
    letters: rows.length,
  });
}

/** See {@link LetterApi.takeLetterBook}. What can be read here stays as it is; what comes lies under this vault then. */
export async function takeLetterBook(
  deps: LetterDeps,
  file: Blob,
  typed: string,
): Promise<Result<LetterBookTaken, string>> {
  if (!deps.vault.officer) return err("locked");
  const code = normaliseCrockford(typed);
  if (!isCode(code)) return err("letter-code-wrong");
  const book = await readBook(file);
  if (!book) return err("not-a-letter-book");
  const { village, wrap, sealed } = book;
  if (village !== ownVillage(deps.tablet)) return err("letter-book-other-village");
  const key = await unwrapVaultKey(wrap, { pin: code });
  if (!key.ok) return err(key.code === "pin-wrong" ? "letter-code-wrong" : "not-a-letter-book");
  const opened = await openFromVault(key.value, bookPlace(village), sealed);
  const lines = opened.ok ? parse(opened.value, v.array(lineSchema)) : undefined;
  return lines ? addLines(deps, lines) : err("not-a-letter-book");
}

async function addLines(deps: LetterDeps, lines: readonly BookLine[]): Promise<Result<LetterBookTaken, string>> {
  const { vault, letters } = deps;
  const here = await Promise.all((await letters.all()).map((row) => readLine(vault, row)));
  const known = new Map(here.map((line) => [line.id, line]));
  const places = new Set(here.map(placeOf));
  const rows: LetterRow[] = [];
  const doubled: string[] = [];
  for (const { letter, ...line } of lines) {
    const kept = known.get(line.id);
    // One that was thrown away here stays away; one that could not be read any more comes back.
    if (kept && (kept.state !== "unreadable" || !letter)) continue;
    if (!kept && places.has(placeOf(line))) doubled.push(placeOf(line));
    const sealed = letter && (await vault.seal(letterPlace(line.id), letter));
    if (sealed && !sealed.ok) return sealed;
    rows.push({ ...line, sealed: sealed?.value });
  }
  const put = await attempt(() => letters.put(rows));
  return put.ok ? ok({ added: rows.length, known: lines.length - rows.length, doubled }) : put;
}

/** "012/T7/2026": what two letters must not share. */
const placeOf = ({ count, tablet, year }: Pick<LetterRow, "count" | "tablet" | "year">): string =>
  `${String(count).padStart(3, "0")}/${tablet}/${year}`;

function lineOfBook(line: RegisterLine): BookLine {
  const { id, at, year, count, tablet } = line;
  return {
    id,
    at,
    year,
    count,
    tablet,
    ...(line.state === "kept" ? { letter: line.letter } : {}),
  };
}

/** The code of this village's book, made once and kept under the vault: every stick opens with the same one. */
async function codeOfBook({ tablet, vault, letters }: LetterDeps): Promise<Result<string, string>> {
  const settings = await letters.settings();
  const known = settings.code && (await vault.unseal(codePlace, settings.code));
  if (known && !known.ok && known.code === "locked") return known;
  if (known?.ok && typeof known.value === "string") return ok(known.value);
  const code = makeCode(tablet.world.random.bytes(codeBytes), codeLetters);
  const sealed = await vault.seal(codePlace, code);
  if (!sealed.ok) return sealed;
  const kept = await attempt(() => letters.keepSettings({ ...settings, code: sealed.value }));
  return kept.ok ? ok(code) : kept;
}

function isCode(code: string): boolean {
  const body = code.slice(0, codeLetters);
  return code.length === codeLetters + 1 && isCrockford(body) && crockfordCheck(body) === code.slice(codeLetters);
}

const inGroups = (code: string): string => (code.match(/.{1,4}/g) ?? []).join("-");

type Book = { readonly village: string; readonly wrap: WrappedVaultKey; readonly sealed: Bytes };

async function readBook(file: Blob): Promise<Book | undefined> {
  if (file.size > letterBookBytesMax) return undefined;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const end = bytes.subarray(0, headBytesMax).indexOf(10);
  const head = end === -1 ? undefined : parse(bytes.subarray(0, end), headSchema);
  const [salt, wrapped] = head ? [fromHex(head.salt), fromHex(head.wrapped)] : [];
  if (!head || !salt || !wrapped) return undefined;
  const wrap: WrappedVaultKey = { version: 1, kdf: head.kdf, salt, sealed: wrapped };
  return { village: head.village, wrap, sealed: bytes.slice(end + 1) };
}

function parse<T>(bytes: Uint8Array, schema: v.GenericSchema<unknown, T>): T | undefined {
  const parsed = v.safeParse(schema, parseJson(fromUtf8(bytes) ?? ""));
  return parsed.success ? parsed.output : undefined;
}
