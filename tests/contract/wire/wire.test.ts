/**
 * Tablets in the field speak the wire of the day they were last updated. What is frozen here must be made and understood
 * by today's code exactly as it was.
 */
import { describe, expect, it } from "vitest";
import { definite } from "../../../src/base/assert.ts";
import { toHex } from "../../../src/base/bytes.ts";
import { listFixtures, readFixture, readReleased, releasedName, sumOf } from "./fixtures.ts";
import { makeMessages } from "./messages.ts";
import { planFixtures } from "./plan.ts";

const messages = await makeMessages();

// Failures F35.
describe.each(messages)("frozen message $name", ({ name, bytes, read, value }) => {
  it("is made by today's code, byte for byte", () => {
    expect(toHex(bytes)).toBe(toHex(definite(readFixture(name), "run generate.ts")));
  });

  it("is understood by today's code, its seals and signatures too", async () => {
    expect(await read(definite(readFixture(name), "run generate.ts"))).toEqual(value);
  });
});

it("no frozen file is without a message that is tested", () => {
  const names = new Set(messages.map(({ name }) => name));
  expect(listFixtures().filter((name) => !names.has(name))).toEqual([]);
});

it("released files are still there and unchanged", () => {
  for (const [name, sum] of readReleased()) {
    const message = messages.find((candidate) => releasedName(candidate.name) === name);
    const frozen = readFixture(definite(message, `${name} was released`).name);
    expect(sumOf(definite(frozen, `${name} was released`))).toBe(sum);
  }
});

describe("the generator", () => {
  const one = { name: "stand", bytes: Uint8Array.of(1) };
  const other = (): Uint8Array<ArrayBuffer> => Uint8Array.of(2);
  const released = new Set([releasedName("stand")]);

  it("adds what is missing and leaves what is the same", () => {
    const plan = { replace: false, released: new Set<string>() };
    expect(planFixtures([one], { ...plan, read: () => undefined })).toEqual({ write: [one], refused: [] });
    expect(planFixtures([one], { ...plan, read: () => one.bytes })).toEqual({ write: [], refused: [] });
  });

  it("replaces what differs only when told to", () => {
    const plan = { released: new Set<string>(), read: other };
    expect(planFixtures([one], { ...plan, replace: false }).refused).toHaveLength(1);
    expect(planFixtures([one], { ...plan, replace: true }).write).toEqual([one]);
  });

  it("never replaces what is released, nor writes it anew when its file was removed", () => {
    expect(planFixtures([one], { released, replace: true, read: other }).write).toEqual([]);
    expect(planFixtures([one], { released, replace: true, read: () => undefined }).refused).toHaveLength(1);
  });
});
