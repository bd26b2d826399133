/** Entries and the blobs they name. Knows nothing of receipts or cases; a counter is given to every change. */
import { sql } from "kysely";
import type { Bytes } from "../../../base/bytes.ts";
import { digestBytes } from "../../../protocol/entry.ts";
import type { EntryStore } from "../ports.ts";
import type { EntryRow } from "../rows.ts";
import type { Bound } from "./bound.ts";
import { digestRange, insertChunks, queryChunks, withoutRegency } from "./bound.ts";

const custodyColumns = ["digest", "state", "counter", "intake", "reason"] as const;

/** Takes `count` fresh numbers and gives the first. */
async function takeCounters({ tables, regency }: Bound, count: number): Promise<number> {
  const row = await tables()
    .insertInto("counters")
    .values({ regency, name: "change", value: count })
    .onConflict((oc) => oc.columns(["regency", "name"]).doUpdateSet({ value: sql<number>`value + excluded.value` }))
    .returning("value")
    .executeTakeFirstOrThrow();
  return row.value - count + 1;
}

export function entryStore(bound: Bound): EntryStore {
  const { tables, regency } = bound;
  const entries = () => tables().selectFrom("entries").where("regency", "=", regency);
  const placesOf = (device: Bytes, logId: Bytes, through: number) =>
    entries().where("device", "=", device).where("logId", "=", logId).where("seq", "<=", through);
  const whole = async (query: ReturnType<typeof entries>): Promise<readonly EntryRow[]> =>
    (await query.selectAll().execute()).map(withoutRegency);

  return {
    insert: async (rows, blobs) => {
      if (rows.length === 0) return;
      const first = await takeCounters(bound, rows.length);
      const numbered = rows.map((row, at) => ({ ...row, regency, counter: first + at }));
      for (const chunk of insertChunks(numbered)) await tables().insertInto("entries").values(chunk).execute();
      for (const chunk of insertChunks(blobs.map((blob) => ({ ...blob, regency }))))
        await tables()
          .insertInto("entryBlobs")
          .values(chunk)
          .onConflict((oc) => oc.doNothing())
          .execute();
    },
    custody: async (names) => {
      const digests = names.filter((name) => name.byteLength === digestBytes);
      const found = [
        ...(await queryChunks(digests, (chunk) =>
          entries().select(custodyColumns).where("digest", "in", chunk).execute(),
        )),
      ];
      for (const prefix of names.filter((name) => name.byteLength < digestBytes)) {
        const [low, high] = digestRange(prefix);
        const row = await entries()
          .select(custodyColumns)
          .where("digest", ">=", low)
          .where("digest", "<=", high)
          .executeTakeFirst();
        if (row) found.push(row);
      }
      return found;
    },
    find: async (digest) => (await whole(entries().where("digest", "=", digest)))[0],
    findMany: (digests) => queryChunks(digests, (chunk) => whole(entries().where("digest", "in", chunk))),
    change: async (digest, change) => {
      const isTold = change.state !== undefined || change.intake !== undefined;
      await tables()
        .updateTable("entries")
        .set(isTold ? { ...change, counter: await takeCounters(bound, 1) } : change)
        .where("regency", "=", regency)
        .where("digest", "=", digest)
        .execute();
    },
    listUnopened: (now, limit) =>
      whole(
        entries()
          .where("standing", "=", "unopened")
          .where((eb) =>
            eb.not(
              eb.exists(
                eb
                  .selectFrom("attempts")
                  .select("attempts.digest")
                  .whereRef("attempts.regency", "=", "entries.regency")
                  .whereRef("attempts.digest", "=", "entries.digest")
                  .where("attempts.leaseUntil", ">", now),
              ),
            ),
          )
          .orderBy("priority", "desc")
          .orderBy("counter")
          .limit(limit),
      ),
    listOfApplication: (applicationId) =>
      whole(entries().where("applicationId", "=", applicationId).orderBy("counter")),
    listWaitingFor: (base) =>
      whole(entries().where("standing", "=", "waiting").where("base", "=", base).orderBy("counter")),
    listChanged: (device, afterCounter, limit) =>
      entries()
        .select(custodyColumns)
        .where("device", "=", device)
        .where("counter", ">", afterCounter)
        .orderBy("counter")
        .limit(limit)
        .execute(),
    listIncomplete: (device, limit) =>
      entries().select(custodyColumns).where("device", "=", device).where("intake", "=", 0).limit(limit).execute(),
    findPlaces: (device, logId, seqs) =>
      queryChunks(seqs, (chunk) =>
        entries()
          .select(["seq", "digest"])
          .where("device", "=", device)
          .where("logId", "=", logId)
          .where("seq", "in", chunk)
          .execute(),
      ),
    countPlaces: async (device, logId, through) =>
      (await placesOf(device, logId, through)
        .select((eb) => [eb.fn.count<number>("seq").distinct().as("seqs"), eb.fn.countAll<number>().as("entries")])
        .executeTakeFirst()) ?? { seqs: 0, entries: 0 },
    listPlaces: (device, logId, through) =>
      placesOf(device, logId, through).select(["seq", "digest"]).orderBy("seq").execute(),
    heldSeqs: async (device, logId) =>
      (
        await entries()
          .select("seq")
          .distinct()
          .where("device", "=", device)
          .where("logId", "=", logId)
          .orderBy("seq")
          .execute()
      ).map((row) => row.seq),
    heldLogs: async () =>
      (await tables().selectFrom("heldLogs").selectAll().where("regency", "=", regency).execute()).map(withoutRegency),
    heldLogsOf: async (device) =>
      (
        await tables()
          .selectFrom("heldLogs")
          .selectAll()
          .where("regency", "=", regency)
          .where("device", "=", device)
          .execute()
      ).map(withoutRegency),
    listSetAside: (limit, reason) => {
      const all = entries().where("standing", "=", "set-aside");
      return whole((reason === undefined ? all : all.where("reason", "=", reason)).orderBy("counter").limit(limit));
    },
    countSetAside: async () =>
      (
        await entries()
          .select((eb) => ["reason", eb.fn.countAll<number>().as("count")])
          .where("standing", "=", "set-aside")
          .groupBy("reason")
          .orderBy("reason")
          .execute()
      ).map(({ reason, count }) => ({ reason: reason ?? "", count })),
    listWaitingForBlobs: (limit) =>
      whole(entries().where("intake", "=", 0).where("state", "=", "held").orderBy("counter").limit(limit)),
    listAfter: (digest: Bytes, limit) => whole(entries().where("digest", ">", digest).orderBy("digest").limit(limit)),
  };
}
