/** Counts over the whole store: those of `loket status`, and those of the monitor's day. */
import type { UnixMs } from "../../../base/clock.ts";
import type { DayCounts, StatusCounts } from "../rows.ts";
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

export async function dayCounts({ tables, regency }: Bound, dayStart: UnixMs): Promise<DayCounts> {
  const count = () =>
    tables()
      .selectFrom("entries")
      .select((eb) => eb.fn.countAll<number>().as("count"))
      .where("regency", "=", regency);
  const today = await count().where("receivedAt", ">=", dayStart).executeTakeFirstOrThrow();
  const quarantined = await count().where("state", "=", "quarantined").executeTakeFirstOrThrow();
  const waiting = await count().where("intake", "=", 0).where("state", "=", "held").executeTakeFirstOrThrow();
  return { entriesToday: today.count, quarantined: quarantined.count, waitingForPhotos: waiting.count };
}
