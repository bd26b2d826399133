import { once } from "node:events";
import { connect, createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { expect, test } from "vitest";
import { ShapedLink, slow4g, unshaped } from "./shaped-link.ts";

const question = new Uint8Array(7_500);
const answer = new Uint8Array(40_000).map((_, at) => at % 251);

/** Answers whoever has asked to the end. */
async function openServer(): Promise<AsyncDisposable & { readonly port: number }> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.resume();
    // A cut resets the far side too.
    socket.on("error", () => undefined);
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
  expect(link.carried).toEqual({
    upBytes: question.byteLength,
    downBytes: answer.byteLength,
    connections: 1,
    requests: 0,
  });
  // 150 handshake + 80 up + 150 round trip + 200 down; a timer may fire a millisecond early.
  expect(tookMs).toBeGreaterThan(580 - 5);
});

/** A shape with no delay that carries 100 bytes each millisecond. */
const even = { upBitsPerSecond: 800_000, downBitsPerSecond: 800_000, roundTripMs: 0 };

test("a cut resets who is connected, loses what was under way, refuses, and carries again afterwards", async () => {
  await using server = await openServer();
  await using link = await ShapedLink.open({ target: server, shape: even });
  const socket = connect({ port: link.port, host: "localhost" });
  await once(socket, "connect");
  socket.write(new Uint8Array(100_000));
  await new Promise((resolve) => setTimeout(resolve, 300));
  const failure = once(socket, "error").then(([error]: { code?: string }[]) => error?.code);
  await link.cut(even);
  expect(await failure).toBe("ECONNRESET");
  // 300 ms carry 30,000 bytes; the other 70,000 are lost and were never carried.
  const { upBytes } = link.carried;
  expect(upBytes).toBeGreaterThan(0);
  expect(upBytes).toBeLessThan(100_000);

  const refused = connect({ port: link.port, host: "localhost" });
  await expect(once(refused, "connect")).rejects.toMatchObject({ code: "ECONNREFUSED" });

  await link.accept();
  const again = connect({ port: link.port, host: "localhost", allowHalfOpen: true });
  again.end(question);
  expect((await buffer(again)).equals(answer)).toBe(true);
  expect(link.carried).toMatchObject({ upBytes: upBytes + question.byteLength, connections: 2 });
  link.resetCounters();
  expect(link.carried).toEqual({ upBytes: 0, downBytes: 0, connections: 0, requests: 0 });
});

test("the rate is shared by all connections", async () => {
  await using server = await openServer();
  await using link = await ShapedLink.open({ target: server, shape: even });
  const beganMs = performance.now();
  const ask = async (): Promise<Uint8Array> => {
    const socket = connect({ port: link.port, host: "localhost", allowHalfOpen: true });
    socket.end(question);
    return buffer(socket);
  };
  await Promise.all([ask(), ask(), ask()]);
  // 3 × 40,000 bytes down at 100 per millisecond; a timer may fire a millisecond early.
  expect(performance.now() - beganMs).toBeGreaterThan(1_200 - 5);
});

test("a link without shape goes to whatever it is pointed at now", async () => {
  await using server = await openServer();
  await using link = await ShapedLink.open({ target: { port: 1 }, shape: unshaped });
  link.retarget(server);
  const socket = connect({ port: link.port, host: "localhost", allowHalfOpen: true });
  socket.end(question);
  expect((await buffer(socket)).equals(answer)).toBe(true);
});
