/** The server half of RxDB's HTTP replication: stores the new state of every pushed document, finds no conflicts. */
import { folder, readBody, serve } from "../serve.ts";
import type { Kept } from "../shelf.ts";
import { Shelf } from "../shelf.ts";

type Pushed = { readonly newDocumentState: { readonly id: string } };

const shelf = new Shelf(folder);

serve(async (request, response) => {
  const rows: readonly Pushed[] = JSON.parse((await readBody(request)).toString());
  const fresh = rows.filter(({ newDocumentState: { id } }) => !shelf.has(id));
  const things = fresh.map(({ newDocumentState }): Kept => ({
    name: newDocumentState.id,
    bytes: Buffer.from(JSON.stringify(newDocumentState)),
  }));
  if (things.length > 0) shelf.keep(things);
  response.writeHead(200, { "Content-Type": "application/json" }).end("[]");
});
