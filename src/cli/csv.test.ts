import { expect, test } from "vitest";
import { toCsv } from "./csv.ts";

test("cells with commas, quotes and line breaks stay one cell", () => {
  expect(
    toCsv(
      ["a", "b"],
      [
        ["x,y", 'say "z"'],
        ["two\nlines", "plain"],
      ],
    ),
  ).toBe('a,b\r\n"x,y","say ""z"""\r\n"two\nlines",plain\r\n');
});

test("nothing a person typed becomes a formula", () => {
  for (const start of ["=", "+", "-", "@", "\t", "\r"]) {
    const [, row = ""] = toCsv(["a"], [[`${start}1+1`]]).split("\r\n");
    expect(row.replace(/^"/, "").startsWith("'")).toBe(true);
  }
});
