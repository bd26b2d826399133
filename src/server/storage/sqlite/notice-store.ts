/** One stream of notices per village. A notice is known by its hash and never moves. */
import type { DatabaseSync } from "node:sqlite";
import { assert } from "../../../base/assert.ts";
import type { Bytes } from "../../../base/bytes.ts";
import { copyBytes } from "../../../base/bytes.ts";
import { chainHashNow } from "../../digests.ts";
import type { NoticeStore } from "../ports.ts";
import type { Bound } from "./bound.ts";
import { withoutRegency } from "./bound.ts";

const streamStart: Bytes = new Uint8Array(32);

export function noticeStore({ tables, regency }: Bound): NoticeStore {
  const notices = () => tables().selectFrom("notices").selectAll().where("regency", "=", regency);
  const find: NoticeStore["find"] = async (id) => {
    const row = await notices().where("id", "=", id).executeTakeFirst();
    return row && withoutRegency(row);
  };
  return {
    find,
    append: async (row) => {
      const known = await find(row.id);
      if (known) return known.position;
      const last = await notices()
        .where("village", "=", row.village)
        .orderBy("position", "desc")
        .limit(1)
        .executeTakeFirst();
      const position = (last?.position ?? 0) + 1;
      const runningHash = chainHashNow(last?.runningHash ?? streamStart, row.id);
      await tables()
        .insertInto("notices")
        .values({ ...row, regency, position, runningHash })
        .execute();
      return position;
    },
    hashAt: async (village, position) => {
      if (position === 0) return streamStart;
      const row = await notices().where("village", "=", village).where("position", "=", position).executeTakeFirst();
      return row?.runningHash;
    },
    listAfter: async (village, position, limit) =>
      (
        await notices()
          .where("village", "=", village)
          .where("position", ">", position)
          .orderBy("position")
          .limit(limit)
          .execute()
      ).map(withoutRegency),
    listOfApplication: async (applicationId) =>
      (await notices().where("applicationId", "=", applicationId).orderBy("position").execute()).map(withoutRegency),
  };
}

/**
 * Gives every notice without a running hash its own: those of before the column, and what an older server has written
 * since. Call inside a transaction.
 */
export function fillRunningHashes(database: DatabaseSync): void {
  const unhashed = database.prepare(
    "select regency, village, position, id from notices where running_hash is null order by regency, village, position",
  );
  const before = database.prepare(
    "select running_hash from notices where regency = ? and village = ? and position = ?",
  );
  const fill = database.prepare(
    "update notices set running_hash = ? where regency = ? and village = ? and position = ?",
  );
  for (const { regency, village, position, id } of unhashed.all()) {
    assert(
      typeof regency === "string" && typeof village === "number" && typeof position === "number",
      "a notice's key",
    );
    const previous =
      position === 1 ? streamStart : bytesOf(before.get(regency, village, position - 1)?.["running_hash"]);
    fill.run(chainHashNow(previous, bytesOf(id)), regency, village, position);
  }
}

function bytesOf(value: unknown): Bytes {
  assert(value instanceof Uint8Array, "positions of a stream follow one another");
  return copyBytes(value);
}
