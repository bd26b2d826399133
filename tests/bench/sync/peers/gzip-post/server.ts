/** Takes everything in one body and stores it as one. */
import { gunzipSync } from "node:zlib";
import type { Application } from "../../work.ts";
import { folder, readBody, serve } from "../serve.ts";
import type { Kept } from "../shelf.ts";
import { Shelf, photoName } from "../shelf.ts";

const shelf = new Shelf(folder);

serve(async (request, response) => {
  const body = await readBody(request);
  const jsonBytes = Number(request.headers["x-json-bytes"]);
  const sizes = String(request.headers["x-photo-bytes"]).split(",").map(Number);
  const applications: readonly Application[] = JSON.parse(
    gunzipSync(new Uint8Array(body.subarray(0, jsonBytes))).toString(),
  );
  let at = jsonBytes;
  const things: Kept[] = [];
  for (const application of applications) {
    things.push({ name: application.id, bytes: Buffer.from(JSON.stringify(application)) });
    for (const { number } of application.photos) {
      const size = sizes.shift() ?? 0;
      things.push({ name: photoName(application.id, number), bytes: body.subarray(at, at + size) });
      at += size;
    }
  }
  shelf.keep(things);
  response.writeHead(200).end();
});
