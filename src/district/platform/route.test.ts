import { expect, it } from "vitest";
import type { Route } from "./route.ts";
import { parsePath, pathOfRoute } from "./route.ts";

it.each<Route>([
  { name: "health" },
  { name: "device", device: "ab12" },
  { name: "enrolment" },
  { name: "quarantine" },
  { name: "courier" },
  { name: "doubts" },
  { name: "cases" },
  { name: "case", application: "00ff" },
])("a page's address leads back to it: $name", (route) => {
  expect(parsePath(pathOfRoute(route))).toEqual(route);
});

it("an address nobody made shows the health grid", () => {
  expect(parsePath("/district/apa/saja")).toEqual({ name: "health" });
});
