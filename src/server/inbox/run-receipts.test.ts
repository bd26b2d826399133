import fc from "fast-check";
import { expect, test } from "vitest";
import { enrolTablet } from "../../../tests/support/test-tablet.ts";
import { makeMemoryDistrict } from "../../../tests/support/memory-district.ts";
import type { Bytes } from "../../base/bytes.ts";
import { toHex } from "../../base/bytes.ts";
import { unwrap } from "../../base/result.ts";
import type { Receipt, RunReceipt } from "../../protocol/reply.ts";
import { openHeader } from "./open-header.ts";
import { receiptsFor } from "./run-receipts.ts";
import { Session } from "./session.ts";

const digestOf = (at: number): Bytes => Uint8Array.from({ length: 32 }, (_, byte) => (byte === 0 ? at : 7));

async function makeSession(knowsRuns: boolean, sizes: readonly number[]): Promise<Session> {
  const district = await makeMemoryDistrict();
  const tablet = await enrolTablet(district);
  const header = unwrap(await openHeader(district, await tablet.header({ knowsRuns })));
  const session = new Session(header, undefined, undefined, { road: "network" });
  let at = 0;
  for (const size of sizes) session.nameRun(Array.from({ length: size }, () => digestOf(at++)));
  return session;
}

const receipt = (at: number, change: Partial<Receipt> = {}): Receipt => ({
  digest: digestOf(at).slice(0, 16),
  state: "complete",
  counter: 100 + at,
  intake: 10 + at,
  ...change,
});

/** What the sender makes of it again. */
function expand(session: Session, said: readonly RunReceipt[]): readonly Receipt[] {
  return said.flatMap(({ first, count, state, counter, intake }) => {
    const run =
      session.runs.find((digests) => digests.some((digest) => toHex(digest.slice(0, 16)) === toHex(first))) ?? [];
    const start = run.findIndex((digest) => toHex(digest.slice(0, 16)) === toHex(first));
    return run.slice(start, start + count).map((digest, at) => ({
      digest: digest.slice(0, 16),
      state,
      counter: counter + at,
      intake: intake === 0 ? 0 : intake + at,
    }));
  });
}

test("a hundred entries of three runs are said in three lines", async () => {
  const session = await makeSession(true, [40, 40, 20]);
  const { receipts, runReceipts } = receiptsFor(
    session,
    Array.from({ length: 100 }, (_, at) => receipt(at)),
  );
  expect(receipts).toEqual([]);
  expect(runReceipts.map(({ count }) => count)).toEqual([40, 40, 20]);
});

test("who would not know its runs is told every name", async () => {
  const session = await makeSession(false, [3]);
  const all = [receipt(0), receipt(1), receipt(2)];
  expect(receiptsFor(session, all)).toEqual({ receipts: all, runReceipts: [] });
});

test("a bundle is answered by place, and by name where the sender's run was not taken whole", async () => {
  const district = await makeMemoryDistrict();
  const tablet = await enrolTablet(district);
  const entries = [await tablet.file(), await tablet.file(), await tablet.file()];
  const [first] = entries;
  const whole = await tablet.exchange([await tablet.run(entries)], { knowsRuns: true });
  expect(whole.receipts).toEqual([]);
  expect(whole.runReceipts).toMatchObject([{ first: first?.prefix, count: 3, state: "complete" }]);

  const more = [await tablet.file(), await tablet.file(), await tablet.file()];
  const forged = more.map((entry, at) => (at === 1 ? { ...entry, signature: new Uint8Array(64) } : entry));
  const partly = await tablet.exchange([await tablet.run(forged, "each")], { knowsRuns: true });
  expect(partly.runReceipts).toEqual([]);
  const named = new Set(partly.receipts.map(({ digest }) => toHex(digest)));
  expect(more.map(({ prefix }) => named.has(toHex(prefix)))).toEqual([true, false, true]);
});

test("whatever the states, counters and gaps, the sender finds the same receipts again", async () => {
  const session = await makeSession(true, [5, 1, 6]);
  const states = fc.constantFrom("held" as const, "complete" as const, "quarantined" as const, "erased" as const);
  const found = fc.array(
    fc.record({ isThere: fc.boolean(), state: states, jump: fc.nat(2), isCounted: fc.boolean() }),
    {
      minLength: 14,
      maxLength: 14,
    },
  );
  fc.assert(
    fc.property(found, (rows) => {
      let counter = 0;
      const all = rows.flatMap(({ isThere, state, jump, isCounted }, at) => {
        counter += jump;
        return isThere ? [receipt(at, { state, counter, intake: isCounted ? counter : 0 })] : [];
      });
      const { receipts, runReceipts } = receiptsFor(session, all);
      const again = [...receipts, ...expand(session, runReceipts)];
      const byName = (a: Receipt, b: Receipt): number => toHex(a.digest).localeCompare(toHex(b.digest));
      expect(again.toSorted(byName)).toEqual(all.toSorted(byName));
    }),
    { numRuns: 500 },
  );
});
