import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatSlipCode, parseSlipCode, practiceSlipText, slipCode } from "./slip-code.ts";

const applicationId = fc.uint8Array({ minLength: 16, maxLength: 16 });

describe("a slip code", () => {
  it("is the first 40 bits of the application id and a check character, in three groups of three", () => {
    expect(slipCode(new Uint8Array(16))).toBe("000000000");
    expect(slipCode(new Uint8Array(16).fill(255))).toMatch(/^ZZZZZZZZ.$/);
    expect(formatSlipCode("ABCDEFGH7")).toBe("ABC-DEF-GH7");
  });

  it("comes back from paper however it is typed", () => {
    fc.assert(
      fc.property(applicationId, (id) => {
        const code = slipCode(id);
        const typed = formatSlipCode(code).toLowerCase().replaceAll("0", "o").replaceAll("1", "l").replaceAll("-", " ");
        expect(parseSlipCode(typed)).toEqual({ ok: true, value: code });
      }),
    );
  });

  it("with one wrong letter is always noticed", () => {
    const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    fc.assert(
      fc.property(applicationId, fc.nat(7), fc.constantFrom(...alphabet), (id, at, letter) => {
        const code = slipCode(id);
        fc.pre(code.charAt(at) !== letter);
        expect(parseSlipCode(code.slice(0, at) + letter + code.slice(at + 1))).toEqual({
          ok: false,
          code: "slip-code-wrong",
        });
      }),
    );
  });

  it("with two neighbours swapped is always noticed", () => {
    fc.assert(
      fc.property(applicationId, fc.nat(6), (id, at) => {
        const code = slipCode(id);
        const [a, b] = [code.charAt(at), code.charAt(at + 1)];
        fc.pre(a !== b);
        expect(parseSlipCode(code.slice(0, at) + b + a + code.slice(at + 2)).ok).toBe(false);
      }),
    );
  });

  it("of practice is refused by its own name, however it is typed", () => {
    for (const typed of [practiceSlipText, "latihan", " lat-ihan "])
      expect(parseSlipCode(typed)).toEqual({ ok: false, code: "slip-of-practice" });
  });

  it("of another length is refused", () => {
    expect(parseSlipCode("ABC-DEF")).toEqual({ ok: false, code: "slip-code-length" });
    expect(parseSlipCode("")).toEqual({ ok: false, code: "slip-code-length" });
  });
});
