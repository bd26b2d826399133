import { Hono } from "hono";
import { expect, test } from "vitest";
import { securityHeaders } from "./security-headers.ts";

const app = new Hono();
app.use(securityHeaders);
app.all("*", (c) => c.text("answer"));

const headersOf = async (path: string): Promise<Headers> => (await app.request(path)).headers;
const bytesOf = (headers: Headers): number =>
  [...headers].reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0);

test("a page carries every header, and what tablets are answered the few that count for it", async () => {
  const page = await headersOf("/");
  expect(page.get("content-security-policy")).toContain("trusted-types loket");
  expect(page.get("permissions-policy")).toContain("camera=(self)");
  // Receipt printers.
  expect(page.get("permissions-policy")).toContain("usb=(self), serial=(self)");
  for (const path of ["/api/exchange", "/api/exchange?carried=1", "/api/enrol", "/api/configuration"]) {
    const wire = await headersOf(path);
    expect(wire.get("content-security-policy")).toBe("default-src 'none'");
    expect(wire.get("x-content-type-options")).toBe("nosniff");
    expect(wire.get("cache-control")).toBe("no-store");
    expect(bytesOf(wire)).toBeLessThan(250);
  }
});

test("staff and track answers keep the headers of pages", async () => {
  for (const path of ["/api/staff/cases", "/api/track/1", "/api/exchange/else"])
    expect((await headersOf(path)).get("content-security-policy")).toContain("trusted-types loket");
});
