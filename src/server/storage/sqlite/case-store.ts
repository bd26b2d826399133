/** Cases, their events and opened contents. Everything personal in them is ciphertext before it comes here. */
import type { Kysely, SelectQueryBuilder } from "kysely";
import type { CaseFilter, CasePlace, CaseStore } from "../ports.ts";
import type { Bound } from "./bound.ts";
import { insertChunks, withoutRegency } from "./bound.ts";
import type { Tables } from "./schema.ts";

function filtered(
  db: Kysely<Tables>,
  regency: string,
  filter: CaseFilter,
): SelectQueryBuilder<Tables, "cases", object> {
  let query: SelectQueryBuilder<Tables, "cases", object> = db.selectFrom("cases").where("regency", "=", regency);
  if (filter.village !== undefined) query = query.where("village", "=", filter.village);
  if (filter.stages !== undefined) query = query.where("stage", "in", filter.stages);
  if (filter.slipCode !== undefined) query = query.where("slipCode", "=", filter.slipCode);
  if (filter.nikIndex !== undefined) query = query.where("nikIndex", "=", filter.nikIndex);
  for (const word of filter.words ?? [])
    query = query.where("applicationId", "in", (eb) =>
      eb
        .selectFrom("caseWords")
        .select("caseWords.applicationId")
        .where("caseWords.regency", "=", regency)
        .where("word", "=", word),
    );
  return query;
}

/** Urgent first, then the longest waiting. The id makes the order total: no case is shown twice or passed over. */
function waitingAfter<Row>(
  cases: SelectQueryBuilder<Tables, "cases", Row>,
  after: CasePlace | undefined,
): SelectQueryBuilder<Tables, "cases", Row> {
  const ordered = cases.orderBy("priority", "desc").orderBy("receivedAt").orderBy("applicationId");
  if (!after) return ordered;
  return ordered.where((eb) =>
    eb.or([
      eb("priority", "<", after.priority),
      eb.and([
        eb("priority", "=", after.priority),
        eb(eb.refTuple("receivedAt", "applicationId"), ">", eb.tuple(after.at, after.applicationId)),
      ]),
    ]),
  );
}

/** The newest change first. */
function changedAfter<Row>(
  cases: SelectQueryBuilder<Tables, "cases", Row>,
  after: CasePlace | undefined,
): SelectQueryBuilder<Tables, "cases", Row> {
  const ordered = cases.orderBy("changedAt", "desc").orderBy("applicationId", "desc");
  if (!after) return ordered;
  return ordered.where((eb) =>
    eb(eb.refTuple("changedAt", "applicationId"), "<", eb.tuple(after.at, after.applicationId)),
  );
}

export function caseStore({ tables, regency }: Bound): CaseStore {
  const cases = () => filtered(tables(), regency, {}).selectAll();
  return {
    find: async (applicationId) => {
      const row = await cases().where("applicationId", "=", applicationId).executeTakeFirst();
      return row && withoutRegency(row);
    },
    findBySlipCode: async (slipCode) => {
      const row = await cases().where("slipCode", "=", slipCode).orderBy("receivedAt").executeTakeFirst();
      return row && withoutRegency(row);
    },
    put: async (row) => {
      await tables()
        .insertInto("cases")
        .values({ ...row, regency })
        .onConflict((oc) => oc.columns(["regency", "applicationId"]).doUpdateSet(row))
        .execute();
    },
    putWords: async (applicationId, words) => {
      await tables()
        .deleteFrom("caseWords")
        .where("regency", "=", regency)
        .where("applicationId", "=", applicationId)
        .execute();
      for (const chunk of insertChunks(words.map((word) => ({ regency, word, applicationId }))))
        await tables()
          .insertInto("caseWords")
          .values(chunk)
          .onConflict((oc) => oc.doNothing())
          .execute();
    },
    appendEvent: async (row) => {
      await tables()
        .insertInto("caseEvents")
        .values({ ...row, regency })
        .execute();
    },
    events: async (applicationId) =>
      (
        await tables()
          .selectFrom("caseEvents")
          .selectAll()
          .where("regency", "=", regency)
          .where("applicationId", "=", applicationId)
          .orderBy("position")
          .execute()
      ).map(withoutRegency),
    list: async (filter, { order, limit, after }) => {
      const all = filtered(tables(), regency, filter).selectAll();
      const page = order === "waiting" ? waitingAfter(all, after) : changedAfter(all, after);
      return (await page.limit(limit).execute()).map(withoutRegency);
    },
    countByStage: (filter) =>
      filtered(tables(), regency, filter)
        .select((eb) => ["stage", eb.fn.countAll<number>().as("count")])
        .groupBy("stage")
        .execute(),
    putOpened: async (row) => {
      await tables()
        .insertInto("openedContents")
        .values({ ...row, regency })
        .onConflict((oc) => oc.columns(["regency", "digest"]).doUpdateSet(row))
        .execute();
    },
    findOpened: async (digest) => {
      const row = await tables()
        .selectFrom("openedContents")
        .selectAll()
        .where("regency", "=", regency)
        .where("digest", "=", digest)
        .executeTakeFirst();
      return row && withoutRegency(row);
    },
  };
}
