import { expect, it } from "vitest";
import { parseNamedFields } from "./sealed-fields.ts";

const fields = {
  serviceId: "akta-kelahiran",
  configVersion: 3,
  name: "SITI",
  answers: { "child.name": "BUDI", "child.order": 2, "mother.nik": { unknown: true } },
  words: { "field:child.name": "Samakan dengan surat bidan." },
};

it("named fields come back as they were sealed, without what a newer district adds", () => {
  expect(parseNamedFields({ ...fields, extra: 1 })).toEqual({ ok: true, value: fields });
});

it("fields of another shape are refused by their place, never by their value", () => {
  expect(parseNamedFields({ ...fields, answers: { "child.name": 1.5 } })).toEqual({
    ok: false,
    code: "malformed",
    detail: "answers.child.name",
  });
  expect(parseNamedFields(null)).toMatchObject({ ok: false, code: "malformed" });
});
