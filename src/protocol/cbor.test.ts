import { expect, it } from "vitest";
import { fromHex } from "../base/bytes.ts";
import { definite } from "../base/assert.ts";
import { encodeCbor, parseCbor } from "./cbor.ts";

const bytes = (hex: string): Uint8Array => definite(fromHex(hex.replaceAll(" ", "")), "hex");

it.each([
  ["a number not in its shortest form", "18 01"],
  ["a length not in its shortest form", "58 01 07"],
  ["a whole number as float", "f9 3c00"],
  ["a float not in its shortest form", "fb 3ff8000000000000"],
  ["minus zero", "f9 8000"],
  ["not a number", "f9 7e00"],
  ["infinity", "f9 7c00"],
  ["map keys out of order", "a2 02 01 01 02"],
  ["a map key twice", "a2 01 01 01 02"],
  ["text keys out of order (shorter first)", "a2 62 6161 01 61 62 02"],
  ["an indefinite list", "9f 01 ff"],
  ["an indefinite byte string", "5f 41 01 ff"],
  ["a tag", "c0 01"],
  ["undefined", "f7"],
  ["another simple value", "e0"],
  ["a number above 2^53 - 1", "1b 0020000000000000"],
  ["text that is no UTF-8", "61 ff"],
  ["an encoded surrogate", "63 eda080"],
  ["a second value behind the first", "01 01"],
  ["a cut value", "82 01"],
  ["nothing", ""],
])("refuses %s", (_, hex) => {
  expect(parseCbor(bytes(hex), (value) => value)).toMatchObject({ ok: false, code: "malformed" });
});

it("survives a nesting deeper than any stack", () => {
  const deep = new Uint8Array(200_000).fill(0x81);
  expect(parseCbor(deep, (value) => value)).toMatchObject({ ok: false, code: "malformed" });
});

it.each([
  ["numbers", "1b 001fffffffffffff", Number.MAX_SAFE_INTEGER],
  ["negative numbers", "20", -1],
  ["null", "f6", null],
  ["text", "63 e38182", "あ"],
])("takes canonical %s", (_, hex, value) => {
  expect(parseCbor(bytes(hex), (v) => v)).toEqual({ ok: true, value });
});

it("writes map keys in canonical order, however they were put in", () => {
  const forth = new Map([
    [2, "b"],
    [1, "a"],
    [300, "c"],
  ]);
  expect(encodeCbor(forth)).toEqual(bytes("a3 01 61 61 02 61 62 19 012c 61 63"));
});
