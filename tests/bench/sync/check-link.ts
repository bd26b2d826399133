/**
 * What the link of the bench costs on this machine in this minute, against what arithmetic says: a busy machine makes any
 * proxy slow, and then no row of the bench says anything.
 */
import { once } from "node:events";
import { connect, createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { floorMs } from "../../support/link-cuts.ts";
import { ShapedLink } from "../../support/shaped-link.ts";
import type { LinkShape } from "../../support/shaped-link.ts";

const bytes = 30_000;

/** Time for known bytes up and a short answer ÷ handshake, bytes ÷ rate and round trip. */
export async function checkLink(shape: LinkShape): Promise<number> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.resume();
    socket.once("end", () => socket.end("held"));
  });
  server.listen(0);
  await once(server, "listening");
  try {
    await using link = await ShapedLink.open({ target: server.address() as AddressInfo, shape });
    const beganMs = performance.now();
    const socket = connect({ port: link.port, host: "localhost", allowHalfOpen: true });
    socket.end(new Uint8Array(bytes));
    await once(socket, "data");
    return (performance.now() - beganMs) / (floorMs(bytes, shape) + shape.roundTripMs);
  } finally {
    server.close();
  }
}
