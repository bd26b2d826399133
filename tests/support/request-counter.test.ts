import { expect, test } from "vitest";
import { RequestCounter } from "./request-counter.ts";

const get = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
const body = "GET /not-a-request HTTP/1.1\r\n\r\n";
const post = `POST /a HTTP/1.1\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

test.each([1, 2, 3, 7, 64, 10_000])("requests are counted whatever the packets, here of %i bytes", (size) => {
  const bytes = Buffer.from(get + post + post + get, "latin1");
  let count = 0;
  const counter = new RequestCounter(() => (count += 1));
  for (let at = 0; at < bytes.byteLength; at += size) counter.see(bytes.subarray(at, at + size));
  expect(count).toBe(4);
});
