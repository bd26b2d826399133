/** The intake order: which entries are complete, in the order they became so, with its running hash. */
import { INTAKE_HASH_START } from "../../../crypto/hash.ts";
import type { IntakeStore } from "../ports.ts";
import type { Bound } from "./bound.ts";
import { insertChunks } from "./bound.ts";

export function intakeStore({ tables, regency }: Bound): IntakeStore {
  return {
    last: async () => {
      // An immediate transaction is SQLite's row lock: nobody else writes until it ends.
      const tip = await tables()
        .selectFrom("intakeTip")
        .select(["intake", "hash"])
        .where("regency", "=", regency)
        .executeTakeFirst();
      return tip ?? { intake: 0, hash: INTAKE_HASH_START };
    },
    append: async (rows) => {
      const tip = rows.at(-1);
      if (!tip) return;
      for (const chunk of insertChunks(rows.map((row) => ({ ...row, regency }))))
        await tables().insertInto("intakeOrder").values(chunk).execute();
      const { intake, hash } = tip;
      await tables()
        .insertInto("intakeTip")
        .values({ regency, intake, hash })
        .onConflict((oc) => oc.column("regency").doUpdateSet({ intake, hash }))
        .execute();
    },
    hashAt: async (intake) =>
      intake === 0
        ? INTAKE_HASH_START
        : (
            await tables()
              .selectFrom("intakeOrder")
              .select("hash")
              .where("regency", "=", regency)
              .where("intake", "=", intake)
              .executeTakeFirst()
          )?.hash,
    listAfter: (intake, limit) =>
      tables()
        .selectFrom("intakeOrder")
        .select(["intake", "digest"])
        .where("regency", "=", regency)
        .where("intake", ">", intake)
        .orderBy("intake")
        .limit(limit)
        .execute(),
  };
}
