/** The part of express-pouchdb that is used; it brings no types. */
declare module "express-pouchdb" {
  import type { RequestHandler } from "express";
  export default function expressPouchdb(
    PouchDB: unknown,
    options: { readonly mode: "minimumForPouchDB"; readonly inMemoryConfig: boolean; readonly logPath: string },
  ): RequestHandler;
}
