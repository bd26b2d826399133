/** A server that is there and cannot: reads what is sent to the end and answers 503, as a proxy before a dead server does. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type RefusingServer = AsyncDisposable & { readonly port: number };

export async function openRefusingServer(): Promise<RefusingServer> {
  const server = createServer((request, response) => {
    request.resume();
    // Connections of the time of trouble do not outlive it.
    request.once("end", () => response.writeHead(503, { Connection: "close" }).end());
  });
  server.listen(0);
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, "close").catch(() => undefined);
    },
  };
}
