/**
 * @tus/server with its file store. The store syncs nothing: the team does, before an upload counts as held. An upload
 * finished under a name that is there already is a thing stored twice.
 */
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { FileStore } from "@tus/file-store";
import { Server } from "@tus/server";
import { folder, serve } from "../serve.ts";
import { Shelf } from "../shelf.ts";

const files = join(folder, "files");
mkdirSync(files);
const shelf = new Shelf(folder);

const tus = new Server({
  path: "/files",
  datastore: new FileStore({ directory: files }),
  relativeLocation: true,
  async onUploadFinish(_request, { id, metadata }) {
    const path = join(files, id);
    sync(path);
    sync(files);
    const name = metadata?.["name"] ?? "";
    const bytes = readFileSync(path);
    shelf.note([{ name, bytes: name.includes("/") ? bytes : gunzipSync(new Uint8Array(bytes)) }]);
    return {};
  },
});

function sync(path: string): void {
  const file = openSync(path, "r");
  fsyncSync(file);
  closeSync(file);
}

serve((request, response) => tus.handle(request, response));
