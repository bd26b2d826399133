/** PUT under a name of the client's own: the same request twice stores one thing. */
import { folder, readBody, serve } from "../serve.ts";
import { Shelf, photoName } from "../shelf.ts";

const shelf = new Shelf(folder);

serve(async (request, response) => {
  const [, , id = "", , number] = (request.url ?? "").split("/");
  const bytes = await readBody(request);
  const name = number === undefined ? id : photoName(id, Number(number));
  if (!shelf.has(name)) shelf.keep([{ name, bytes }]);
  response.writeHead(204).end();
});
