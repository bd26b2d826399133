import { expect, it } from "vitest";
import { reasonWords } from "./reason-words.ts";

it("a reason of a newer server is shown as it is", () => {
  expect(reasonWords("conflict").title).toContain("lebih dulu");
  expect(reasonWords("of-tomorrow").title).toBe("of-tomorrow");
});
