import { expect, it } from "vitest";
import type { ChangeEvent } from "./changes.ts";
import { beatsPerPing, makeChanges } from "./changes.ts";

it("a thousand changes between two beats are told once", () => {
  const changes = makeChanges();
  const heard: ChangeEvent[] = [];
  changes.subscribe(
    (event) => heard.push(event),
    () => undefined,
  );
  for (let i = 0; i < 1000; i += 1) changes.touch();
  expect(heard).toEqual([]);
  changes.beat();
  changes.beat();
  expect(heard).toEqual(["changed"]);
});

it("a quiet stream still says now and then that it lives", () => {
  const changes = makeChanges();
  const heard: ChangeEvent[] = [];
  changes.subscribe(
    (event) => heard.push(event),
    () => undefined,
  );
  for (let i = 0; i < beatsPerPing * 2; i += 1) changes.beat();
  expect(heard).toEqual(["ping", "ping"]);
});

it("closing ends every stream, also one that comes later, and a left stream hears nothing", () => {
  const changes = makeChanges();
  const heard: string[] = [];
  const leave = changes.subscribe(
    (event) => heard.push(event),
    () => heard.push("left closed"),
  );
  changes.subscribe(
    () => undefined,
    () => heard.push("closed"),
  );
  leave();
  changes.touch();
  changes.beat();
  changes.close();
  changes.subscribe(
    () => undefined,
    () => heard.push("closed at once"),
  );
  expect(heard).toEqual(["closed", "closed at once"]);
});
