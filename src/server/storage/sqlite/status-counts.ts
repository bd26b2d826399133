/** The three numbers of `loket status`. */
import type { StatusCounts } from "../rows.ts";
import type { Bound } from "./bound.ts";

export async function statusCounts({ tables, regency }: Bound): Promise<StatusCounts> {
  const entries = await tables()
    .selectFrom("entries")
    .select((eb) => [
      eb.fn.countAll<number>().as("held"),
      eb.fn.countAll<number>().filterWhere("state", "=", "quarantined").as("quarantined"),
    ])
    .where("regency", "=", regency)
    .executeTakeFirstOrThrow();
  const cases = await tables()
    .selectFrom("cases")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("regency", "=", regency)
    .executeTakeFirstOrThrow();
  return { entriesHeld: entries.held, cases: cases.count, quarantined: entries.quarantined };
}
