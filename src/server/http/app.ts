/** The district's whole door: pages, device side, staff side, health. Puts the parts together; holds no rule of its own. */
import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import type { District } from "../district.ts";
import type { Shelf } from "../audio/shelf.ts";
import { audioRoute } from "./audio-route.ts";
import type { DeviceRouteOptions } from "./device-routes.ts";
import { deviceRoutes } from "./device-routes.ts";
import { answerError, onError } from "./errors.ts";
import { pageRoutes } from "./pages.ts";
import { securityHeaders } from "./security-headers.ts";
import { trackRoute } from "./track-route.ts";

/** A part of the door that is made elsewhere, mounted under its path. */
export type Mount = { readonly path: string; readonly app: Hono };

export type AppOptions = DeviceRouteOptions & {
  /** Absolute path of the build with kiosk, district app and track page. */
  readonly buildDir: string;
  /** The clips tablets speak with. */
  readonly audio: Shelf;
  /** Staff API and sign-in. */
  readonly staff: readonly Mount[];
  /** True while the data must not be served: a restore is at work, or the server is ending. */
  readonly isClosed: () => boolean;
};

/** The application of one district. Whatever it does not know answers `not-found` of the error table. */
export function makeApp(district: District, options: AppOptions): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.onError(onError((event, facts) => district.log.error(event, facts)));
  app.notFound((c) => answerError(c, "not-found"));
  app.use(securityHeaders);

  app.get("/healthz", (c) => c.text("ok"));
  app.get("/readyz", async (c) => {
    if (options.isClosed()) return answerError(c, "maintenance");
    await district.storage.transaction((tx) => tx.status());
    return c.text("ok");
  });

  app.use("/api/*", async (c, next) => (options.isClosed() ? answerError(c, "maintenance") : next()));
  app.route("/", deviceRoutes(district, options));
  app.route("/", trackRoute(district, options.trustProxy));
  app.route("/", audioRoute(options.audio));
  for (const { path, app: part } of options.staff) app.route(path, part);
  app.all("/api/*", (c) => answerError(c, "not-found"));
  app.route("/", pageRoutes(options.buildDir));
  return app;
}
