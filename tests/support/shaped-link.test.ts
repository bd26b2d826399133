import { once } from "node:events";
import { connect, createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { expect, test } from "vitest";
import { ShapedLink, slow4g } from "./shaped-link.ts";

const question = new Uint8Array(7_500);
const answer = new Uint8Array(40_000).map((_, at) => at % 251);

/** Answers whoever has asked to the end. */
async function openServer(): Promise<AsyncDisposable & { readonly port: number }> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.resume();
    socket.once("end", () => socket.end(answer));
  });
  server.listen(0);
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.close();
      await once(server, "close");
    },
  };
}

test("a link carries everything, counts it, and is never faster than handshake, rate and round trip allow", async () => {
  await using server = await openServer();
  await using link = await ShapedLink.open({ target: server, shape: slow4g });
  const beganMs = performance.now();
  const socket = connect({ port: link.port, host: "localhost", allowHalfOpen: true });
  socket.end(question);
  const received = await buffer(socket);
  const tookMs = performance.now() - beganMs;

  expect(received.equals(answer)).toBe(true);
  expect(link.carried).toEqual({ upBytes: question.byteLength, downBytes: answer.byteLength });
  // 150 handshake + 80 up + 150 round trip + 200 down; a timer may fire a millisecond early.
  expect(tookMs).toBeGreaterThan(580 - 5);
});
