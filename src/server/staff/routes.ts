/** The staff API: each line of the route table with what it does. Holds no rule; those are in cases, health and domain. */
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { compress } from "hono/compress";
import { streamSSE } from "hono/streaming";
import { fromHex, toHex } from "../../base/bytes.ts";
import { courierFileBytesMax, staffBodyBytesMax } from "../../base/limits.ts";
import { blobHashBytes } from "../../domain/application/content.ts";
import { findVillage } from "../../domain/areas/areas.ts";
import type { SteeringDoubt } from "../../domain/configuration/doubts.ts";
import { applicationIdBytes } from "../../protocol/entry.ts";
import type { ReopenAnswer } from "../../protocol/staff/set-aside.ts";
import type { DoubtList } from "../../protocol/staff/staff-api.ts";
import { staffPaths } from "../../protocol/staff/staff-api.ts";
import { actOnCase } from "../cases/act.ts";
import { listCases, showCase } from "../cases/cases.ts";
import { readPhoto } from "../cases/photos.ts";
import { courierResult } from "../courier/courier-result.ts";
import { importCourier } from "../courier/import-courier.ts";
import type { District } from "../district.ts";
import { issueCode } from "../enrolment/codes.ts";
import { settleFork } from "../inbox/devices.ts";
import type { Changes } from "../health/changes.ts";
import { raiseBudget } from "../health/budgets.ts";
import { readDevice, readRegencyHealth } from "../health/facts.ts";
import { capBody } from "../http/body.ts";
import { answerError } from "../http/errors.ts";
import type { ApartReader } from "../inbox/read-apart.ts";
import { markLooked, readDesk } from "../quarantine/desk.ts";
import { findSetAside, reopenEntries } from "../quarantine/reopen.ts";
import type { Accounts } from "./accounts.ts";
import { caseAction, look, newCode, readHex, readJson, readPage, reopening, search } from "./bodies.ts";
import type { StaffContext, StaffEnv } from "./guard.ts";
import { requireOwnPage, requireRole, requireStaff } from "./guard.ts";
import type { StaffRouteId } from "./route-table.ts";
import { staffRoutes } from "./route-table.ts";

type Handler = (c: StaffContext) => Response | Promise<Response>;

/** Browsers ask again after this when a stream ended. */
const retryMs = 5000;

export type StaffParts = {
  readonly accounts: Accounts;
  readonly changes: Changes;
  readonly doubts: readonly SteeringDoubt[];
  /** A fresh process for what was set aside. */
  readonly openReader: () => ApartReader;
};

export function staffApi(district: District, { accounts, changes, doubts, openReader }: StaffParts): Hono<StaffEnv> {
  const routes = new Hono<StaffEnv>();
  const handlers: Readonly<Record<StaffRouteId, Handler>> = {
    ...villageHandlers(district, changes),
    ...caseHandlers(district, changes),
    ...setAsideHandlers(district, changes, openReader),
    me: (c) => c.json(c.get("staff")),
    configuration: (c) => c.json(district.configuration),
    doubts: (c) => c.json({ doubts } satisfies DoubtList),
    importCourier: (c) => takeCourier(c, district, changes),
  };
  routes.use("/api/staff/*", requireStaff(accounts));
  routes.use(staffPaths.configuration, compress());
  const small = bodyLimit({ maxSize: staffBodyBytesMax, onError: (c) => answerError(c, "item-too-large") });
  for (const id of Object.keys(staffRoutes).filter(isRouteId)) {
    const { method, path, roles } = staffRoutes[id];
    if (id === "importCourier") routes.post(path, requireRole(roles), requireOwnPage, handlers[id]);
    else if (method === "POST") routes.post(path, requireRole(roles), requireOwnPage, small, handlers[id]);
    else routes.get(path, requireRole(roles), handlers[id]);
  }
  return routes;
}

function isRouteId(id: string): id is StaffRouteId {
  return Object.hasOwn(staffRoutes, id);
}

type VillageRoutes = "health" | "healthEvents" | "device" | "raiseBudget" | "settleFork" | "issueCode";

function villageHandlers(district: District, changes: Changes): Readonly<Record<VillageRoutes, Handler>> {
  return {
    health: async (c) => c.json(await readRegencyHealth(district)),
    healthEvents: (c) => followChanges(c, changes),
    device: async (c) => {
      const found = await readDevice(district, c.req.param("device") ?? "");
      return found ? c.json(found) : answerError(c, "not-found");
    },
    raiseBudget: async (c) => {
      if (!(await raiseBudget(district, c.req.param("device") ?? "", c.get("staff").name)))
        return answerError(c, "not-found");
      changes.touch();
      return c.json({});
    },
    settleFork: async (c) => {
      if (!(await settleFork(district, c.req.param("device") ?? ""))) return answerError(c, "not-found");
      changes.touch();
      return c.json({});
    },
    issueCode: async (c) => {
      const body = await readJson(c, newCode);
      if (!body || !findVillage(district.configuration.areas, body.village)) return answerError(c, "malformed");
      return c.json(await issueCode(district, body.village));
    },
  };
}

