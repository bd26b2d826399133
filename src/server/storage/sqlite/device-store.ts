/** What the district remembers of each tablet between exchanges. Certificates are the ledger's. */
import type { DeviceStore } from "../ports.ts";
import type { Bound } from "./bound.ts";
import { withoutRegency } from "./bound.ts";

export function deviceStore({ tables, regency }: Bound): DeviceStore {
  const devices = () => tables().selectFrom("devices").selectAll().where("regency", "=", regency);
  return {
    find: async (device) => {
      const row = await devices().where("device", "=", device).executeTakeFirst();
      return row && withoutRegency(row);
    },
    put: async (row) => {
      await tables()
        .insertInto("devices")
        .values({ ...row, regency })
        .onConflict((oc) => oc.columns(["regency", "device"]).doUpdateSet(row))
        .execute();
    },
    list: async () => (await devices().orderBy("device").execute()).map(withoutRegency),
  };
}
