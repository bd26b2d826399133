import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readKioskConfig } from "../../../tests/fixtures/kiosk-config.ts";
import type { MemoryDistrict } from "../../../tests/support/memory-district.ts";
import {
  makeMemoryDistrict,
  makeTestRandom,
  testRegency,
  testVillage,
} from "../../../tests/support/memory-district.ts";
import { definite } from "../../base/assert.ts";
import { accountTriesBurst } from "../../base/limits.ts";
import { unwrap } from "../../base/result.ts";
import type { Role } from "../../domain/case/allowed-actions.ts";
import { roles } from "../../domain/case/allowed-actions.ts";
import { listDoubts } from "../../domain/configuration/doubts.ts";
import { errorTable } from "../../protocol/errors.ts";
import { staffPaths } from "../../protocol/staff/staff-api.ts";
import { emptyShelf } from "../audio/shelf.ts";
import { openDataFolder } from "../data-folder.ts";
import { makeApp } from "../http/app.ts";
import type { SealedRow } from "../inbox/read-envelope.ts";
import { readEnvelope } from "../inbox/read-envelope.ts";
import { openAccounts } from "./accounts.ts";
import { authPaths } from "./auth-routes.ts";
import { isSameOrigin } from "./guard.ts";
import type { StaffRoute } from "./route-table.ts";
import { staffRoutes } from "./route-table.ts";
import type { StaffDoor } from "./staff-door.ts";
import { openStaff } from "./staff-door.ts";

const host = "loket.test";
const folder = openDataFolder(mkdtempSync(join(tmpdir(), "loket-staff-")));
const doubts = unwrap(listDoubts(readKioskConfig(), testRegency));
const passwordOf = (role: Role): string => `${role}-long-enough`;
const ours = { host, "x-loket": "1", "content-type": "application/json" };

let district: MemoryDistrict;
let door: StaffDoor;
let app: ReturnType<typeof makeApp>;
const cookies = new Map<Role, string>();
/** The keys of this district lie on no disk, so no other process could read them. */
const openReaderHere = () => ({
  read: (entry: SealedRow) => readEnvelope(district, entry),
  stop: () => undefined,
});

/** A request as the Node server hands it on. */
function ask(path: string, init: RequestInit = {}, address = "10.0.0.1"): Promise<Response> {
  const incoming = Object.assign(Readable.from([new Uint8Array(3)]), {
    headers: {},
    socket: { remoteAddress: address },
  });
  const env = { incoming };
  return Promise.resolve(app.request(`http://${host}${path}`, init, env));
}

const signIn = (email: string, password: string, change: HeadersInit = {}, address?: string): Promise<Response> =>
  ask(
    authPaths.signIn,
    { method: "POST", headers: { ...ours, ...change }, body: JSON.stringify({ email, password }) },
    address,
  );

const cookieOf = (response: Response): string => response.headers.getSetCookie()[0]?.split(";")[0] ?? "";

/** Every parameter filled with something that is none. */
const addressOf = ({ path }: StaffRoute): string => path.replaceAll(/:\w+/g, "00");

beforeAll(async () => {
  district = await makeMemoryDistrict();
  door = await openStaff(district, { folder, trustProxy: true, doubts, openReader: openReaderHere });
  app = makeApp(district, {
    buildDir: folder.path,
    audio: emptyShelf,
    staff: door.mounts,
    trustProxy: true,
    afterExchange: () => undefined,
    isClosed: () => false,
  });
  const accounts = await openAccounts(folder.accounts, district);
  for (const role of roles)
    unwrap(await accounts.add({ email: `${role}@loket.test`, name: role, role, password: passwordOf(role) }));
  await accounts.close();
  for (const role of roles) cookies.set(role, cookieOf(await signIn(`${role}@loket.test`, passwordOf(role))));
});

afterAll(async () => {
  await door.close();
  rmSync(folder.path, { recursive: true, force: true });
});

describe("every staff route", () => {
  const routes = Object.entries(staffRoutes as Readonly<Record<string, StaffRoute>>);

  it.each(routes)("%s answers a stranger before it reads anything", async (_id, route) => {
    const init = route.method === "POST" ? { method: "POST", body: "{" } : {};
    const answer = await ask(addressOf(route), init);
    expect([answer.status, await answer.json()]).toEqual([
      401,
      { code: "unauthenticated", sentence: errorTable.unauthenticated.sentence },
    ]);
    const forged = await ask(addressOf(route), {
      ...init,
      headers: { ...ours, cookie: "loket.session_token=abc.def" },
    });
    expect(forged.status).toBe(401);
  });

  it.each(routes.flatMap(([id, route]) => roles.map((role) => [id, role, route] as const)))(
    "%s lets %s in as its table says",
    async (_id, role, route) => {
      const init = route.method === "POST" ? { method: "POST", body: "{" } : {};
      const answer = await ask(addressOf(route), {
        ...init,
        headers: { ...ours, cookie: definite(cookies.get(role), "signed in") },
      });
      if (route.path === staffPaths.healthEvents) await answer.body?.cancel();
      if (!route.roles.includes(role)) expect(answer.status).toBe(403);
      else expect(route.method === "POST" ? [400, 404] : [200, 404]).toContain(answer.status);
    },
  );

  it("that is in no table does not exist, and tells a stranger not even that", async () => {
    expect((await ask("/api/staff/everything")).status).toBe(401);
    const cookie = definite(cookies.get("admin"), "signed in");
    expect((await ask("/api/staff/everything", { headers: { cookie } })).status).toBe(404);
    expect((await ask("/api/auth/sign-up/email", { method: "POST", headers: ours, body: "{}" })).status).toBe(404);
  });
});

