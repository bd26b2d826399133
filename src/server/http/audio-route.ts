/** What tablets fetch to speak: an index or a pack of clips by its hash. Public, and never another content under one name. */
import { Hono } from "hono";
import { audioPath } from "../../protocol/audio.ts";
import type { Shelf } from "../audio/shelf.ts";
import { answerError } from "./errors.ts";

export function audioRoute(shelf: Shelf): Hono {
  const routes = new Hono();
  routes.get(`${audioPath}/:hash`, (c) => {
    const item = shelf.items.get(c.req.param("hash"));
    return item === undefined ? answerError(c, "not-found") : c.body(item.bytes, 200, { "Content-Type": item.type });
  });
  return routes;
}
