/** No bundle makes the district look up more than a reply has room for. */
import { expect, it } from "vitest";
import { offersMax, replyReceiptsMax } from "../../base/limits.ts";
import { makeMemoryDistrict } from "../../../tests/support/memory-district.ts";
import { enrolTablet } from "../../../tests/support/test-tablet.ts";
import { unwrap } from "../../base/result.ts";
import { openHeader } from "./open-header.ts";
import { Session } from "./session.ts";

const numbered = (length: number, at: number) => {
  const digest = new Uint8Array(length);
  new DataView(digest.buffer).setUint32(0, at);
  return digest;
};

async function makeSession(): Promise<Session> {
  const district = await makeMemoryDistrict();
  const tablet = await enrolTablet(district);
  return new Session(unwrap(await openHeader(district, await tablet.header())), undefined, undefined, {
    road: "network",
  });
}

it("looks up at most as many names as a reply has receipts, and as many offers as a bundle may bring", async () => {
  const session = await makeSession();
  session.offer(Array.from({ length: offersMax + 1 }, (_, at) => numbered(16, at)));
  session.name(Array.from({ length: replyReceiptsMax }, (_, at) => numbered(32, offersMax + at)));
  expect(session.named.length).toBe(replyReceiptsMax);
  expect(session.offered.length).toBe(offersMax);
  expect(session.problem).toBe("bundle-too-large");
});

it("remembers the whole digest of what was named by its beginning", async () => {
  const session = await makeSession();
  session.offer([numbered(16, 7)]);
  session.name([numbered(32, 7)]);
  session.name([numbered(16, 7)]);
  expect(session.named.map((digest) => digest.byteLength)).toEqual([32]);
});
