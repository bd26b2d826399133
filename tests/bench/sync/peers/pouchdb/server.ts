/**
 * express-pouchdb over LevelDB, in the mode its documentation names for replication. It syncs nothing before it answers;
 * what it has stored counts as held all the same.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import express from "express";
import expressPouchdb from "express-pouchdb";
import PouchDB from "pouchdb-node";
import { folder, serve } from "../serve.ts";
import { Shelf } from "../shelf.ts";

const databases = join(folder, "databases");
mkdirSync(databases);
const Served = PouchDB.defaults({ prefix: `${databases}/` });
const shelf = new Shelf(folder);

for (const name of ["applications", "photos"]) {
  const database = new Served(name);
  // The feed follows what is stored.
  database.changes({ live: true, since: 0, include_docs: true }).on("change", ({ id, doc }) => {
    if (id.startsWith("_design/") || shelf.has(id)) return;
    shelf.note([{ name: id, bytes: Buffer.from(JSON.stringify(doc)) }]);
  });
}

const app = express();
app.use(
  "/db",
  expressPouchdb(Served, {
    mode: "minimumForPouchDB",
    inMemoryConfig: true,
    logPath: join(folder, "log.txt"),
  }),
);
serve((request, response) => app(request, response));