/** Says "changed" and no more: what changed is read through the ordinary doors, with their permissions. */
function followChanges(c: StaffContext, changes: Changes): Response {
  c.header("X-Accel-Buffering", "no");
  return streamSSE(
    c,
    (stream) =>
      new Promise<void>((resolve) => {
        const send = (event: string): void => {
          void stream.writeSSE({ event, data: "1", retry: retryMs });
        };
        send("ping");
        const unsubscribe = changes.subscribe(send, resolve);
        stream.onAbort(() => {
          unsubscribe();
          resolve();
        });
      }),
  );
}

type SetAsideRoutes = "setAside" | "lookAtSetAside" | "reopenSetAside";

function setAsideHandlers(
  district: District,
  changes: Changes,
  openReader: () => ApartReader,
): Readonly<Record<SetAsideRoutes, Handler>> {
  return {
    setAside: async (c) => c.json(await readDesk(district)),
    lookAtSetAside: async (c) => {
      const body = await readJson(c, look);
      const digest = body && fromHex(body.digest);
      if (!body || !digest) return answerError(c, "malformed");
      if (!(await markLooked(district, digest, { by: c.get("staff").name, note: body.note })))
        return answerError(c, "not-found");
      changes.touch();
      return c.json({});
    },
    reopenSetAside: async (c) => {
      const body = await readJson(c, reopening);
      if (!body) return answerError(c, "malformed");
      const digests =
        "reason" in body
          ? await findSetAside(district, body.reason)
          : body.digests.map(fromHex).filter((digest) => digest !== undefined);
      const reader = openReader();
      try {
        const { opened, still, skipped } = await reopenEntries(district, reader.read, digests);
        changes.touch();
        const left = still.map(({ digest, reason }) => ({ digest: toHex(digest), reason }));
        return c.json({ opened: opened.length, still: left, skipped } satisfies ReopenAnswer);
      } finally {
        reader.stop();
      }
    },
  };
}

/** A courier file: read raw, as it comes, through the intake every exchange goes through. */
async function takeCourier(c: StaffContext, district: District, changes: Changes): Promise<Response> {
  const body = capBody(c.env.incoming, courierFileBytesMax);
  if (body.isTooLarge()) return answerError(c, "bundle-too-large");
  const imported = await importCourier(district, body.chunks);
  if (body.isTooLarge()) return answerError(c, "bundle-too-large");
  if (!imported.ok) return answerError(c, imported.code);
  changes.touch();
  return c.json(courierResult(imported.value));
}

type CaseRoutes = Exclude<
  StaffRouteId,
  VillageRoutes | SetAsideRoutes | "me" | "importCourier" | "configuration" | "doubts"
>;

function caseHandlers(district: District, changes: Changes): Readonly<Record<CaseRoutes, Handler>> {
  return {
    listCases: async (c) => {
      const page = readPage(c);
      return page ? c.json(await listCases(district, { ...page, query: undefined })) : answerError(c, "malformed");
    },
    searchCases: async (c) => {
      const page = readPage(c);
      const body = await readJson(c, search);
      return page && body ? c.json(await listCases(district, { ...page, ...body })) : answerError(c, "malformed");
    },
    showCase: async (c) => {
      const application = readHex(c, "application", applicationIdBytes);
      const found = application && (await showCase(district, application, c.get("staff").role));
      return found ? c.json(found) : answerError(c, "not-found");
    },
    showPhoto: (c) => sendPhoto(c, district),
    actOnCase: async (c) => {
      const application = readHex(c, "application", applicationIdBytes);
      if (!application) return answerError(c, "not-found");
      const request = await readJson(c, caseAction);
      if (!request) return answerError(c, "malformed");
      const done = await actOnCase(district, { application, request, staff: c.get("staff") });
      if (!done.ok) return answerError(c, done.code);
      changes.touch();
      return c.json({ version: done.value });
    },
  };
}

/** A picture and nothing else: never kept, never run, whatever somebody put into it. */
async function sendPhoto(c: StaffContext, district: District): Promise<Response> {
  const application = readHex(c, "application", applicationIdBytes);
  const hash = readHex(c, "hash", blobHashBytes);
  if (!application || !hash) return answerError(c, "not-found");
  const photo = await readPhoto(district, application, hash);
  if (!photo.ok) return answerError(c, "not-found");
  return c.body(photo.value.bytes, 200, {
    "Content-Type": photo.value.mime,
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "no-store",
  });
}
