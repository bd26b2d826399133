/** Every reason the district can have has a sentence of its own for the officer; a newer one has the common sentence. */
import { expect, it } from "vitest";
import { findSetAsideText } from "../../../domain/configuration/configuration.ts";
import { setAsideReasons } from "../../../protocol/staff/set-aside.ts";
import { brebes } from "../../../../tests/fixtures/kiosk-config.ts";

it("says for every reason what happened, in plain words", () => {
  const config = brebes();
  const common = findSetAsideText(config, undefined);
  const texts = setAsideReasons.map((reason) => findSetAsideText(config, reason));
  expect(texts.filter((text) => text === undefined || text === common)).toEqual([]);
  expect(findSetAsideText(config, "of-a-newer-district")).toBe(common);
  expect(findSetAsideText({ ...config, setAsideTexts: {} }, "conflict")).toBeUndefined();
});