describe("the doubtful rules", () => {
  it("are all told to an admin, with what is served now, and to nobody else", async () => {
    const askAs = (role: Role): Promise<Response> =>
      ask(staffPaths.doubts, { headers: { cookie: definite(cookies.get(role), "signed in") } });
    expect(await (await askAs("admin")).json()).toEqual({ doubts });
    expect(doubts.length).toBeGreaterThan(10);
    for (const role of ["verifier", "operator"] as const) expect((await askAs(role)).status).toBe(403);
  });
});

describe("a change", () => {
  const change = (headers: HeadersInit, body = JSON.stringify({ village: testVillage.code })): Promise<Response> =>
    ask(staffPaths.enrolmentCodes, {
      method: "POST",
      headers: { cookie: definite(cookies.get("admin"), "signed in"), ...headers },
      body,
    });

  it("is made for our own page only", async () => {
    expect((await change(ours)).status).toBe(200);
    expect((await change({ host, "content-type": "text/plain" })).status).toBe(403);
    expect((await change({ ...ours, "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await change({ ...ours, origin: "https://elsewhere.test" })).status).toBe(403);
    expect((await change({ ...ours, origin: `https://${host}` })).status).toBe(200);
  });

  it("needs a body that says what it should", async () => {
    expect((await change(ours, "[]")).status).toBe(400);
    expect((await change(ours, JSON.stringify({ village: "33.29.99.9999" }))).status).toBe(400);
    expect((await change(ours, JSON.stringify({ village: "x".repeat(300_000) }))).status).toBe(413);
  });

  it("of an origin that is no address is refused", () => {
    expect(isSameOrigin(new Headers({ host, origin: "null" }))).toBe(false);
    expect(isSameOrigin(new Headers({ host }))).toBe(true);
  });
});

describe("an account", () => {
  it("of the first start can sign in, its password is written down, and a second start makes no other", async () => {
    const first = definite(door.firstAdmin, "a first admin");
    const answer = await signIn(first.email.toUpperCase(), first.password);
    expect([answer.status, await answer.json()]).toEqual([200, {}]);
    const me = await ask(staffPaths.me, { headers: { cookie: cookieOf(answer) } });
    expect(await me.json()).toEqual({ email: first.email, name: "Admin", role: "admin" });
    const again = await openStaff(
      { ...district, random: makeTestRandom(9) },
      { folder, trustProxy: false, doubts: [], openReader: openReaderHere },
    );
    expect(again.firstAdmin).toBeUndefined();
    await again.close();
  });

  it("keeps its session where no script reads it, and over https only there", async () => {
    const plain = await signIn("verifier@loket.test", passwordOf("verifier"));
    expect(plain.headers.getSetCookie()[0]).toMatch(
      /^loket\.session_token=[^;]+; Max-Age=43200; Path=\/api; HttpOnly; SameSite=Strict$/,
    );
    const https = await signIn("verifier@loket.test", passwordOf("verifier"), { "x-forwarded-proto": "https" });
    expect(https.headers.getSetCookie()[0]).toMatch(/; Secure$/);
  });

  it("ends its session at once when it signs out", async () => {
    const cookie = cookieOf(await signIn("operator@loket.test", passwordOf("operator")));
    expect((await ask(staffPaths.me, { headers: { cookie } })).status).toBe(200);
    expect((await ask(authPaths.signOut, { method: "POST", headers: { ...ours, cookie } })).status).toBe(200);
    expect((await ask(staffPaths.me, { headers: { cookie } })).status).toBe(401);
  });

  it("is guessed slowly, from one address and from many", async () => {
    const statuses: number[] = [];
    for (let tries = 0; tries <= accountTriesBurst; tries += 1)
      statuses.push(
        (await signIn("nobody@loket.test", "wrong-password", { "x-forwarded-for": `10.1.0.${tries}` })).status,
      );
    expect(statuses.slice(0, -1).every((status) => status === 401)).toBe(true);
    expect(statuses.at(-1)).toBe(429);
  });

  it("is added once", async () => {
    const accounts = await openAccounts(":memory:", district);
    const account = { email: "a@loket.test", name: "A", role: "operator", password: "long-enough-too" } as const;
    expect((await accounts.add(account)).ok).toBe(true);
    expect(await accounts.add(account)).toMatchObject({ code: "account-exists" });
    expect(await accounts.count()).toBe(1);
    await accounts.close();
  });
});
