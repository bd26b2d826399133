/** One stream of notices per village. A notice is known by its hash and never moves. */
import type { NoticeStore } from "../ports.ts";
import type { Bound } from "./bound.ts";
import { withoutRegency } from "./bound.ts";

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
      const last = await tables()
        .selectFrom("notices")
        .select((eb) => eb.fn.max<number | null>("position").as("position"))
        .where("regency", "=", regency)
        .where("village", "=", row.village)
        .executeTakeFirst();
      const position = (last?.position ?? 0) + 1;
      await tables()
        .insertInto("notices")
        .values({ ...row, regency, position })
        .execute();
      return position;
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
