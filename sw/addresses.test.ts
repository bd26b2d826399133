import { expect, test } from "vitest";
import { neverKept } from "./addresses.ts";

const isTouched = (path: string): boolean => !neverKept.some((pattern) => pattern.test(path));

test("the kiosk's own addresses are answered from the tablet", () => {
  for (const path of ["/", "/petugas", "/draf", "/tanda", "/distrik"]) expect(isTouched(path), path).toBe(true);
});

test("the district's app, slips and everything the server answers are never touched", () => {
  for (const path of [
    "/district",
    "/district/",
    "/district/cases/1",
    "/t/ABCDEFGH1",
    "/api/exchange",
    "/healthz",
    "/readyz",
  ])
    expect(isTouched(path), path).toBe(false);
});
